"""Reading the tags of an HTML fragment in one pass, for text that needs no tree."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Every alternative goes on to the end of the text when its own end is missing, as a browser does
# (HTML Standard, 13.2.5, "eof-in-tag", "eof-in-comment"), and no quantifier gives back what it
# took: so no character is read twice, whatever the text.
_MARKUP = re.compile(
    r"""
    <!--(?:-?>|.*?--!?>|.*)
    | <(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)
      (?P<attributes>(?:[^>"'=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?|["'])*+)>?
    | <[!?/][^>]*+>?
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s"'>]++)))?""",
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag: its name in lower case, its attributes' source, and its place."""

    name: str
    closes: bool
    source: str
    start: int
    end: int

    def attributes(self) -> dict[str, str]:
        """The attributes, decoded; of a repeated one the first counts, as in a browser."""
        found: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(self.source):
            found.setdefault(name.lower(), html.unescape("".join(values)))
        return found


def tags(text: str) -> Iterator[Tag]:
    """The tags of `text` in order; what stands in comments and attribute values is not a tag."""
    return (piece for piece in pieces(text) if isinstance(piece, Tag))


def pieces(text: str) -> Iterator[str | Tag]:
    """The tags of `text` and what stands between them, not decoded, without its comments."""
    position = 0
    for match in _MARKUP.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        position = match.end()
        if match["name"]:
            closes = bool(match["slash"])
            yield Tag(match["name"].lower(), closes, match["attributes"], *match.span())
    if position < len(text):
        yield text[position:]

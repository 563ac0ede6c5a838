"""What HTML we accept: one list, from which the editor's toolbar is built as well.

What comes out is well-formed and holds nothing outside the list; cleaning it again changes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from re import Pattern
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from django.core.exceptions import ValidationError

INLINE_TAGS = {"a", "abbr", "code", "em", "span", "strong", "sub", "sup"}
TABLE_TAGS = {"caption", "table", "tbody", "td", "th", "thead", "tr"}
LIST_TAGS = {"dd", "div", "dl", "dt", "li", "ol", "ul"}
BLOCK_TAGS = {"blockquote", "figcaption", "figure", "h2", "h3", "h4", "hr", "p"}
BLOCK_TAGS |= LIST_TAGS | TABLE_TAGS
TAGS = INLINE_TAGS | BLOCK_TAGS | {"br", "img"}

# Written otherwise by word processors and old pages; see KEPT_DIVS for the `div` that stay.
REPLACED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "pre": "div"}
REPLACED |= {"address": "div", "article": "div", "aside": "div", "center": "div", "footer": "div"}
REPLACED |= {"header": "div", "main": "div", "nav": "div", "section": "div"}

ANYTHING = re.compile(r".*", re.DOTALL)
NUMBER = re.compile(r"[0-9]{1,4}")
LINK = re.compile(
    r"(?:https?://|mailto:|tel:|[#?]|/(?![/\\])|[\w.-]+(?![\w.:-]))[^\x00-\x1f\\]*", re.IGNORECASE
)
OWN_MEDIA = re.compile(r"/media/(?!.*\.\.)[\w./-]+", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

# A value is kept when the whole of it matches; `*` stands for every tag.
ATTRIBUTES: dict[str, dict[str, Pattern[str]]] = {
    "*": {"lang": LANGUAGE},
    "a": {"href": LINK, "title": ANYTHING},
    "abbr": {"title": ANYTHING},
    "blockquote": {"cite": LINK},
    "img": {
        "src": OWN_MEDIA,
        "alt": ANYTHING,
        "width": NUMBER,
        "height": NUMBER,
        "loading": re.compile(r"lazy|eager"),
        "role": re.compile(r"presentation"),  # mere decoration
    },
    "ol": {
        "start": re.compile(r"-?[0-9]{1,5}"),
        "type": re.compile(r"[1aAiI]"),
        "reversed": re.compile(r"|reversed"),
    },
    "sup": {"data-reference": re.compile(r"[a-z0-9][a-z0-9-]*")},
    "td": {"colspan": NUMBER, "rowspan": NUMBER},
    "th": {
        "colspan": NUMBER,
        "rowspan": NUMBER,
        "scope": re.compile(r"(?:col|row)(?:group)?"),
    },
}
CLASSES = {"div": {"callout"}, "dl": {"defs"}, "p": {"draft", "help"}, "sup": {"citation"}}

# nh3 takes time with the square of the nesting, and open formatting is repeated in every paragraph.
MAX_LENGTH = 1_000_000
MAX_TAGS = 10_000
MAX_DEPTH = 100
MAX_PASSES = 6

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
CLOSED_BY_THE_NEXT = {"br", "col", "dd", "dt", "hr", "img", "li", "option", "p", "td", "th", "tr"}
TO_REWRITE = re.compile(rf"<(?:{'|'.join([*REPLACED, 'div', 'img', 'span'])})[\s>]")
SUPERSCRIPTS = str.maketrans("0123456789+-\u2212()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
BLOCKS = sorted(BLOCK_TAGS)
# A group inside `dl`, and a callout: not within another one, and never for text without a block.
KEPT_DIVS = f"dl > div, .callout:has({','.join(BLOCKS)}):not(.callout *)"
BLOCK_EDGE = re.compile(rf"(?=</?(?:{'|'.join([*BLOCKS, 'br'])})[\s>])")


class _AsWritten(HTMLFormatter):
    """Beautiful Soup would put the attributes in alphabetical order."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return tag.attrs.items()


AS_WRITTEN = _AsWritten(EntitySubstitution.substitute_xml)


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    pattern = (ATTRIBUTES["*"] | ATTRIBUTES.get(tag, {})).get(attribute, ANYTHING)
    value = value.strip() if pattern is not ANYTHING else value
    return value if pattern.fullmatch(value) else None


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items() if tag in {*tags, "*"}},
        allowed_classes={tag: names for tag, names in CLASSES.items() if tag in tags},
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


RICH = _cleaner(TAGS | REPLACED.keys())
INLINE = _cleaner(INLINE_TAGS)


def accepted() -> set[str]:
    """The list in the notation of CSS: `th`, `th[scope]`, `div.callout`."""
    names = {f"{tag}[{name}]" for tag, rules in ATTRIBUTES.items() for name in rules}
    return TAGS | names | {f"{tag}.{name}" for tag, names in CLASSES.items() for name in names}


def clean(html: str) -> str:
    """The accepted part of an article's HTML; accepted HTML comes back byte for byte.

    Raises ValidationError for what is too long, too deeply nested, or cannot be read at all.
    """
    return _settled(html, _clean_once)


def clean_inline(html: str) -> str:
    """Like `clean`, for one line of text (a standfirst): inline marks only, white space joined."""
    return _settled(html, _clean_inline_once)


def plain_text(html: str) -> str:
    """The text of HTML, a line for each block, without citation marks; 10<sup>9</sup> is 10⁹."""
    soup = BeautifulSoup(clean(html), "html.parser")
    for mark in soup.select("sup.citation"):
        mark.decompose()
    for raised in soup.find_all("sup"):
        raised.string = raised.get_text().translate(SUPERSCRIPTS)
    for block in soup.find_all([*BLOCKS, "br"]):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def _settled(html: str, clean_once: Callable[[str], str]) -> str:
    for _ in range(MAX_PASSES):
        cleaned = clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    raise ValidationError("This HTML cannot be brought into order.", code="html-unreadable")


def _clean_once(html: str) -> str:
    _refuse_excess(html)
    cleaned = _run(RICH, CONTROL_CHARACTERS.sub("", html))
    if not TO_REWRITE.search(cleaned):
        return cleaned
    _refuse_excess(cleaned)  # nesting can hide in comments, but not in what nh3 wrote
    return _run(RICH, _rewritten(cleaned))


def _refuse_excess(html: str) -> None:
    if len(html) > MAX_LENGTH or _is_too_complex(html.lower()):
        raise ValidationError(
            "This HTML is too long or too deeply nested to be read.", code="html-too-complex"
        )


def _clean_inline_once(html: str) -> str:
    # A space at each edge of a block, or the words on both sides would join.
    line = _run(INLINE, BLOCK_EDGE.sub(" ", clean(html)))
    return re.sub(r"[ \t\n]+", " ", line).strip(" ")


def _is_too_complex(html: str) -> bool:
    depth, still_open = 0, Counter[str]()
    for count, (closing, name) in enumerate(TAG_NAME.findall(html)):
        if name not in CLOSED_BY_THE_NEXT:
            step = -bool(still_open[name]) if closing else 1
            still_open[name] += step
            depth += step
        if depth > MAX_DEPTH or count > MAX_TAGS:
            return True
    return False


def _run(cleaner: nh3.Cleaner, html: str) -> str:
    try:
        return cleaner.clean(html)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of nh3 is no Exception
        raise ValidationError("This HTML cannot be read.", code="html-unreadable") from error


def _rewritten(html: str) -> str:
    # Outside such a tag Beautiful Soup would join line breaks.
    soup = BeautifulSoup(f"<text>{html}</text>", "html.parser", preserve_whitespace_tags={"text"})
    whole = soup.find_all("text", recursive=False)
    for tag in soup.find_all(list(REPLACED)):
        tag.name = REPLACED[tag.name]
    for image in soup.select("img:not([src])"):
        image.decompose()
    for span in soup.select("span:not([lang])"):
        span.unwrap()
    for div in soup.select(f"div:not({KEPT_DIVS})"):
        if div.find(BLOCKS) or not div.get_text(strip=True):
            div.unwrap()
        else:
            div.name = "p"
            del div["class"]
    return "".join(part.decode_contents(formatter=AS_WRITTEN) for part in whole)

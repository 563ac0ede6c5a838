"""A part of an article taken apart into its blocks, as a person reads them.

A block is a heading, a paragraph, a list item, a cell, a caption, a term or a quotation. One that
holds others, as an item holds a nested list, is a block beside them only if words of its own stand
in it. Blocks are numbered from 1 in the order in which they begin, empty ones too, so that the n-th
block is found again in the editor by the same count. Words outside every block are the part's own
and come first.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Literal

from articles.checks.line import Line
from articles.checks.text import Block, Kind, Picture
from articles.citations import marks
from articles.citations.tags import Tag, pieces

HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
KINDS: dict[str, Kind] = {
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "p": "paragraph",
    "li": "item",
    "td": "cell",
    "th": "header-cell",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "term",
    "dd": "item",
    "blockquote": "quote",
}
INLINE = {"a", "abbr", "b", "code", "em", "i", "img", "s", "span", "strong", "sub", "sup", "u"}
# As `klarity.richtext.plain_text` reads them; a test holds the two together.
SUPERSCRIPTS = str.maketrans("0123456789+-\u2212()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")


@dataclass
class Aside:
    """Words that an inline element sets apart: what it says of them, and where they stand."""

    name: str
    says: Literal["explained", "foreign"]
    start: int
    end: int | None = None


@dataclass
class Element:
    """What may be a block: its name ("" for the part itself), where attributes may be put into its
    start tag, and what of the text stands in it but in none inside it."""

    name: str
    kind: Kind
    attributes_at: int = 0
    line: Line = field(default_factory=Line)
    links: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    pictures: list[tuple[str, bool]] = field(default_factory=list)
    holds_blocks: bool = False

    @property
    def is_block(self) -> bool:
        """Whether it is counted."""
        return bool(self.line or (self.name and not self.holds_blocks))

    def as_block(self, place: str) -> Block:
        """The block at that place."""
        level, links = HEADINGS.get(self.name, 0), tuple(self.links)
        return Block(
            kind=self.kind,
            text=self.line.text,
            place=place,
            level=level,
            marks=tuple(self.line.marks),
            links=links,
            explained=self._aside("explained"),
            foreign=self._aside("foreign"),
        )

    def open_aside(self, tag: Tag) -> None:
        """Note what the tag says of the words to come. One aside within another says no more."""
        says = _says(tag)
        if says and not (self.asides and self.asides[-1].end is None):
            self.asides.append(Aside(tag.name, says, self.line.length))

    def close_aside(self, name: str) -> None:
        """Its words have come."""
        if self.asides and self.asides[-1].end is None and self.asides[-1].name == name:
            self.asides[-1].end = self.line.length

    def _aside(self, says: str) -> tuple[str, ...]:
        text = self.line.text
        return tuple(
            text[each.start : each.end].strip() for each in self.asides if each.says == says
        )


def blocks(part: str, html: str) -> list[Block]:
    """The blocks of a part that hold words or marks, with their places (`body:7`)."""
    numbered = _numbered(html)
    return [element.as_block(f"{part}:{number}") for number, element in numbered if element.line]


def pictures(part: str, html: str) -> list[Picture]:
    """The pictures of a part, each at the block that it stands in or before, else the last one."""
    return [
        Picture(alt, decorative, f"{part}:{number}" if number else part)
        for number, element in _numbered(html, every=True)
        for alt, decorative in element.pictures
    ]


def anchored(part: str, html: str) -> str:
    """The same HTML, in which each block says its place: `<p data-place="body:7">`.

    Words outside every block make a block of the whole part, which is put into an element for it.
    """
    out: list[str] = []
    position, whole = 0, ""
    for number, element in _numbered(html):
        place = f' data-place="{escape(part)}:{number}"'
        if element.name:
            out += [html[position : element.attributes_at], place]
            position = element.attributes_at
        else:
            whole = place
    inner = "".join([*out, html[position:]])
    wrapper = "div" if out else "span"
    return f"<{wrapper}{whole}>{inner}</{wrapper}>" if whole else inner


def _numbered(html: str, *, every: bool = False) -> Iterator[tuple[int, Element]]:
    """The blocks with their numbers; with `every`, also what only holds blocks, under the number
    of the first of them, and the part itself under 0."""
    count = 0
    for element in _Reader(html).elements:
        count += element.is_block
        if element.is_block:
            yield count, element
        elif every:
            yield (count + 1 if element.name else 0), element


def _says(tag: Tag) -> Literal["explained", "foreign", ""]:
    """What a tag says of its words."""
    attributes = tag.attributes()
    if not attributes.get("lang", "en").lower().startswith("en"):
        return "foreign"
    return "explained" if tag.name == "abbr" and attributes.get("title", "").strip() else ""


class _Reader:
    """Goes through a part once; `elements` are those that may be blocks, as they begin."""

    def __init__(self, html: str) -> None:
        self.elements = [Element("", "paragraph")]
        self.inside = [self.elements[0]]
        self.still_open = Counter[str]()
        self.raised = 0
        self.pictures: list[tuple[str, bool]] = []
        position = 0
        for mark in marks.find(html):
            self._read(html[position : mark.start], position)
            self.inside[-1].line.add_mark(mark.key)
            position = mark.end
        self._read(html[position:], position)
        self.elements[-1].pictures += self.pictures

    def _read(self, html: str, offset: int) -> None:
        """What stands between two marks; `offset` is where."""
        for piece in pieces(html):
            if isinstance(piece, str):
                text = unescape(piece)
                self.inside[-1].line.add(text.translate(SUPERSCRIPTS) if self.raised else text)
            elif piece.name in INLINE:
                self._inline(piece)
            else:
                self.inside[-1].line.space_waits = True
                self._structure(piece, offset)

    def _inline(self, tag: Tag) -> None:
        here = self.inside[-1]
        if tag.closes:
            here.close_aside(tag.name)
        elif tag.source:
            here.open_aside(tag)
        if tag.name == "sup":
            self.raised = max(0, self.raised + (-1 if tag.closes else 1))
        elif tag.name == "a" and not tag.closes:
            here.links.append(tag.attributes().get("href", ""))
        elif tag.name == "img" and not tag.closes:
            attributes = tag.attributes()
            alt = attributes.get("alt", "").strip()
            decorative = attributes.get("role") == "presentation"
            (here.pictures if here.name else self.pictures).append((alt, decorative))

    def _structure(self, tag: Tag, offset: int) -> None:
        if tag.closes:
            self._close(tag.name)
        elif tag.name in KINDS:
            around = self.inside[-1]
            around.holds_blocks = True
            kind = around.kind if tag.name == "p" and around.name else KINDS[tag.name]
            element = Element(tag.name, kind, offset + tag.start + 1 + len(tag.name))
            element.pictures, self.pictures = self.pictures, []
            element.open_aside(tag)
            self.elements.append(element)
            self.inside.append(element)
            self.still_open[tag.name] += 1

    def _close(self, name: str) -> None:
        while self.still_open[name]:
            closed = self.inside.pop()
            self.still_open[closed.name] -= 1
            if closed.name == name:
                return

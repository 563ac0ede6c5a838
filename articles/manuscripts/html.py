"""HTML into blocks: what a page, a WordPress export, Word or Markdown comes to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup

from articles.manuscripts import page_parts
from articles.manuscripts.blocks import SOFT_BREAK, Block, Kind, Run, merged, stripped
from articles.manuscripts.candidates import RAISED, numbers_in
from articles.manuscripts.unreadable import (
    MAX_BLOCKS,
    MAX_DEPTH,
    MAX_TAGS,
    MAX_UNCLOSED_TAG_COST,
    Unreadable,
)

Places = Literal["source", "data-line", "paragraph"]

STYLES = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em"} | {
    name: name for name in ("sup", "sub", "code")
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = {"ul", "ol"}
GROUPS = LISTS | {"table", "dl"}
MEMBERS: dict[str, Kind] = {
    "li": "item",
    "dt": "term",
    "dd": "definition",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
}
PLAIN = {
    *("p", "div", "section", "article", "main", "body", "html", "header", "aside", "figure"),
    *("figcaption", "pre", "hr", "address", "details", "summary", "center", "tr", "caption"),
    *("thead", "tbody", "tfoot"),
}
BLOCKS = {*HEADINGS, *GROUPS, *MEMBERS, *PLAIN}
LINES_WITHIN = {"item", "cell", "term", "definition", "reference"}
BACK_LINK = re.compile(r"\s*[↑↩^]\ufe0e?\ufe0f?\s*")
SPACE = re.compile(r"[ \t\n\r\f]+")
EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
EMPTY = Block("paragraph", (), "")


def parsed(html: str) -> BeautifulSoup:
    """The tree of `html`. Raises `Unreadable` for more elements than any article has, for nesting
    as deep as in none, and for markup that cannot be told from text."""
    if html.count("<") > MAX_TAGS:
        raise Unreadable(f"The file holds more than {MAX_TAGS:,} HTML tags.")
    # From each tag that is never closed, html.parser searches on to the next ">".
    if sum(len(part) * part.count("<") for part in html.split(">")) > MAX_UNCLOSED_TAG_COST:
        raise Unreadable("The file's HTML is broken: too many tags are never closed.")
    try:
        soup = BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:
        raise Unreadable("The file's HTML is broken.") from None
    level: list[Tag] = [soup]
    for _ in range(MAX_DEPTH):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return soup
    raise Unreadable(f"The file's elements are nested more than {MAX_DEPTH} deep.")


def blocks(html: str, places: Places) -> list[Block]:
    """The blocks of `html` in order; a place is a line of the file, or a running paragraph.

    What is plainly a page's own, and every picture, becomes a block of kind *furniture*. Raises
    `Unreadable` as `parsed` does, and for too many paragraphs.
    """
    return HtmlReader(places).read(parsed(html))


class HtmlReader:
    """Walks a tree and makes blocks.

    `inside` is the range of the blocks made within the element `region`, once it was read.
    """

    def __init__(self, places: Places, region: Tag | None = None) -> None:
        self.inside: tuple[int, int] | None = None
        self._places = places
        self._region = region
        self._made: list[Block] = []
        self._runs: list[Run] = []
        self._now = EMPTY
        self._groups = 0
        self._row = 0
        self._counters: dict[int, int] = {}

    def read(self, tree: Tag) -> list[Block]:
        """The blocks of a tree."""
        self._children(tree, ())
        self._flush()
        return self._made

    def _children(self, tag: Tag, styles: tuple[str, ...], href: str = "") -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._element(child, styles, href)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._runs.append(Run(SPACE.sub(" ", child), styles, href))

    def _element(self, tag: Tag, styles: tuple[str, ...], href: str) -> None:
        if tag.name in page_parts.NO_TEXT:
            return
        if what := page_parts.what_is(tag):
            self._furniture(tag, what)
        elif tag.name == "br":
            self._runs.append(Run(SOFT_BREAK if tag.has_attr("data-soft") else "\n", styles, href))
        elif numbers := _linked_marks(tag):
            self._runs += [Run("", mark=number) for number in numbers]
        elif tag.name in BLOCKS:
            self._block(tag, styles)
        else:
            style = _style(tag)
            inner = (*styles, style) if style and style not in styles else styles
            self._children(tag, inner, _address(tag) or href)

    def _block(self, tag: Tag, styles: tuple[str, ...]) -> None:
        """Reads an element that is a block; a paragraph within an item or cell is a line of it."""
        if self._now.kind in LINES_WITHIN and tag.name in PLAIN:
            if any(run.text.strip() or run.mark for run in self._runs):
                self._runs.append(Run("\n"))
            self._children(tag, styles)
            return
        self._flush()
        before, start = self._now, len(self._made)
        self._now = self._context(tag, before)
        self._children(tag, styles)
        self._flush()
        self._now = before
        if tag is self._region:
            self.inside = (start, len(self._made))

    def _flush(self) -> None:
        runs = tuple(stripped(merged(_with_spaces_apart(self._runs))))
        self._runs = []
        if runs:
            self._add(replace(self._now, runs=runs))

    def _furniture(self, tag: Tag, what: str) -> None:
        text = page_parts.text_of(tag)
        if text or what in page_parts.WITHOUT_TEXT:
            place = self._place(tag)
            self._add(Block("furniture", (Run(text),), place, what=what))

    def _add(self, block: Block) -> None:
        if self._places == "paragraph":
            block = replace(block, place=f"paragraph {len(self._made) + 1}")
        self._made.append(block)
        if len(self._made) > MAX_BLOCKS:
            raise Unreadable(f"The file holds more than {MAX_BLOCKS:,} paragraphs.")

    def _context(self, tag: Tag, before: Block) -> Block:
        """What the text inside a block element belongs to."""
        now = replace(EMPTY, place=self._place(tag))
        if tag.has_attr("data-reference"):
            return replace(now, kind="reference", counter=_integer(tag["data-reference"]))
        if tag.name in HEADINGS:
            return replace(now, kind="heading", level=HEADINGS[tag.name])
        if tag.name in LISTS and before.kind == "item":
            return replace(now, group=before.group, level=before.level)
        if tag.name in GROUPS:
            self._groups, self._row = self._groups + 1, 0
            return replace(now, group=self._groups)
        if tag.name == "tr":
            self._row += 1
        if tag.name in MEMBERS:
            return self._member(tag, replace(now, group=before.group, level=before.level))
        return replace(before, place=now.place)

    def _member(self, tag: Tag, now: Block) -> Block:
        kind = MEMBERS[tag.name]
        if kind == "cell":
            return replace(now, kind=kind, level=self._row, header=tag.name == "th")
        if kind != "item":
            return replace(now, kind=kind)
        counter = self._counter(tag)
        if _has_back_link(tag):
            return replace(now, kind="reference", counter=counter)
        return replace(now, kind=kind, level=now.level + 1, counter=counter)

    def _counter(self, tag: Tag) -> int | None:
        """The number that a browser would print before the item of an ordered list."""
        parent = tag.parent
        if parent is None or parent.name != "ol":
            return None
        last = self._counters.get(id(parent), (_integer(parent.get("start")) or 1) - 1)
        number = _integer(tag.get("value")) or last + 1
        self._counters[id(parent)] = number
        return number

    def _place(self, tag: Tag) -> str:
        if self._places == "data-line":
            line = tag.get("data-line")
            return f"line {line}" if line else self._now.place or "line 1"
        return f"line {tag.sourceline}"


def _style(tag: Tag) -> str:
    raised = "vertical-align:super" in str(tag.get("style", "")).replace(" ", "")
    return "sup" if raised else STYLES.get(tag.name, "")


def _address(tag: Tag) -> str:
    href = str(tag.get("href", "")).strip() if tag.name == "a" else ""
    return href if href.lower().startswith(("http://", "https://", "mailto:")) else ""


def _linked_marks(tag: Tag) -> tuple[int, ...]:
    """The numbers of a mark that links to its own reference, as Word and WordPress write it."""
    if tag.has_attr("data-mark"):
        return (_integer(tag["data-mark"]) or 0,)
    if tag.name not in ("sup", "a"):
        return ()
    link = tag if tag.name == "a" else tag.find("a")
    raised = tag if tag.name == "sup" else tag.find("sup")
    if not (isinstance(link, Tag) and raised and str(link.get("href", "")).startswith("#")):
        return ()
    found = RAISED.fullmatch(tag.get_text())
    return numbers_in(found["n"]) if found else ()


def _has_back_link(tag: Tag) -> bool:
    links = tag.find_all("a", href=re.compile("^#"), limit=3)
    return any(BACK_LINK.fullmatch(link.get_text()) for link in links)


def _integer(value: object) -> int | None:
    text = str(value).strip()
    return int(text) if text.isdecimal() and len(text) <= 6 else None


def _with_spaces_apart(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, the white space at the ends of raised and lowered text taken out of it."""
    for run in runs:
        found = EDGES.fullmatch(run.text) if {"sup", "sub"} & set(run.tags) else None
        if not found:
            yield run
            continue
        lead, text, trail = found.groups()
        yield from (Run(space) for space in [lead] if space)
        yield replace(run, text=text)
        yield from (Run(space) for space in [trail] if space)

"""An article as the checks read it: its blocks in the order of the page, and what they lean on.

Built from the working copy by `articles.checking`, from a writer's file by `articles.manuscripts`.
A `place` says where something stands. On the desk it is a part, and for the n-th block of that
part (from 1) `part:n`: `title`, `standfirst:1`, `key_points:2`, `body:7`, `faq-1` (a question),
`faq-1:2` (in its answer), `summary:1`, `image`, `authors`, `topic`, `slug`,
`reference:brukner2017`; a part as a whole is named alone: `body`, `faqs`, `summary`,
`references`. In a manuscript it is a line: `line 39`, `reference 6`, `FAQ 1`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from articles.citations.item import Item

Kind = Literal["heading", "paragraph", "item", "cell", "header-cell", "caption", "quote", "term"]


@dataclass(frozen=True)
class Mark:
    """A citation mark: the key of its reference, and its offset in the block's text."""

    key: str
    offset: int


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list item or a cell, as a person reads it, without its marks;
    `links` are the addresses behind its words, `explained` the words that an `<abbr title>`
    explains, `foreign` those in another language."""

    kind: Kind
    text: str
    place: str
    level: int = 0
    marks: tuple[Mark, ...] = ()
    links: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True)
class Faq:
    """A question and its answer; `urgent` asks when to get help."""

    question: Block
    answer: tuple[Block, ...] = ()
    urgent: bool = False


@dataclass(frozen=True)
class Section:
    """A heading of the highest level with the blocks up to the next; the first may have none."""

    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Picture:
    """A picture in the text or above it."""

    alt: str
    decorative: bool
    place: str


@dataclass(frozen=True)
class Reference:
    """The article's use of a work. `number` is the one that the writer gave it and `faults` are the
    codes of what the written line had amiss (manuscripts only); `notices` say in words what became
    of the work; `link` is "dead", "moved" or "" for one that works or is not known."""

    key: str
    item: Item
    place: str
    accessed: date | None = None
    further_reading: bool = False
    by_hand: str = ""
    faults: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    link: str = ""
    number: int | None = None

    @property
    def name(self) -> str:
        """How a message names it: `reference 6`, `reference brukner2017`."""
        return f"reference {self.number or self.key}"

    @property
    def work(self) -> str:
        """The work in words, for which a waiver holds."""
        return self.by_hand or self.item.get("title", "") or self.key


@dataclass(frozen=True)
class Setting:
    """What the checks lean on beside the text. `known_words` are right however they are spelt."""

    today: date
    has_topic: bool = True
    has_authors: bool = True
    reading_age: tuple[int, int] = (9, 11)
    commercial_hosts: frozenset[str] = frozenset()
    known_words: frozenset[str] = frozenset()
    review_due_on: date | None = None
    live_slug: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Text:
    """A whole article."""

    title: Block
    setting: Setting
    standfirst: tuple[Block, ...] = ()
    key_points: tuple[Block, ...] = ()
    body: tuple[Block, ...] = ()
    faqs: tuple[Faq, ...] = ()
    summary: tuple[Block, ...] = ()
    references: tuple[Reference, ...] = ()
    pictures: tuple[Picture, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        """Every block that may hold marks, in the order of the page: the questions on when to get
        help come after the others."""
        yield from (*self.standfirst, *self.key_points, *self.body)
        for faq in sorted(self.faqs, key=lambda faq: faq.urgent):
            yield from faq.answer
        yield from self.summary

    def first_marks(self) -> dict[str, Block]:
        """Each key that a mark names, in order of first appearance, and the block where that is."""
        first: dict[str, Block] = {}
        for block in self.blocks():
            for mark in block.marks:
                first.setdefault(mark.key, block)
        return first

    def sections(self) -> list[Section]:
        """The body cut before each heading of its highest level."""
        top = min((block.level for block in self.body if block.kind == "heading"), default=0)
        pieces: list[tuple[Block | None, list[Block]]] = [(None, [])]
        for block in self.body:
            if block.kind == "heading" and block.level == top:
                pieces.append((block, []))
            else:
                pieces[-1][1].append(block)
        sections = [Section(heading, tuple(blocks)) for heading, blocks in pieces]
        return [section for section in sections if section.heading or section.blocks]

"""Which block belongs to which part of the article, and which to the page around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.manuscripts import authors, furniture
from articles.manuscripts.blocks import Block, Kind
from articles.manuscripts.headings import Zone, zone_of
from articles.manuscripts.manuscript import Author, Note
from articles.manuscripts.unreadable import MAX_TITLE_LENGTH, Unreadable

STANDFIRST = re.compile(r"stand-?first:\s*", re.IGNORECASE)
EXCERPT = 120
AFTER_REFERENCES = "text after the references"
LOOKS_LIKE_A_REFERENCE = re.compile(
    r"\[(?:internet|cited|online)|\bdoi\b|https?://|\bPMID\b|[.;:(] ?(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)


@dataclass
class Question:
    """A question of the FAQs with the blocks of its answer."""

    heading: Block
    answer: list[Block] = field(default_factory=list)


@dataclass
class Layout:
    """The blocks of a manuscript by the part of the article that they belong to."""

    title: str = ""
    standfirst: Block | None = None
    key_points: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    summary: list[Block] = field(default_factory=list)
    references: list[Block] = field(default_factory=list)
    further_reading: list[Block] = field(default_factory=list)
    author_lines: list[str] = field(default_factory=list)
    byline: Author | None = None
    left_out: list[Note] = field(default_factory=list)

    @property
    def author(self) -> Author | None:
        """The author, from the lines about them or from the line under the title."""
        return authors.author(self.author_lines) or self.byline


def excerpt(text: str) -> str:
    """The beginning of a text, to know it again by."""
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"


def lay_out(blocks: Iterable[Block]) -> Layout:
    """The blocks sorted into a `Layout`; the first is the title.

    Raises `Unreadable` if there is no text at all, or a whole text in place of a title.
    """
    walk = _Walk()
    for block in blocks:
        if block.kind == "furniture":
            walk.leave_out(block, block.what)
        elif block.text:
            walk.take(block)
    if not walk.layout.title:
        raise Unreadable("The file holds no text.")
    if len(walk.layout.title) > MAX_TITLE_LENGTH:
        raise Unreadable(f"The file has no title: its first line is over {MAX_TITLE_LENGTH} long.")
    return walk.layout


class _Walk:
    """Goes through the blocks once and remembers in which part of the article it is."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.zone: Zone = "body"
        self.at_top = True
        self.past_references = False
        self.in_footer = False
        self.faqs_level = 0
        self.question_level = 0
        self.points_kind: Kind = "item"

    def take(self, block: Block) -> None:
        """Puts one block where it belongs."""
        if not self.layout.title:
            self.layout.title = block.text
            return
        if self.at_top and self._take_top(block):
            return
        self.at_top = False
        zone = _zone_opened_by(block, self.zone)
        if block.kind == "reference":
            self.layout.references.append(block)
        elif zone:
            self._open(zone, block)
        elif what := self._furniture(block):
            self.leave_out(block, what)
        else:
            self._take_text(block)

    def leave_out(self, block: Block, what: str) -> None:
        """Notes a block that is not article text."""
        self.layout.left_out.append(Note(what, block.place, excerpt(block.text)))

    def _take_top(self, block: Block) -> bool:
        """Takes the standfirst and the byline, which stand directly under the title."""
        if found := STANDFIRST.match(block.text):
            self.layout.standfirst = block.without_prefix(found.end())
        elif byline := authors.byline(block.text):
            self.layout.byline = byline
        else:
            return False
        return True

    def _open(self, zone: Zone, heading: Block) -> None:
        self.zone, self.in_footer = zone, False
        if zone == "faqs":
            self.faqs_level, self.question_level = heading.level, 0
        elif zone == "disclaimer":
            self.leave_out(heading, furniture.DISCLAIMER)
        elif zone in ("references", "further_reading"):
            self.past_references = True

    def _furniture(self, block: Block) -> str:
        """What of the page the block is, or "" for text of the article or about its author."""
        if self.zone in ("references", "further_reading") and self._is_reference(block):
            return ""
        if not self.past_references:
            return furniture.in_text(block.text)
        what = furniture.after_references(block.text)
        self.in_footer = self.in_footer or what in (furniture.REPLY_FORM, furniture.FOOTER)
        return what or (furniture.FOOTER if self.in_footer else "")

    def _is_reference(self, block: Block) -> bool:
        """Whether a block in the reference list is one of it: numbered, if the first one is."""
        listed = self.layout.references + self.layout.further_reading
        if block.kind == "heading":
            return False
        if listed and any(each.counter is not None for each in listed):
            return block.counter is not None or block.group == listed[-1].group != 0
        return block.kind == "item" or bool(LOOKS_LIKE_A_REFERENCE.search(block.text))

    def _take_text(self, block: Block) -> None:
        match self.zone:
            case "references" | "further_reading":
                self._take_reference(block)
            case "author":
                self._take_author(block)
            case "key_points":
                self._take_key_point(block)
            case "faqs":
                self._take_faq(block)
            case "disclaimer":
                self._take_disclaimer(block)
            case "summary" if block.kind != "heading":
                self.layout.summary.append(block)
            case _:
                self._take_body(block)

    def _take_body(self, block: Block) -> None:
        self.zone = "body"
        if self.past_references:
            self.leave_out(block, AFTER_REFERENCES)
        else:
            self.layout.body.append(block)

    def _take_key_point(self, block: Block) -> None:
        """Takes the list under the heading; where there is none, each paragraph is a point."""
        points = self.layout.key_points
        self.points_kind = self.points_kind if points else block.kind
        if block.kind == "heading" or block.kind != self.points_kind:
            self._take_body(block)
        else:
            points.append(replace(block, kind="item", level=max(block.level, 1)))

    def _take_faq(self, block: Block) -> None:
        if block.kind == "heading" and self.question_level > self.faqs_level >= block.level:
            self._take_body(block)
        elif block.kind == "heading":
            self.question_level = self.question_level or block.level
            self.layout.questions.append(Question(block))
        elif self.layout.questions:
            self.layout.questions[-1].answer.append(block)
        else:
            self.layout.body.append(block)

    def _take_reference(self, block: Block) -> None:
        if self._is_reference(block):
            further = self.zone == "further_reading"
            (self.layout.further_reading if further else self.layout.references).append(block)
        else:
            self.zone = "author"
            self._take_author(block)

    def _take_author(self, block: Block) -> None:
        lines = self.layout.author_lines
        if not lines and self.past_references and not authors.looks_like_name(block.lines[0]):
            self.leave_out(block, AFTER_REFERENCES)
        elif len(lines) > 1 and block.kind == "heading":
            self._take_body(block)
        else:
            lines.extend(block.lines)

    def _take_disclaimer(self, block: Block) -> None:
        if block.kind == "heading" or not furniture.after_references(block.text):
            self._take_body(block)
        else:
            self.leave_out(block, furniture.DISCLAIMER)


def _zone_opened_by(block: Block, zone: Zone) -> Zone | None:
    """The part that a block opens by its wording; *Further reading* only within the references."""
    if block.kind != "heading" and not block.bold:
        return None
    opened = zone_of(block.text)
    inside = zone in ("references", "further_reading")
    return None if opened == "further_reading" and not inside else opened

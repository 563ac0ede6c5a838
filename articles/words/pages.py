"""An article's rendered page into its sections and passages, with the ids that links lead to."""

from dataclasses import dataclass, field
from html import unescape
from typing import Literal, NamedTuple

from articles.citations.tags import Tag, pieces
from articles.words.analysis import clean

Kind = Literal["title", "standfirst", "points", "heading", "question", "body", "answer", "summary"]

INLINE = {"a", "abbr", "b", "code", "em", "i", "span", "strong", "sub", "sup"}
HEADINGS = {"h2", "h3", "h4"}
# Headings that every article has say nothing of what it is about.
OWN_SECTIONS: dict[str, Kind] = {"key-points": "points", "faqs": "answer", "summary": "summary"}
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


class Section(NamedTuple):
    """What a link can lead to: the id, empty before the first section, and the heading's words.

    Of an FAQ the heading is the question.
    """

    id: str = ""
    title: str = ""
    is_question: bool = False


class Passage(NamedTuple):
    """A paragraph, item or heading: plain text, and the number of the section it stands in."""

    text: str
    kind: Kind
    section: int


@dataclass
class Page:
    """The sections of a page and its passages, in order."""

    sections: list[Section] = field(default_factory=lambda: [Section()])
    passages: list[Passage] = field(default_factory=list)


def read(html: str) -> Page:
    """The page whose text is `html`, as `rendering.render` made it, up to its references."""
    reader = _Reader()
    for piece in pieces(html):
        if isinstance(piece, str):
            reader.text(piece)
        elif piece.name == "section" and "doc-bibliography" in piece.source:
            break
        else:
            reader.tag(piece)
    reader.end_block()
    return reader.page


class _Reader:
    """Takes tags and text in order and puts the page together."""

    def __init__(self) -> None:
        self.page = Page()
        self.words: list[str] = []
        self.kind: Kind = "body"
        self.urgent = False  # in the box on when to get help, whose heading is a question
        self.heading = ""  # the id, while its words are read
        self.hidden = self.raised = False

    def text(self, text: str) -> None:
        if not self.hidden:
            text = unescape(text)
            self.words.append(text.translate(RAISED) if self.raised else text)

    def tag(self, tag: Tag) -> None:
        if tag.name == "sup":
            self.hidden = not tag.closes and "cite" in tag.source
            self.raised = not tag.closes and not self.hidden
        elif tag.name == "section" and not tag.closes:
            self.urgent = "care" in tag.attributes().get("class", "").split()
        elif tag.name in HEADINGS:
            self._heading(tag)
        elif tag.name == "div" and not tag.closes and (id_ := tag.attributes().get("id")):
            self._answer(id_)
        elif tag.name not in INLINE:
            self.end_block()

    def _heading(self, tag: Tag) -> None:
        if not tag.closes:
            self.end_block()
            self.heading = tag.attributes().get("id", "")
            return
        title = self._taken()
        if tag.name == "h2":
            self.kind = OWN_SECTIONS.get(self.heading, "answer" if self.urgent else "body")
            self._begin(Section(self.heading, title, self.urgent))
        if title and not (tag.name == "h2" and self.heading in OWN_SECTIONS):
            kind: Kind = "question" if self.kind == "answer" else "heading"
            self._add(title, kind)

    def _answer(self, id_: str) -> None:
        """The answer of an FAQ begins: its section is the question that has just been read."""
        self.end_block()
        last = self.page.passages[-1] if self.page.passages else None
        if last and last.kind == "question":
            self._begin(Section(id_, last.text, True))
            self.page.passages[-1] = last._replace(section=len(self.page.sections) - 1)

    def _begin(self, section: Section) -> None:
        self.page.sections.append(section)

    def end_block(self) -> None:
        if text := self._taken():
            self._add(text, self.kind)

    def _add(self, text: str, kind: Kind) -> None:
        self.page.passages.append(Passage(text, kind, len(self.page.sections) - 1))

    def _taken(self) -> str:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        return clean(text)

"""What a Revision freezes: all of an article that a reader would see, as plain values."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from articles.citations import marks
from articles.citations.item import Item


@dataclass(frozen=True)
class Signature:
    """An author as the byline names them."""

    author: int
    name: str
    credentials: str = ""
    bio: str = ""
    photo: str = ""


@dataclass(frozen=True)
class Answer:
    """A question and its answer (HTML); `urgent` ones make the box on when to get help."""

    question: str
    answer: str
    urgent: bool = False


@dataclass(frozen=True)
class Citation:
    """The article's use of a work, with the work's fields as they were. Dates are ISO 8601."""

    key: str
    source: int
    item: Item
    accessed: str = ""
    locator: str = ""
    passage: str = ""
    further_reading: bool = False
    text: str = ""

    @property
    def accessed_on(self) -> date | None:
        """The access date, or None."""
        return date.fromisoformat(self.accessed) if self.accessed else None


@dataclass(frozen=True)
class Picture:
    """An image by the names of its files, which are never overwritten."""

    name: str
    width: int
    height: int
    alt: str = ""
    renditions: Sequence[dict[str, Any]] = ()
    decorative: bool = False


@dataclass(frozen=True)
class Content:
    """One text of an article. All parts but the title are HTML with citation tokens."""

    title: str = ""
    standfirst: str = ""
    key_points: str = ""
    body: str = ""
    faqs: Sequence[Answer] = ()
    summary: str = ""
    references: Sequence[Citation] = ()
    byline: Sequence[Signature] = ()
    image: Picture | None = None

    def parts(self) -> list[str]:
        """The parts that may hold marks, in the order in which they are rendered."""
        answers = [faq.answer for faq in (*self.plain_faqs, *self.urgent_faqs)]
        return [self.standfirst, self.key_points, self.body, *answers, self.summary]

    @property
    def plain_faqs(self) -> list[Answer]:
        """The questions of the FAQ list."""
        return [faq for faq in self.faqs if not faq.urgent]

    @property
    def urgent_faqs(self) -> list[Answer]:
        """The questions whose answers say when to get help."""
        return [faq for faq in self.faqs if faq.urgent]

    def cited(self) -> list[str]:
        """Keys of the marks, in order of first appearance."""
        return marks.order(self.parts())

    def to_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The text that `to_json` gave."""
        return cls(
            **data
            | {
                "faqs": [Answer(**faq) for faq in data["faqs"]],
                "references": [Citation(**reference) for reference in data["references"]],
                "byline": [Signature(**signature) for signature in data["byline"]],
                "image": Picture(**data["image"]) if data["image"] else None,
            }
        )

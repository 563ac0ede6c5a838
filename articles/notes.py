"""A reviewer's notes on single paragraphs: where they may be pinned, and where they belong in a
later text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from articles.checks.blocks import blocks
from articles.checks.places import label
from articles.content import Content
from articles.models import Review
from articles.rendering import reference_text
from articles.word_changes import likeness

Found = Literal["unchanged", "changed", "gone"]
# Of two paragraphs with half of their words in common one was most likely made from the other.
SAME_PARAGRAPH = 0.5


class Place(NamedTuple):
    """Where a note may be pinned, as `checks.text` names it, and the words that stand there."""

    place: str
    text: str

    @property
    def label(self) -> str:
        """The place in words."""
        return label(self.place)


@dataclass(frozen=True)
class Note:
    """A pinned note as seen from a text: `place` is None where what it is about is gone."""

    note: str
    quote: str
    place: str | None
    found: Found

    @property
    def label(self) -> str:
        """Where it is now, in words."""
        return label(self.place) if self.place else "No longer in the text"


def places(content: Content) -> list[Place]:
    """Every place of the text that holds words, in the order of the page."""
    return list(_places(content))


def pinned(review: Review, content: Content) -> list[Note]:
    """The review's notes, each found again in this text by the words that it is about."""
    here = places(content)
    return [_found_again(note, here) for note in review.pinned_notes]


def _places(content: Content) -> Iterator[Place]:
    if content.title:
        yield Place("title", content.title)
    for part in ("standfirst", "key_points", "body"):
        yield from _blocks(part, getattr(content, part))
    for number, faq in enumerate(content.faqs, start=1):
        yield Place(f"faq-{number}", faq.question)
        yield from _blocks(f"faq-{number}", faq.answer)
    yield from _blocks("summary", content.summary)
    if content.image:
        yield Place("image", content.image.alt)
    for reference in content.references:
        yield Place(f"reference:{reference.key}", reference_text(reference))


def _blocks(part: str, html: str) -> Iterator[Place]:
    for block in blocks(part, html):
        yield Place(block.place, block.text)


def _found_again(note: Mapping[str, str], here: Iterable[Place]) -> Note:
    """At its place if the same words stand there, else where they stand now, else at the paragraph
    that is most like it."""
    here = list(here)
    quote = note["quote"]
    same = [place for place in here if place.text == quote]
    unmoved = [place for place in same if place.place == note["place"]]
    if same:
        return Note(note["note"], quote, (unmoved or same)[0].place, "unchanged")
    like = max(here, key=lambda place: _likeness(place, quote), default=None)
    if like and _likeness(like, quote) >= SAME_PARAGRAPH:
        return Note(note["note"], quote, like.place, "changed")
    return Note(note["note"], quote, None, "gone")


def _likeness(place: Place, quote: str) -> float:
    return likeness(frozenset(place.text.split()), frozenset(quote.split()))

"""A reviewer's notes are found again in a later text by the words that they are about."""

from dataclasses import replace
from typing import Any

import pytest

from articles import notes
from articles.content import Answer, Citation, Content, Picture
from articles.models import Review

TEXT = Content(
    title="Why rest?",
    standfirst="What rest does.",
    key_points="<ul><li>Rest often.</li><li>Sleep well.</li></ul>",
    body="<h2>Causes</h2><p>Too much work tires people out.</p><p>Rest helps most people.</p>",
    faqs=[Answer("How long?", "<p>For a week.</p>")],
    summary="<p>Rest, and then rest again.</p>",
    references=[Citation("book2020", 1, {"type": "book", "title": "On rest"})],
    image=Picture("a.webp", 1, 1, alt="A bed"),
)


def found(place: str, **changes: Any) -> tuple[str | None, str]:
    """Where the note on a place of TEXT is found in the changed text, and in which state."""
    quote = {each.place: each.text for each in notes.places(TEXT)}[place]
    review = Review(pinned_notes=[{"place": place, "quote": quote, "note": "Why?"}])
    (note,) = notes.pinned(review, replace(TEXT, **changes))
    assert (note.note, note.quote) == ("Why?", quote)
    return note.place, note.found


def test_every_place_that_holds_words_can_be_noted() -> None:
    assert [tuple(place) for place in notes.places(TEXT)] == [
        ("title", "Why rest?"),
        ("standfirst:1", "What rest does."),
        ("key_points:1", "Rest often."),
        ("key_points:2", "Sleep well."),
        ("body:1", "Causes"),
        ("body:2", "Too much work tires people out."),
        ("body:3", "Rest helps most people."),
        ("faq-1", "How long?"),
        ("faq-1:1", "For a week."),
        ("summary:1", "Rest, and then rest again."),
        ("image", "A bed"),
        ("reference:book2020", "On rest."),
    ]
    assert notes.places(Content()) == []


@pytest.mark.parametrize("place", [place.place for place in notes.places(TEXT)])
def test_note_stays_where_nothing_changed(place: str) -> None:
    assert found(place) == (place, "unchanged")


def test_note_follows_its_paragraph() -> None:
    body = "<p>Rest helps most people.</p><p>New.</p>"
    assert found("body:3", body=body) == ("body:1", "unchanged")
    assert found("body:3", body="", summary="<p>Rest helps most people.</p>") == (
        "summary:1",
        "unchanged",
    )


def test_note_stays_at_its_place_among_equal_paragraphs() -> None:
    body = "<p>Rest helps most people.</p>" * 3
    assert found("body:3", body=body) == ("body:3", "unchanged")


def test_note_is_found_at_the_paragraph_that_was_put_right() -> None:
    body = TEXT.body.replace("Rest helps most people.", "Rest helps many of the people.")
    assert found("body:3", body=f"<p>New.</p>{body}") == ("body:4", "changed")


def test_note_on_what_was_taken_out_says_so() -> None:
    assert found("body:2", body="<h2>Causes</h2>") == (None, "gone")
    assert found("image", image=None) == (None, "gone")
    (note,) = notes.pinned(
        Review(pinned_notes=[{"place": "body:1", "quote": "Gone.", "note": "x"}]), Content()
    )
    assert (note.place, note.label) == (None, "No longer in the text")

"""Sections that ask for older readers than the topic's are named, with their longest sentence."""

from dataclasses import replace

import pytest

from articles.checks.blocks import blocks
from articles.checks.reading_age import age
from tests.articles.checks.made import SETTING, found, places, text

EASY = "<p>" + "The cat sat on the mat and had a nap in the sun. " * 4 + "</p>"
HARD = (
    "<p>Uncontrollable involuntary contractions of musculature, particularly following strenuous"
    " physical exertion, frequently necessitate pharmacological intervention and comprehensive"
    " physiotherapeutic rehabilitation over considerable periods of time.</p>"
)


def test_age_follows_flesch_and_kincaid() -> None:
    """Four times 13 words of one syllable: 0.39 x 13 + 11.8 x 1 - 15.59 + 5."""
    assert age(blocks("body", EASY)) == pytest.approx(6.28)


def test_too_little_text_has_no_age() -> None:
    assert age(blocks("body", "<p>Incomprehensible.</p>")) is None
    assert age([]) is None


def test_headings_and_cells_are_not_read_as_sentences() -> None:
    table = "<table><tr><th>Pharmacological intervention</th><td>Rehabilitation</td></tr></table>"
    with_others = blocks("body", f"<h2>Physiotherapeutic rehabilitation</h2>{EASY}{table}")
    assert age(with_others) == age(blocks("body", EASY))


def test_items_are_sentences_without_their_stops() -> None:
    items = "<ul>" + "<li>The cat sat on the mat and had a nap in the sun</li>" * 4 + "</ul>"
    assert age(blocks("body", items)) == pytest.approx(6.28)


def test_each_part_is_judged_by_itself() -> None:
    whole = text(
        standfirst=HARD,
        key_points=f"<ul><li>{HARD}</li></ul>",
        body=f"<h2>Easy</h2>{EASY}<h2>Hard</h2>{HARD}<h3>Below</h3>{EASY}<h2>Easy again</h2>{EASY}",
        faqs=[("Easy?", EASY), ("Hard?", HARD)],
        summary=HARD,
    )
    assert places("reading-age", whole) == [
        "standfirst:1",
        "key_points:1",
        "body:3",
        "faq-2",
        "summary:1",
    ]


def test_message_names_section_age_target_and_longest_sentence() -> None:
    (only,) = found("reading-age", text(body=f"<h2>Treatment</h2>{EASY[:-4]}{HARD[3:]}"))
    assert only.message.startswith("The section “Treatment”: reading age 16; this topic’s texts")
    assert "readers of 9 to 11" in only.message
    assert "has 23 words: “Uncontrollable involuntary" in only.message


def test_target_is_the_topics() -> None:
    hard = text(body=HARD)
    assert places("reading-age", hard) == ["body:1"]
    adult = replace(hard, setting=replace(SETTING, reading_age=(16, 60)))
    assert places("reading-age", adult) == []


def test_waiver_lapses_when_any_word_of_the_section_changes() -> None:
    (one,) = found("reading-age", text(body=HARD))
    (other,) = found("reading-age", text(body=f"{HARD}<p>More.</p>"))
    assert one.text != other.text

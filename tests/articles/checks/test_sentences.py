from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checks.sentences import sentences, words


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It hurts. It stops.", ["It hurts.", "It stops."]),
        ("Does it hurt? Yes! A lot", ["Does it hurt?", "Yes!", "A lot"]),
        ("Ask Dr. Example. She knows.", ["Ask Dr. Example.", "She knows."]),
        ("Some foods, e.g. Brie, help.", ["Some foods, e.g. Brie, help."]),
        ("Rest, i.e. Sleep, helps.", ["Rest, i.e. Sleep, helps."]),
        ("Heat vs. Cold is open.", ["Heat vs. Cold is open."]),
        ("See No. 5 on the list.", ["See No. 5 on the list."]),
        ("Is it safe? No. Ask first.", ["Is it safe?", "No.", "Ask first."]),
        ("Take 2.5 ml at 9.30 a.m. each day.", ["Take 2.5 ml at 9.30 a.m. each day."]),
        ("Come at 9 a.m. Bring a list.", ["Come at 9 a.m.", "Bring a list."]),
        ("Nuts, seeds, etc. Eat some.", ["Nuts, seeds, etc.", "Eat some."]),
        ("Nuts, seeds, etc. are fine.", ["Nuts, seeds, etc. are fine."]),
        ("The U.S. National Library has it.", ["The U.S. National Library has it."]),
        (
            "It is sold in the U.S. The price is high.",
            ["It is sold in the U.S.", "The price is high."],
        ),
        ("You need vitamin D. Most people get it.", ["You need vitamin D.", "Most people get it."]),
        ("J. Smith and A. B. Jones wrote it.", ["J. Smith and A. B. Jones wrote it."]),
        ("Dr J. Smith wrote it.", ["Dr J. Smith wrote it."]),
        ("“Stop it.” Then she left.", ["“Stop it.”", "Then she left."]),
        ("“Does it hurt?” she asked.", ["“Does it hurt?” she asked."]),
        ("He waited… and slept.", ["He waited… and slept."]),
        ("He waited... Then he slept.", ["He waited...", "Then he slept."]),
        ("It stops (in most cases). Wait.", ["It stops (in most cases).", "Wait."]),
        ("Call 999. “Help” comes.", ["Call 999.", "“Help” comes."]),
        ("", []),
        (" \n ", []),
        ("...", ["..."]),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Self-care isn’t easy.", ["Self-care", "isn’t", "easy"]),
        ("About 60% of 1,000 at 2.5 ml", ["About", "60%", "of", "1,000", "at", "2.5", "ml"]),
        ("(heat/cold) – “rest”", ["heat/cold", "rest"]),
        ("— …", []),
    ],
)
def test_words_are_what_a_person_counts(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(alphabet=' .?!…"”’)aA1Dr\n', max_size=80) | st.text(max_size=80))
def test_sentences_stand_where_they_say_and_lose_no_word(text: str) -> None:
    found = sentences(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(each.text.split()) for each in found) == "".join(text.split())

"""A question is read as words, phrases and beginnings, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words import query as questions
from articles.words.query import Query, Synonyms


@dataclass
class Words:
    """A lexicon of a few words."""

    synonyms: Synonyms = field(
        default_factory=lambda: {
            ("heart", "attack"): ["myocardial infarction"],
            ("attack",): ["bout"],
        }
    )
    spelt: dict[str, str] = field(default_factory=lambda: {"anemia": "anaemia"})

    def endings(self, beginning: str) -> Sequence[str]:
        return [word for word in ("spasm", "spastic", "sport") if word.startswith(beginning)]


def read(text: str) -> Query:
    return questions.query(questions.pieces(text), Words())


def keys(text: str) -> list[list[list[str]]]:
    return [[choice.keys for choice in term.choices] for term in read(text).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("back pain", [[["back"]], [["pain"]]]),
        ("the back of my pain", [[["back"]], [["pain"]]]),
        ("pain, PAIN; pains", [[["pain"]]]),
        ('"lower back pain"', [[["lower_back", "back_pain"]]]),
        ("“back pain” relief", [[["back_pain"]], [["relief"]]]),
        ('"back pain', [[["back"]], [["pain"]]]),
        ('"pain"', [[["pain"]]]),
        ("to be or not to be", [[[word]] for word in ("to", "be", "or", "not")]),
        ("spas*", [[["spas"], ["spasm"], ["spastic"]]]),
        ("s*", [[["s"]]]),
        ('"spas*"', [[["spas"]]]),
        ("anemia", [[["anemia"], ["anaemia"]]]),
        ("heart attack", [[["heart", "attack"], ["myocardi_infarct"]]]),
        ("heart attacks now", [[["heart", "attack"], ["myocardi_infarct"]], [["now"]]]),
        ("attack heart", [[["attack"], ["bout"]], [["heart"]]]),
        ('"heart attack"', [[["heart_attack"]]]),
        ("back AND pain OR NOT -pain", [[["back"]], [["pain"]]]),
        ("title:pain", [[["titl"]], [["pain"]]]),
        ("", []),
        ('"" *', []),
    ],
)
def test_what_is_searched_for(text: str, expected: list[list[list[str]]]) -> None:
    assert keys(text) == expected


def test_synonyms_are_named_and_count_a_little_less() -> None:
    query = read("heart attack")
    assert query.also == ("myocardial infarction",)
    (term,) = query.terms
    assert term.choices[0].weight > term.choices[1].weight


def test_a_phrase_of_three_is_told_from_its_pairs() -> None:
    assert read('"lower back pain" "back pain"').phrases == [("lower", "back", "pain")]


def test_a_question_without_end_is_cut() -> None:
    pieces = questions.pieces("word " * 10_000)
    assert sum(len(piece.words) for piece in pieces) == questions.MOST_WORDS


@given(st.text(st.characters(codec=None), max_size=120))
def test_keys_hold_no_sign_of_an_engine(text: str) -> None:
    for term in read(text).terms:
        assert term.choices
        for choice in term.choices:
            assert choice.keys
            for key in choice.keys:
                assert key.replace("_", "").isalnum()

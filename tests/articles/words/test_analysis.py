"""Words are compared without case, accents, apostrophes and endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words import analysis

texts = st.text(st.characters(codec=None), max_size=80)


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Muscle spasms", ["muscl", "spasm"]),
        ("naïve Crème", ["naiv", "creme"]),
        ("Alzheimer’s and Alzheimer's", ["alzheim", "and", "alzheim"]),
        ("120/80 mmHg", ["120", "80", "mmhg"]),
        ("vitamin B12", ["vitamin", "b12"]),
        ("hyper\u00adtension", ["hypertens"]),
        ("snake_case", ["snake", "case"]),
        ("½ ﬁt", ["12", "fit"]),
        ("?! — …", []),
        ("", []),
    ],
)
def test_stems(text: str, stems: list[str]) -> None:
    assert analysis.stems(text) == stems


@given(texts)
def test_what_comes_out_is_letters_and_digits(text: str) -> None:
    """Nothing that an engine could take for an operator."""
    for word in analysis.words(analysis.clean(text)):
        for part in (word.folded, word.stem):
            assert part.isalnum()
            assert part == part.casefold()
            assert 0 < len(part) <= analysis.LONGEST


@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    folded = analysis.folded(analysis.clean(text))
    assert [analysis.fold(word) for word in folded] == folded


@given(texts)
def test_words_stand_where_they_say(text: str) -> None:
    clean = analysis.clean(text)
    words = list(analysis.words(clean))
    assert [analysis.fold(clean[word.start : word.end]) for word in words] == [
        word.folded for word in words
    ]
    assert [word.folded for word in words] == analysis.folded(clean)
    assert analysis.clean(clean) == clean


def test_stop_words_are_folded_words() -> None:
    assert all(analysis.fold(word) == word for word in analysis.stop_words())

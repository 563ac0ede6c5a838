import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.words.comparing import bare_words, holds, normalised


@pytest.mark.parametrize(
    "text",
    ["best casino", "BEST  CASINO!", "Bést—casíno", "best\ncasinos", "b\u200best ca\u00adsino"],
)
def test_phrase_is_found_in_any_dress(text: str) -> None:
    assert holds(bare_words(f"the {text} here"), "Best Casino")


@pytest.mark.parametrize("text", ["ｂｅｓｔ ｃａｓｉｎｏ", "bеst cаsinо", "𝐛𝐞𝐬𝐭 𝐜𝐚𝐬𝐢𝐧𝐨"])
def test_letters_in_disguise_are_seen_through(text: str) -> None:
    assert holds(bare_words(text), "best casino")


def test_phrase_of_another_script_is_found() -> None:
    assert holds(bare_words("Лучшее КАЗИНО тут"), "казино")


@pytest.mark.parametrize("text", ["specialist", "best of casino", "bestcasino", "castle"])
def test_parts_of_words_do_not_count(text: str) -> None:
    assert not holds(bare_words(text), "cialis")
    assert not holds(bare_words(text), "best casino")


@pytest.mark.parametrize("phrase", ["", " ", "!?", "\u200b"])
def test_empty_phrase_is_nowhere(phrase: str) -> None:
    assert not holds(bare_words("a b"), phrase)


def test_copies_are_the_same_whatever_their_case_spaces_signs_and_digits() -> None:
    assert (
        normalised("Visit us, 24 hours!") == normalised("visit  US\n48 hours") == "visit us hours"
    )
    assert normalised("Visit them, 24 hours!") != normalised("Visit us, 24 hours!")


@given(st.text())
def test_any_text_is_reduced_once_and_for_all(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)

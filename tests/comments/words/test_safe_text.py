import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.words.safe_text import clean, one_line

FORBIDDEN = {
    *(chr(code) for code in range(0x20) if chr(code) != "\n"),
    *(chr(code) for code in range(0x7F, 0xA0)),
    *"\u200b\u2060\ufeff\u00ad\u2028\u2029",
    *(chr(code) for code in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}
ODD = "ab \n\r\t\x00\x1b\x85\u200b\u200c\u200d\u202e\u2066\ufeff\u2028é\u0301👩🏽❤\ufe0f"
ODD += "کیक\u094dا\u0653"
TEXTS = st.text() | st.text(alphabet=ODD, max_size=30)


@settings(deadline=None)
@given(TEXTS)
def test_cleaned_text_is_clean_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN & set(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\n\n\n" not in cleaned
    assert clean(cleaned) == cleaned
    cleaned.encode()


@settings(deadline=None)
@given(TEXTS)
def test_line_is_one_with_single_spaces(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert "  " not in line
    assert line == line.strip() == one_line(line)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F)))
def test_plain_words_are_kept(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text.replace("\u00ad", "")).strip()


def test_line_ends_are_line_feeds_with_one_empty_line_at_most() -> None:
    assert clean("one\r\ntwo\rthree\u2028four\n\n \n\n\nfive\n") == "one\ntwo\nthree\nfour\n\nfive"


def test_controls_go_and_a_tab_is_a_space() -> None:
    assert clean("a\x00b\x1b[31mc\td\x9be") == "ab[31mc de"


def test_words_cannot_be_shown_in_another_order() -> None:
    assert clean("safe\u202egnp.exe\u202c \u2067x\u2069") == "safegnp.exe x"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d⚕️ 👨\u200d👩\u200d👧 🏃🏽\u200d♀️ 🙂\u200d↔️ ❤️\u200d🔥",
        "می\u200cخواهم",
        "क्\u200d ष",
        "ශ්\u200dරී",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru",
        "שלום \u200fabc",
    ],
)
def test_joiners_that_emoji_and_scripts_need_are_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "vi\u200dagra",
        "vi\u200cagra",
        "vi\u200bagra",
        "vi\u2060agra",
        "vi\u00adagra",
        "vi\U000e0041agra",
    ],
)
def test_nothing_hides_in_a_word(text: str) -> None:
    assert clean(text) == "viagra"


@pytest.mark.parametrize("name", ["\u3164", "\u2800 \u200b", "\u115f\uffa0", "\u200d", "\n\t"])
def test_name_that_nobody_can_see_is_none(name: str) -> None:
    assert one_line(name) == ""


def test_name_is_written_on_one_line() -> None:
    assert one_line("  Mary\r\n  Jane\tO’Neill ") == "Mary Jane O’Neill"

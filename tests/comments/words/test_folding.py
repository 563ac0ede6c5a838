from hypothesis import given
from hypothesis import strategies as st

from comments.words.folding import fold


def test_digits_of_any_script_become_plain() -> None:
    assert fold("０７٧७").text == "0777"


def test_spaces_dashes_and_apostrophes_become_plain() -> None:
    assert fold("a\u00a0b\u2009c–d\u2011e’f\tg").text == "a b c-d-e'f g"


def test_every_end_of_a_line_becomes_a_line_feed() -> None:
    assert fold("a\u2028b\u0085c").text == "a\nb\nc"


def test_what_nobody_sees_is_left_out() -> None:
    assert fold("s\u200bh\u00ado\u2060w\u202en\ufe0f").text == "shown"


def test_stretch_leads_back_to_where_it_stood() -> None:
    text = "x\u200b①㎎y"
    folded = fold(text)
    assert folded.text == "x1mgy"
    assert text[slice(*folded.origin(1, 4))] == "①㎎"


@given(st.text())
def test_any_text_is_folded_and_each_character_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(text) for place in folded.places)

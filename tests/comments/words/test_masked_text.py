"""Whatever a person writes, what is masked holds no detail, and all else stands as it was."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from comments.words.personal_details import HIDDEN, digest, find, mask

unhurried = settings(deadline=None)

SAMPLES = """
    0 7 07700 900123 999 000 0018 +44 (0) 020 7946 12/03/2024 jo @ example . org at dot (at) [dot]
    LS99 9ZZ B12 120/80 ISBN 10.1136/ call NHS number my is ext + 00 ( ) / - , x oh double
"""
PIECES = st.sampled_from(SAMPLES.split())
JOINTS = st.sampled_from(["", " ", "-", ".", "\n", "\u00a0", "\u200b", ", "])
WRITTEN = st.lists(st.tuples(PIECES, JOINTS), max_size=30).map(
    lambda pairs: "".join(piece + joint for piece, joint in pairs)
)
TEXTS = st.text() | st.text(alphabet="0123456789 +-()./@ao\u200b٣dt") | WRITTEN

DETAILS = st.sampled_from(
    ["07700 900123", "+44 (0)20 7946 0123", "jo@example.org", "999 000 0018", "LS99 9ZZ"]
)
HONEST = "I took 500 mg of it, twice; since 2019. 👍 Dr Ö"
WORDS = st.lists(st.sampled_from(HONEST.split(" ")), min_size=1)


@unhurried
@given(TEXTS)
def test_masked_text_has_no_details_and_is_masked_no_further(text: str) -> None:
    masked = mask(text)
    assert find(masked) == []
    assert mask(masked) == masked
    assert digest(masked) == ""


@unhurried
@given(TEXTS)
def test_details_do_not_overlap_and_are_of_the_text(text: str) -> None:
    found = find(text)
    ends = [0, *(detail.end for detail in found)]
    assert all(end <= detail.start < detail.end for end, detail in zip(ends, found, strict=False))
    assert all(text[detail.start : detail.end] == detail.text for detail in found)
    assert bool(digest(text)) == bool(found)


@unhurried
@given(TEXTS)
def test_all_else_stands_as_it_was(text: str) -> None:
    end = 0
    for piece in re.split("|".join(map(re.escape, HIDDEN.values())), mask(text)):
        start = text.index(piece, end)
        end = start + len(piece)


@unhurried
@given(st.lists(st.tuples(WORDS, DETAILS), min_size=1, max_size=5))
def test_details_among_words_are_hidden_and_the_words_are_not(
    written: list[tuple[list[str], str]],
) -> None:
    text = " ; ".join(f"{' '.join(words)} ; {detail}" for words, detail in written)
    masked = mask(text)
    assert [detail.text for detail in find(text)] == [detail for _, detail in written]
    assert all(" ".join(words) in masked and detail not in masked for words, detail in written)

"""What was searched for is marked, all else is escaped, and long texts are cut between words."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words import analysis, highlighting

texts = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from(" <>&\"'pain")), max_size=400
)


@pytest.mark.parametrize(
    ("text", "sequences", "marked"),
    [
        ("Back pain hurts.", {("pain",)}, "Back <mark>pain</mark> hurts."),
        ("Back pains hurt.", {("back",), ("pain",)}, "<mark>Back pains</mark> hurt."),
        ("Pain, pain.", {("pain",)}, "<mark>Pain</mark>, <mark>pain</mark>."),
        ("Back pain, back up", {("back", "pain")}, "<mark>Back pain</mark>, back up"),
        ("<b>Pain</b> & co", {("pain",)}, "&lt;b&gt;<mark>Pain</mark>&lt;/b&gt; &amp; co"),
        ("Crème", {("creme",)}, "<mark>Crème</mark>"),
        ("Nothing", {("pain",)}, "Nothing"),
    ],
)
def test_marked(text: str, sequences: set[tuple[str, ...]], marked: str) -> None:
    assert highlighting.marked(text, sequences) == marked


@given(texts, st.sets(st.sampled_from([("pain",), ("a",), ("pain", "pain")]), max_size=3))
def test_the_text_is_whole_under_its_marks(text: str, sequences: set[tuple[str, ...]]) -> None:
    text = analysis.clean(text)
    assert plain(highlighting.marked(text, sequences)) == text


@given(texts)
def test_an_excerpt_is_a_part_of_the_text_and_not_too_long(text: str) -> None:
    text = analysis.clean(text)
    shown = plain(highlighting.excerpt(text, {("pain",)}, 40))
    inner = shown.removeprefix("… ").removesuffix(" …")
    assert inner in text or shown in text
    assert len(inner) <= 40


def test_the_best_part_is_shown() -> None:
    text = "Pain here. " + "Filler words. " * 40 + "Back pain and back ache. " + "More. " * 40
    shown = highlighting.excerpt(text, {("pain",), ("back",)})
    assert "<mark>Back pain</mark> and <mark>back</mark> ache" in shown


def plain(html: str) -> str:
    assert "<" not in re.sub("</?mark>", "", html)
    return unescape(re.sub("</?mark>", "", html))

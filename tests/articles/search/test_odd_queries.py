"""Whatever a reader types is words or nothing: no error, no operator, on either database."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Edition
from articles.search.finding import find
from articles.search.results import Asked, Order
from articles.search.suggesting import suggest

OPERATORS = ["AND", "OR", "NOT", "NEAR", "NEAR(", "&", "|", "!", "<->", "<2>", ":", ":*", ":A", "^"]
OPERATORS += ["-", "+", "*", "**", "(", ")", "()", "{", "}", "[", "]", "\\", "/", "//", "%", "%s"]
OPERATORS += [
    "%%",
    "_",
    "'",
    "''",
    '"',
    '""',
    '"""',
    "`",
    ";",
    "--",
    "/*",
    "*/",
    "$1",
    "$$",
    "?",
    "@@",
]
OPERATORS += ["title:", "keys:", "keys MATCH", "t/", "h/", "t/example", "a_b", "rowid", "rank"]
STRANGE = [
    "\0",
    "a\0b",
    "\ud800",
    "\udfff",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\u00ad",
    "\x1b[0m",
    "\r\n",
]
STRANGE += [
    "😀",
    "👩‍⚕️",
    "🇬🇧",
    "½",
    "㎎",
    "ﷺ",
    "İ",
    "ǅ",
    "ß",
    "ﬁ",
    "e\u0301",
    "क्षि",
    "漢字",
    "עברית",
    "٣",
]
STRANGE += ["x" * 10_000, "ﷺ" * 2_000, '"' * 10_000, "a " * 5_000, "*" * 10_000, "é" * 10_000]
STRANGE += [
    "' OR 1=1 --",
    "'); DROP TABLE articles_edition; --",
    "<script>alert(1)</script>",
    "&amp;",
]
STRANGE += [
    "{{ 7*7 }}",
    "%00",
    "../../etc/passwd",
    "\\u0000",
    "NULL",
    "None",
    "0",
    "-1",
    "1e999",
    "NaN",
]
PLAIN = ["example", "causes", '"they have causes"', "exampl*", "e*", "the"]
ODD = [*OPERATORS, *STRANGE]

characters = st.characters(codec=None)
typed = st.one_of(
    st.text(characters, max_size=60),
    st.lists(st.sampled_from([*ODD, *PLAIN]), max_size=6).map(" ".join),
    st.lists(st.sampled_from([*ODD, *PLAIN]), max_size=6).map("".join),
    st.text(st.sampled_from("\"'*()&|!:<->^~-_/\\%ab \0“”"), max_size=40),
)
with_database = settings(
    max_examples=280, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ask(text: str) -> None:
    """Search, and suggest, and look at all that is shown."""
    results = find(Asked(text))
    assert len(results.hits) <= results.total
    for hit in results.hits:
        shown = hit.title + hit.passage
        assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
    suggest(text)


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_an_odd_text_is_answered(edition: Edition, text: str) -> None:
    ask(text)
    ask(f"example {text}")
    ask(f'"{text} example')


def test_two_signs_together_are_answered(edition: Edition) -> None:
    for first, second in itertools.product(OPERATORS[::2], OPERATORS[1::3]):
        find(Asked(f"{first}example{second}"))


@with_database
@given(st.lists(typed, min_size=5, max_size=5))
def test_any_text_is_answered(edition: Edition, texts: list[str]) -> None:
    for text in texts:
        ask(text)


@pytest.mark.parametrize("page", [-(10**30), -1, 0, 2, 101, 10**30])
@pytest.mark.parametrize("order", ["best", "reviewed", "title"])
def test_any_page_is_answered(edition: Edition, page: int, order: Order) -> None:
    results = find(Asked("example", page=page, order=order))
    assert results.total == 1
    assert len(results.hits) == (page < 2)


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR", "near"])
def test_a_word_that_is_an_operator_elsewhere_is_a_word(edition: Edition, word: str) -> None:
    """None of these stands in the article: were it an operator, the other word would find it."""
    results = find(Asked(f'"{word} example"'))
    assert results.total == 0 or results.partly


def test_an_unknown_topic_finds_nothing(edition: Edition) -> None:
    for slug in ("none", "", "\0", "'", "x" * 10_000):
        assert find(Asked("example", topics=frozenset({slug}))).total == 0

"""No text is too long, too odd or too evil for the checks of the prose."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.checks.passages import everything
from articles.checks.registry import CHECKS
from articles.checks.run import findings
from articles.checks.text import Text
from tests.articles.checks.made import reference, text

PROSE = [
    *("reading-age", "long-sentence", "paragraph-broken", "full-stop-missing"),
    *("question-mark-missing", "number-uncited", "absolute-claim", "no-urgent-signs"),
    *("term-unexplained", "title-echoes-author", "source-mix", "source-age", "spelling"),
]
SAMPLES = """
    a The always 60% 1 in 5 . ? , : ; – ( ) ’ e.g. Dr. U.S. 999 self-care hypoxia do what -- ... É
    https://example.org 10,000 people https:// 日本 1.5 such A
"""
WORDS = st.sampled_from(SAMPLES.split())
LINES = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60)
SIZE = 100_000


def plain(words: str) -> Text:
    return text(body=f"<p>{escape(words)}</p>", references=[reference("a")])


@settings(max_examples=150, deadline=None)
@given(LINES, LINES, LINES)
def test_any_words_are_checked_and_places_are_of_the_text(one: str, two: str, three: str) -> None:
    escaped = [escape(words) for words in (one, two, three)]
    page = text(
        title=one,
        body="".join(f"<p>{words}</p>" for words in escaped),
        faqs=[(two, f"<p>{escaped[2]}</p>")],
        urgent=f"<p>{escaped[0]}</p>",
        references=[reference("a", fields={"title": two, "author": [{"family": three}]})],
    )
    places = {block.place for block in everything(page)} | {"references", "reference:a", "faqs"}
    for code in PROSE:
        for found in CHECKS[code].function(page):
            assert found.where in places
            assert found.message


@pytest.mark.parametrize(
    "unit",
    [
        *("a", ".", ". ", "A. ", "never ", "100% ", "1,111,", "1 in ", "self-", "self care "),
        *("www.", "https://a ", "what do ", "’", "hypoxia ", "colour's "),
    ],
)
def test_text_of_100_kilobytes_is_checked_to_its_end(unit: str) -> None:
    """Were the work to grow with the square of its length, this would take minutes."""
    page = plain(unit * (SIZE // len(unit)))
    found = [each for code in PROSE for each in CHECKS[code].function(page)]
    assert all(each.message and each.where for each in found)


def test_thousands_of_paragraphs_are_checked() -> None:
    page = text(
        key_points="<ul>" + "<li>Rest</li>" * 2_000 + "</ul>",
        body="<p>It may hurt,</p><p>or not.</p>" * 2_000,
    )
    broken = [finding for finding in findings(page) if finding.code == "paragraph-broken"]
    assert len(broken) == 2_000

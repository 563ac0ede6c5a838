"""What has become of a text and its sources since."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from articles.checks.text import Text
from tests.articles.checks.made import PAGE, TODAY, found, places, reference, text


def test_each_notice_of_a_source_is_told() -> None:
    noted = reference("a", notices=("Retraction of 1 May 2025", "Correction"))
    findings = found("source-retracted", text(references=[noted, reference("b")]))
    assert [each.where for each in findings] == ["reference:a"] * 2
    assert findings[0].message.startswith("Retraction of 1 May 2025.")


def test_a_new_notice_is_another_text_to_waive() -> None:
    noted = reference("a", notices=("Correction", "Retraction"))
    first, second = found("source-retracted", text(references=[noted]))
    assert first.text != second.text


@pytest.mark.parametrize(("link", "expected"), [("dead", ["reference:a"]), ("moved", []), ("", [])])
def test_an_address_that_answers_no_more(link: str, expected: list[str]) -> None:
    assert (
        places("source-unreachable", text(references=[reference("a", PAGE, link=link)])) == expected
    )


def due(on: date | None) -> Text:
    return replace(text(), setting=replace(text().setting, review_due_on=on))


@pytest.mark.parametrize(
    ("on", "expected"),
    [(None, []), (TODAY, []), (TODAY - timedelta(1), ["title"]), (TODAY + timedelta(1), [])],
)
def test_a_review_holds_until_the_end_of_its_day(on: date | None, expected: list[str]) -> None:
    assert places("review-overdue", due(on)) == expected


@pytest.mark.parametrize(
    ("live", "now", "expected"),
    [("cramps", "cramps", []), ("cramps", "spasms", ["slug"]), ("", "spasms", [])],
)
def test_a_live_page_that_moves(live: str, now: str, expected: list[str]) -> None:
    moved = replace(text(), setting=replace(text().setting, live_slug=live, slug=now))
    assert places("slug-changed", moved) == expected

"""The contents list is made of the headings."""

import pytest

from tests.articles.checks.made import found, places, text


def test_text_without_headings() -> None:
    assert places("no-headings", text(body="<p>One.</p><p>Two.</p>")) == ["body"]


@pytest.mark.parametrize("body", ["", "<h2>Causes</h2><p>One.</p>", "<p>One.</p><h3>More</h3>"])
def test_text_with_headings_or_none_yet(body: str) -> None:
    assert found("no-headings", text(body=body)) == []


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([2, 3, 4, 2, 3], []),
        ([2, 4], ["body:2"]),
        ([3, 4], ["body:1"]),
        ([2, 3, 4, 2, 4, 4], ["body:5"]),
        ([], []),
    ],
)
def test_a_level_left_out(levels: list[int], expected: list[str]) -> None:
    body = "".join(f"<h{level}>Heading</h{level}>" for level in levels)
    assert places("heading-skipped", text(body=body)) == expected


def test_the_right_level_is_named() -> None:
    (finding,) = found("heading-skipped", text(body="<h2>One</h2><h4>Two</h4>"))
    assert "Make it level 3." in finding.message
    assert finding.text == "Two"

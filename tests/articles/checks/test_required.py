"""What every article of the library has."""

from dataclasses import replace

import pytest

from articles.checks.text import Picture
from tests.articles.checks.made import cite, found, places, text

SOUND = text(body=f"<h2>Causes</h2><p>Salt.{cite('a')}</p>", summary=f"<p>Salt.{cite('a')}</p>")


@pytest.mark.parametrize("code", ["no-title", "no-topic", "no-author", "no-summary"])
def test_a_complete_text_lacks_nothing(code: str) -> None:
    assert found(code, SOUND) == []


@pytest.mark.parametrize("title", ["", "  ", "\xa0"])
def test_text_without_a_title(title: str) -> None:
    assert places("no-title", text(title=title)) == ["title"]


def test_text_without_topic_or_author() -> None:
    lacking = replace(SOUND, setting=replace(SOUND.setting, has_topic=False, has_authors=False))
    assert places("no-topic", lacking) == ["topic"]
    assert places("no-author", lacking) == ["authors"]


def test_text_without_a_summary() -> None:
    assert places("no-summary", text(body="<p>Salt.</p>")) == ["summary"]


def test_an_empty_article_is_not_told_of_its_summary() -> None:
    assert found("no-summary", text()) == []


@pytest.mark.parametrize(
    ("alt", "decorative", "expected"),
    [("", False, ["image"]), (" ", False, ["image"]), ("A leg", False, []), ("", True, [])],
)
def test_picture_above_the_text(alt: str, decorative: bool, expected: list[str]) -> None:
    above = replace(SOUND, pictures=(Picture(alt, decorative, "image"),))
    assert places("alt-missing", above) == expected


def test_pictures_in_the_text() -> None:
    body = (
        '<p>A</p><p><img src="/media/a.webp"></p><p><img src="/media/b.webp" alt="B"></p>'
        '<p><img src="/media/c.webp" alt="" role="presentation"></p>'
    )
    assert places("alt-missing", text(body=body)) == ["body:2"]

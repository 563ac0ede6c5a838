"""As a reader types: titles to go to, and ways to finish the word that find something."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import publishing
from articles.models import Edition
from articles.search.results import Suggestion
from articles.search.suggesting import suggest
from tests.factories import published


def texts(typed: str, limit: int = 8) -> list[str]:
    return [each.text for each in suggest(typed, limit=limit)]


def test_a_title_is_offered_with_its_address(edition: Edition) -> None:
    title = Suggestion("Why do examples happen?", edition.article.get_absolute_url())
    for typed in ("exam", "why do exam", "examples", "EXÁM", "happen ex", "examples h"):
        assert suggest(typed)[0] == title


def test_words_are_offered_that_finish_what_was_typed(edition: Edition) -> None:
    assert "causes" in texts("cau")
    assert "examples causes" in texts("examples cau")
    assert suggest("cau")[-1].url == ""


@pytest.mark.parametrize("typed", ["", "e", " ", "?", "zzz", "why do zzz"])
def test_nothing_is_offered_for_too_little_or_for_nothing_known(
    edition: Edition, typed: str
) -> None:
    assert suggest(typed) == []


def test_what_was_withdrawn_is_not_offered(edition: Edition, editor: User) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert suggest("exam") == []


def test_there_are_no_more_than_asked_for_and_no_more_questions(
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(12):
        published(writer, reviewer, editor, title=f"Gout {number}, gouty or goutish")
    for limit in (1, 2, 8):
        assert len(suggest("gou", limit=limit)) == limit
    offered = suggest("gou")
    assert [bool(each.url) for each in offered] == [True] * 5 + [False] * 3
    with django_assert_max_num_queries(12):
        suggest("gou")

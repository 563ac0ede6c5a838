"""The index follows the record: in the same transaction, and by time alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles import publishing
from articles.models import Edition, SearchEntry, SearchState, SearchWord
from articles.search import indexing
from articles.search.finding import find
from articles.search.results import Asked
from articles.search.suggesting import suggest
from tests.factories import approved, published, text

HOUR = timedelta(hours=1)


def found(words: str, after: timedelta = timedelta()) -> list[int]:
    """The numbers of the editions found, so long after now."""
    hits = find(Asked(words), now=timezone.now() + after).hits
    return [hit.edition.number for hit in hits]


@pytest.fixture
def second(edition: Edition, writer: User, reviewer: User) -> int:
    """The number of an approved second text, about gout."""
    content = replace(edition.revision.content, title="Gout")
    return approved(edition.article, writer, reviewer, content)


def test_an_edition_is_found_at_once_and_the_former_no_more(
    edition: Edition, second: int, editor: User
) -> None:
    assert found("happen") == [1]
    publishing.publish(edition.article, revision=second, by=editor, change_note="Gout.")
    assert (found("happen"), found("gout")) == ([], [2])
    assert SearchEntry.objects.count() == 1


def test_a_scheduled_edition_is_found_when_its_time_comes(
    edition: Edition, second: int, editor: User
) -> None:
    at = timezone.now() + HOUR
    publishing.publish(edition.article, revision=second, by=editor, at=at, change_note="Gout.")
    assert (found("happen"), found("gout")) == ([1], [])
    assert (found("happen", 2 * HOUR), found("gout", 2 * HOUR)) == ([], [2])
    assert suggest("gou") == []
    assert [each.text for each in suggest("gou", now=at)] == ["Gout", "gout"]


def test_a_schedule_taken_back_is_never_found(edition: Edition, second: int, editor: User) -> None:
    at = timezone.now() + HOUR
    publishing.publish(edition.article, revision=second, by=editor, at=at, change_note="Gout.")
    publishing.cancel_schedule(edition.article, by=editor)
    assert (found("happen", 2 * HOUR), found("gout", 2 * HOUR)) == ([1], [])
    assert SearchEntry.objects.get().live_until is None
    assert not SearchWord.objects.filter(word="gout").exists()


def test_a_schedule_moved_is_found_at_its_new_time(
    edition: Edition, second: int, editor: User
) -> None:
    now = timezone.now()
    publishing.publish(
        edition.article, revision=second, by=editor, at=now + HOUR, change_note="Gout."
    )
    publishing.reschedule(edition.article, at=now + 3 * HOUR, by=editor)
    assert (found("gout", 2 * HOUR), found("gout", 4 * HOUR)) == ([], [3])
    assert found("happen", 2 * HOUR) == [1]


def test_a_text_sent_back_is_not_found_when_its_time_comes(
    edition: Edition, second: int, editor: User, reviewer: User
) -> None:
    at = timezone.now() + HOUR
    publishing.publish(edition.article, revision=second, by=editor, at=at, change_note="Gout.")
    publishing.send_back(edition.article, revision=second, by=reviewer, notes="No.")
    assert (found("happen", 2 * HOUR), found("gout", 2 * HOUR)) == ([1], [])


def test_a_withdrawn_article_vanishes_and_comes_back_with_a_new_edition(
    edition: Edition, second: int, editor: User, reviewer: User
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert (found("happen"), SearchEntry.objects.count()) == ([], 0)
    publishing.approve(edition.article, revision=second, by=reviewer)
    publishing.publish(edition.article, revision=second, by=editor, change_note="Gout.")
    assert found("gout") == [2]


def test_redacted_words_are_gone_from_every_table(
    writer: User, reviewer: User, editor: User
) -> None:
    edition = published(writer, reviewer, editor, title="The case of Mary Quigg")
    assert "quigg" in everything()
    publishing.redact(edition.article, text="Mary Quigg", reason="Asked to.", by=editor)
    assert (found("quigg"), found("case")) == ([], [1])
    assert "quigg" not in everything()


def everything() -> str:
    """All that the search keeps, the engine's own tables included."""
    table = "articles_searchkeys" if connection.vendor == "sqlite" else "articles_searchentry"
    kept = [*SearchEntry.objects.values_list(), *SearchWord.objects.values_list()]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT keys FROM {table}")
        return str([*kept, *cursor.fetchall()]).lower()


def test_what_is_rolled_back_is_not_in_the_index(edition: Edition, editor: User) -> None:
    with transaction.atomic():
        publishing.withdraw(edition.article, reason="A recall.", by=editor)
        assert found("happen") == []
        transaction.set_rollback(True)
    assert found("happen") == [1]


def test_the_words_are_counted(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    one = SearchWord.objects.get(word="causes").entries
    other = published(writer, reviewer, editor, content=text())
    assert SearchWord.objects.get(word="causes").entries == one + 1 == 2
    assert SearchState.objects.get().entries == 2
    publishing.withdraw(other.article, reason="A recall.", by=editor)
    assert SearchWord.objects.get(word="causes").entries == 1
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert not SearchWord.objects.exists()
    assert SearchState.objects.get().entries == 0


def test_an_index_that_knows_more_than_the_record_shows_nothing_of_it(
    edition: Edition, editor: User
) -> None:
    """The record has the last word, should an entry have been left behind."""
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    edition.live_until = None
    indexing.write([edition])
    assert found("happen") == []


def test_publishing_asks_no_more_often_for_a_long_history(
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(4):
        content = replace(edition.revision.content, title=f"Gout {number}")
        revision = approved(edition.article, writer, reviewer, content)
        publishing.publish(edition.article, revision=revision, by=editor, change_note="Gout.")
    with django_assert_max_num_queries(4):  # two of them the savepoint's
        indexing.update(edition.article)

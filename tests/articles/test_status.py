"""Where an article stands is told from its record, in one query."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, Status
from tests.factories import approved, published, write

HOUR = timedelta(hours=1)


def seen(article: Article, now: datetime | None = None) -> Article:
    return Article.objects.with_status(now).get(pk=article.pk)


def status(article: Article, now: datetime | None = None) -> str:
    return seen(article, now).status


def test_an_article_goes_from_draft_to_published(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    assert (status(article), seen(article).newest_number) == (Status.DRAFT, None)
    number = write(article, writer).number
    assert (status(article), seen(article).newest_number) == (Status.DRAFT, 1)
    publishing.submit(article, revision=number, by=writer)
    assert status(article) == Status.IN_REVIEW
    publishing.send_back(article, revision=number, by=reviewer, notes="No.")
    assert status(article) == Status.CHANGES_REQUESTED
    publishing.approve(article, revision=number, by=reviewer)
    assert (status(article), seen(article).live_number) == (Status.APPROVED, None)
    publishing.publish(article, revision=number, by=editor)
    assert (status(article), seen(article).live_number) == (Status.PUBLISHED, 1)


def test_a_schedule_comes_true_with_time(
    article: Article, writer: User, reviewer: User, editor: User
) -> None:
    later = timezone.now() + HOUR
    number = approved(article, writer, reviewer)
    publishing.publish(article, revision=number, by=editor, at=later)
    assert (status(article), seen(article).scheduled_for) == (Status.SCHEDULED, later)
    assert (status(article, later), seen(article, later).scheduled_for) == (Status.PUBLISHED, None)
    publishing.cancel_schedule(article, by=editor)
    assert status(article) == Status.APPROVED
    assert status(article, later) == Status.APPROVED


def test_a_draft_beside_a_scheduled_or_live_text_is_a_draft(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article, later = edition.article, timezone.now() + HOUR
    write(article, writer, title="A draft")
    assert (status(article), seen(article).live_number) == (Status.DRAFT, 1)
    number = approved(article, writer, reviewer, title="A change")
    publishing.publish(article, revision=number, by=editor, at=later)
    write(article, writer, title="Another draft")
    assert (status(article), seen(article).scheduled_for) == (Status.DRAFT, later)


def test_a_withdrawn_article_says_so_until_it_is_published_again(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert (status(article), seen(article).live_number) == (Status.WITHDRAWN, None)
    number = approved(article, writer, reviewer, title="Put right")
    assert status(article) == Status.APPROVED
    publishing.publish(article, revision=number, by=editor)
    assert (status(article), seen(article).live_number) == (Status.PUBLISHED, 2)


def test_an_approval_from_before_a_withdrawal_no_longer_counts(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    number = approved(article, writer, reviewer, title="Approved before")
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert status(article) == Status.WITHDRAWN
    publishing.submit(article, revision=number, by=writer)
    assert status(article) == Status.IN_REVIEW
    publishing.approve(article, revision=number, by=reviewer)
    assert status(article) == Status.APPROVED


def test_a_live_text_reviewed_anew_is_withdrawn_with_its_article(
    edition: Edition, reviewer: User, editor: User
) -> None:
    publishing.approve(edition.article, revision=1, by=reviewer)
    assert status(edition.article) == Status.APPROVED
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert status(edition.article) == Status.WITHDRAWN


def test_the_very_text_that_was_withdrawn_takes_the_road_once_more(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    publishing.withdraw(article, reason="A recall.", by=editor)
    publishing.submit(article, revision=1, by=writer)
    assert status(article) == Status.IN_REVIEW
    publishing.send_back(article, revision=1, by=reviewer, notes="Say why.")
    assert status(article) == Status.CHANGES_REQUESTED
    publishing.submit(article, revision=1, by=writer)
    assert status(article) == Status.IN_REVIEW
    publishing.approve(article, revision=1, by=reviewer)
    assert status(article) == Status.APPROVED
    publishing.publish(article, revision=1, by=editor)
    assert status(article) == Status.PUBLISHED


def test_a_live_text_submitted_anew_is_in_review(
    edition: Edition, writer: User, reviewer: User
) -> None:
    publishing.submit(edition.article, revision=1, by=writer)
    assert status(edition.article) == Status.IN_REVIEW
    assert seen(edition.article).live_number == 1
    publishing.approve(edition.article, revision=1, by=reviewer)
    assert status(edition.article) == Status.APPROVED


def test_a_discarded_article_is_discarded(article: Article, editor: User) -> None:
    publishing.discard(article, by=editor)
    assert status(article) == Status.DISCARDED
    assert not Article.objects.kept().exists()


def test_the_list_is_one_query_however_long(
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _ in range(3):
        published(writer, reviewer, editor)
    with django_assert_num_queries(1):
        assert [row.status for row in Article.objects.with_status()] == [Status.PUBLISHED] * 3

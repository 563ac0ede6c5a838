"""The command publishes as the desk's button does, and refuses for the same reasons."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone

from articles import publishing
from articles.models import Article, Disclaimer, Edition
from tests.factories import CITE, approved, write


@pytest.fixture
def number(article: Article, writer: User, reviewer: User) -> int:
    return approved(article, writer, reviewer)


def run(article: Article, number: int, by: str = "editor", *options: str) -> str:
    out = io.StringIO()
    call_command(
        "publish_article", article.slug, f"--revision={number}", f"--by={by}", *options, stdout=out
    )
    return out.getvalue()


def refused(article: Article, number: int, reason: str, by: str = "editor", *options: str) -> None:
    before = Edition.objects.count()
    with pytest.raises(CommandError, match=reason):
        run(article, number, by, *options)
    assert Edition.objects.count() == before


def test_approved_text_goes_live(article: Article, number: int, editor: User) -> None:
    assert f"Edition 1 of {article.slug} is live" in run(article, number)
    assert Edition.objects.live().get().published_by == editor


def test_time_to_come_is_a_schedule(article: Article, number: int, editor: User) -> None:
    at = timezone.now() + timedelta(days=3)
    run(article, number, "editor", f"--at={at.isoformat()}")
    assert Edition.objects.scheduled().get().published_at == at
    refused(article, number, "is scheduled")


@pytest.mark.parametrize(
    ("at", "reason"),
    [("2020-01-01T09:00Z", "passed"), ("2031-03-01T09:00", "time zone")],
)
def test_unclear_time_is_refused(
    article: Article, number: int, editor: User, at: str, reason: str
) -> None:
    refused(article, number, reason, "editor", f"--at={at}")


def test_who_may_not_publish_is_refused(article: Article, number: int, outsider: User) -> None:
    refused(article, number, "may not publish", "outsider")
    refused(article, number, "no user “nobody”", "nobody")


def test_unknown_article_and_revision_are_refused(
    article: Article, number: int, editor: User
) -> None:
    refused(article, 9, "no revision 9")
    refused(Article(slug="none"), 1, "no article “none”")


def test_unreviewed_and_sent_back_texts_are_refused(
    article: Article, number: int, writer: User, reviewer: User, editor: User
) -> None:
    publishing.send_back(article, revision=number, by=reviewer, notes="No.")
    refused(article, number, "asked for changes")
    later = write(article, writer, title="Anew").number
    refused(article, later, "no medical review")
    refused(article, number, "has since saved")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "title"),
        ({"byline": []}, "author"),
        ({"body": f"<p>See.{CITE.format('nothing')}</p>"}, "no such reference"),
        (
            {"key_points": "", "faqs": [], "body": f"<p>{CITE.format('second2020')}</p>"},
            "No mark leads to first2020",
        ),
    ],
)
def test_incomplete_text_is_refused(
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    changes: dict[str, Any],
    reason: str,
) -> None:
    refused(article, approved(article, writer, reviewer, **changes), reason)


def test_article_without_topic_is_refused(article: Article, number: int, editor: User) -> None:
    Article.objects.update(topic=None)
    refused(article, number, "topic")


def test_nothing_goes_live_without_a_disclaimer(
    article: Article, number: int, editor: User
) -> None:
    QuerySet(Disclaimer).delete()
    refused(article, number, "disclaimer")


def test_discarded_article_is_refused(article: Article, number: int, editor: User) -> None:
    article = publishing.discard(article, by=editor)
    refused(article, number, "discarded")


def test_run_twice_it_makes_one_edition(article: Article, number: int, editor: User) -> None:
    run(article, number)
    refused(article, number, "live already")

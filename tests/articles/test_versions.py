"""The page cache never shows a reader what is no longer so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.flatpages.models import FlatPage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import bylines, publishing, versions
from articles.models import Article, Author, Disclaimer, Edition, Topic
from tests.factories import published, write

pytestmark = pytest.mark.usefixtures("page_cache")

NEXT_DAY = timedelta(days=1)


def test_kept_page_costs_three_queries_and_that_of_an_article_one_for_its_replies(
    client: Client, edition: Edition
) -> None:
    for url, queries in (("/", 3), (edition.article.get_absolute_url(), 4)):
        made = client.get(url)
        with CaptureQueriesContext(connection) as asked:
            kept = client.get(url)
        assert kept.content == made.content
        assert len(asked) == queries


def test_edition_is_seen_at_once(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    urls = [edition.article.get_absolute_url(), "/", "/articles/"]
    assert all(edition.title in client.get(url).text for url in urls)
    number = write(edition.article, writer, title="A better question").number
    publishing.approve(edition.article, revision=number, by=reviewer)
    publishing.publish(edition.article, revision=number, by=editor)
    assert all("A better question" in client.get(url).text for url in urls)


def test_withdrawal_is_seen_at_once(client: Client, edition: Edition, editor: User) -> None:
    url = edition.article.get_absolute_url()
    client.get(url)
    client.get("/articles/")
    publishing.withdraw(edition.article, reason="Wrong.", by=editor)
    assert client.get(url).status_code == 410
    assert edition.title not in client.get("/articles/").text


def test_schedule_comes_by_time_alone(
    client: Client,
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    at: Callable[[timedelta], None],
) -> None:
    number = write(article, writer, title="A question to come").number
    publishing.approve(article, revision=number, by=reviewer)
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=soon)
    assert "A question to come" not in client.get("/articles/").text
    at(timedelta(minutes=6))
    assert "A question to come" in client.get("/articles/").text


def test_review_falls_overdue_by_time_alone(
    client: Client, edition: Edition, at: Callable[[timedelta], None]
) -> None:
    today = timezone.localdate()
    type(edition.review).objects.filter(pk=edition.review.pk).overwrite(due_on=today)
    url = edition.article.get_absolute_url()
    assert "Next review due" in client.get(url).text
    at(NEXT_DAY)
    assert "Review was due" in client.get(url).text


def test_disclaimer_comes_into_force_by_time_alone(
    client: Client, edition: Edition, at: Callable[[timedelta], None]
) -> None:
    client.get("/")
    soon = timezone.now() + timedelta(minutes=5)
    Disclaimer(short="New.", full="New.", site="A new wording.", in_force_from=soon).append()
    assert "A new wording." not in client.get("/").text
    at(timedelta(minutes=6))
    assert "A new wording." in client.get("/").text


def test_change_of_name_is_seen_at_once(client: Client, edition: Edition, editor: User) -> None:
    urls = [edition.article.get_absolute_url(), "/authors/ada-example/"]
    assert all("Dr Ada Example" in client.get(url).text for url in urls)
    reviewer = Author.objects.get(slug="ada-example")
    bylines.rename(reviewer, name="Dr Ada Newname", by=editor)
    assert all("Dr Ada Newname" in client.get(url).text for url in urls)


def rename_topic(edition: Edition) -> None:
    Topic.objects.update(name="Another name")


def move_article(edition: Edition) -> None:
    other = Topic.objects.create(name="Another name", slug="another")
    Article.objects.update(topic=other)


def edit_profile(edition: Edition) -> None:
    Author.objects.update(bio="<p>Another name</p>")


def edit_policy(edition: Edition) -> None:
    FlatPage.objects.update(content="<p>Another name</p>")


@pytest.mark.parametrize(
    ("change", "url"),
    [
        (rename_topic, "/"),
        (rename_topic, "/contact/"),
        (move_article, "/articles/the-article/"),
        (edit_profile, "/authors/ada-example/"),
        (edit_policy, "/terms/"),
    ],
)
def test_what_is_edited_in_place_is_seen_at_once(
    client: Client,
    writer: User,
    reviewer: User,
    editor: User,
    change: Callable[[Edition], None],
    url: str,
) -> None:
    edition = published(writer, reviewer, editor, slug="the-article")
    assert "Another name" not in client.get(url).text
    change(edition)
    assert "Another name" in client.get(url).text


def test_sample_mark_is_seen_at_once(client: Client, edition: Edition) -> None:
    assert "Sample article" not in client.get("/").text
    Article.objects.update(sample=True)
    assert "Sample article" in client.get("/").text


def test_draft_changes_no_page(edition: Edition, article: Article, writer: User) -> None:
    before = versions.version("/")
    write(article, writer)
    write(edition.article, writer, title="Not yet")
    assert versions.version("/") == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "//", "/%s/", "/'; --/", "/authors/%(slug)s/", "/x" * 999, "/\0/"]
)
def test_every_path_has_a_version(path: str) -> None:
    assert versions.version(path) == versions.version(path)
    assert versions.next_moment(path) > timezone.now()


def test_reload_of_an_unchanged_page_is_a_304(client: Client, edition: Edition) -> None:
    url = edition.article.get_absolute_url()
    etag = client.get(url).headers["ETag"]
    again = client.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")

"""Where a person is named: on their page, in their feed, to programs and to search engines; by what
editions say, and by those that are live."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import bylines, portfolio, publishing
from articles.content import Content, Signature
from articles.models import Article, Author, Edition
from tests.factories import AuthorFactory, approved, published, text

migration = import_module("articles.migrations.0013_fill_authors")
At = Callable[[timedelta], None]
EVERYWHERE = {"page", "feed", "author", "authors", "articles", "sitemap"}


def signed(*authors: Author) -> Content:
    """A text of theirs."""
    return text(byline=[Signature(author.pk, author.name) for author in authors])


def shown(client: Client, author: Author) -> set[str]:
    """Where the person shows."""
    page, api = author.get_absolute_url(), "/api/v1/"
    answers = {
        "page": client.get(page),
        "feed": client.get(f"{page}feed/"),
        "author": client.get(f"{api}authors/{author.slug}/"),
        "articles": client.get(f"{api}articles/?author={author.slug}"),
    }
    found = {name for name, answer in answers.items() if answer.status_code == 200}
    lists = {"authors": f"{api}authors/", "sitemap": "/sitemap-authors-1.xml"}
    return found | {name for name, url in lists.items() if f"{page}<" in told(client, url)}


def told(client: Client, url: str) -> str:
    """The addresses that an answer holds, each with a mark at its end."""
    return client.get(url).text.replace('"', "<")


def works(client: Client, author: Author) -> list[str]:
    """The titles that programs are told of."""
    answer = client.get(f"/api/v1/articles/?author={author.slug}").json()
    return [each["title"] for each in answer["data"]]


@pytest.fixture
def author(db: None) -> Author:
    """Somebody who has published nothing yet."""
    return AuthorFactory(name="Ann Old", slug="ann-old")


@pytest.fixture
def work(author: Author, writer: User, reviewer: User, editor: User) -> Edition:
    """Their only article."""
    return published(writer, reviewer, editor, content=signed(author))


def test_author_of_a_live_article_shows_everywhere(
    client: Client, work: Edition, author: Author
) -> None:
    assert shown(client, author) == EVERYWHERE
    assert work.title in client.get(author.get_absolute_url()).text
    assert shown(client, AuthorFactory(slug="nobody")) == set()


def test_renamed_author_keeps_their_articles(
    client: Client, work: Edition, author: Author, editor: User
) -> None:
    bylines.rename(author, name="Ann New", by=editor)
    author.slug = "ann-new"
    author.save()
    assert shown(client, author) == EVERYWHERE
    page = client.get("/authors/ann-old/")
    assert (page.status_code, page["Location"]) == (301, "/authors/ann-new/")
    assert "Articles by Ann New" in client.get("/authors/ann-new/").text
    answer = client.get("/api/v1/articles/?author=ann-old").json()
    assert [each["title"] for each in answer["data"]] == [work.title]


def test_author_whose_only_article_was_withdrawn_shows_nowhere(
    client: Client, work: Edition, author: Author, editor: User
) -> None:
    publishing.withdraw(work.article, reason="A recall.", by=editor)
    assert shown(client, author) == set()


@pytest.fixture
def scheduled(
    article: Article, author: Author, writer: User, reviewer: User, editor: User
) -> Article:
    """An article of the author's, public in five minutes."""
    number = approved(article, writer, reviewer, signed(author))
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=soon)
    return article


def test_author_of_a_scheduled_edition_shows_when_its_time_comes(
    client: Client, scheduled: Article, author: Author, at: At
) -> None:
    assert shown(client, author) == set()
    at(timedelta(minutes=6))
    assert shown(client, author) == EVERYWHERE


def test_author_of_a_cancelled_schedule_never_shows(
    client: Client, scheduled: Article, author: Author, editor: User, at: At
) -> None:
    publishing.cancel_schedule(scheduled, by=editor)
    at(timedelta(minutes=6))
    assert shown(client, author) == set()


def test_author_of_an_older_edition_only_shows_nowhere(
    client: Client, work: Edition, author: Author, writer: User, reviewer: User, editor: User
) -> None:
    other = AuthorFactory(slug="other")
    number = approved(work.article, writer, reviewer, replace(signed(other), title="Anew"))
    publishing.publish(work.article, revision=number, by=editor)
    assert shown(client, author) == set()
    assert shown(client, other) == EVERYWHERE
    assert works(client, other) == ["Anew"]


def test_feed_tells_of_older_editions_that_name_the_author(
    client: Client, work: Edition, author: Author, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(work.article, writer, reviewer, replace(signed(AuthorFactory()), title="B"))
    publishing.publish(work.article, revision=number, by=editor)
    published(writer, reviewer, editor, content=replace(signed(author), title="Elsewhere"))
    feed = client.get(f"{author.get_absolute_url()}feed/").text
    assert work.title in feed
    assert "Elsewhere" in feed
    assert works(client, author) == ["Elsewhere"]


def test_authors_of_one_article_both_have_it_once(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    first, second = AuthorFactory(slug="first"), AuthorFactory(slug="second")
    edition = published(writer, reviewer, editor, content=signed(first, second, first))
    published(writer, reviewer, editor, content=replace(signed(second), title="Alone"))
    assert works(client, first) == [edition.title]
    assert works(client, second) == ["Alone", edition.title]
    people = {each["slug"]: each for each in client.get("/api/v1/authors/").json()["data"]}
    counts = [people[slug]["written"] for slug in ("first", "second")]
    assert (counts, people["ada-example"]["reviewed"]) == ([1, 2], 2)


def test_working_copy_names_nobody(client: Client, work: Edition, author: Author) -> None:
    newcomer = AuthorFactory(slug="newcomer")
    work.article.bylines.update(author=newcomer)
    assert shown(client, newcomer) == set()
    assert shown(client, author) == EVERYWHERE


def test_editions_know_whom_their_texts_name(work: Edition, author: Author, editor: User) -> None:
    """After a redaction too."""
    assert list(work.authors.all()) == [author]
    publishing.redact(work.article, text=author.name, reason="Asked to.", by=editor)
    work.revision.refresh_from_db()
    assert [each.author for each in work.revision.content.byline] == [author.pk]
    assert list(work.authors.all()) == [author]


def test_names_of_those_who_are_gone_are_passed_over(
    writer: User, reviewer: User, editor: User
) -> None:
    gone = Signature(10**6, "Somebody Gone")
    author = AuthorFactory()
    kept = Signature(author.pk, author.name)
    edition = published(writer, reviewer, editor)
    content = replace(edition.revision.content, byline=[gone, kept])
    edition.revision.frozen_content = content.to_json()
    type(edition.revision).objects.filter(pk=edition.revision.pk).overwrite(
        frozen_content=content.to_json()
    )
    migration.empty(apps, None)
    migration.fill(apps, None)
    assert list(edition.authors.all()) == [author]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_migration_finds_the_authors_of_every_edition(
    writer: User, reviewer: User, editor: User, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    editions = [published(writer, reviewer, editor) for _ in range(3)]
    together = published(writer, reviewer, editor, content=signed(AuthorFactory(), AuthorFactory()))
    before = {edition.pk: set(edition.authors.all()) for edition in [*editions, together]}
    monkeypatch.setattr(migration, "AT_A_TIME", size)
    migration.empty(apps, None)
    assert not Edition.authors.through.objects.exists()
    for _ in range(2):
        migration.fill(apps, None)
        after = {edition.pk: set(edition.authors.all()) for edition in [*editions, together]}
        assert after == before


def test_portfolios_are_counted_in_two_queries(
    work: Edition, author: Author, django_assert_num_queries: Callable[..., object]
) -> None:
    other: Author = AuthorFactory()
    people = [author, other, Author.objects.get(slug="ada-example")]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        portfolios = portfolio.of(people)
    counts = [(portfolios[each.pk].written, portfolios[each.pk].reviewed) for each in people]
    assert counts == [(1, 0), (0, 0), (0, 1)]

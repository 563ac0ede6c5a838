"""The list of articles: what it tells, in which order, and how it is narrowed down."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin.bulk import ACTIONS
from articles.models import Article, Author, Edition, Review
from tests.articles.admin.browser import signed_in
from tests.factories import ArticleFactory, approved, published, write

LIST = "/admin/articles/article/"
DAY = timedelta(days=1)


def slugs(who: User, **query: str) -> set[str]:
    """The articles that the list shows."""
    listed = signed_in(who).get(LIST, query, follow=True).context["cl"]
    return {article.slug for article in listed.result_list}


@pytest.fixture
def draft(writer: User) -> Article:
    """A draft called What is a draft?"""
    article = ArticleFactory(slug="draft", created_by=writer)
    write(article, writer, title="What is a draft?")
    return article


def test_list_tells_where_each_article_stands(edition: Edition, draft: Article) -> None:
    response = signed_in(draft.created_by).get(reverse("admin:articles_article_changelist"))
    shown = " ".join(response.content.decode().split())
    assert '<td class="field-status">Published</td>' in shown
    assert '<td class="field-status">Draft</td>' in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"draft", "live"}),
        ({"status": "draft"}, {"draft"}),
        ({"status": "published"}, {"live"}),
        ({"status": "withdrawn"}, set()),
        ({"status": "discarded"}, {"discarded"}),
        ({"status": "nonsense"}, {"draft", "live"}),
        ({"q": "what is a"}, {"draft"}),
        ({"q": "liv"}, {"live"}),
        ({"q": "second2020"}, {"draft", "live"}),
        ({"q": "a study of"}, {"draft", "live"}),
        ({"q": "10.1000/example"}, {"draft", "live"}),
        ({"mine": "yes"}, set()),
        ({"mine": "no"}, {"draft", "live"}),
        ({"due": "overdue"}, set()),
        ({"due": "soon"}, set()),
        ({"due": "later"}, {"live"}),
        ({"due": "\0"}, {"draft", "live"}),
        ({"schedule": "yes"}, set()),
        ({"schedule": "no"}, {"draft", "live"}),
        ({"schedule": "nonsense"}, {"draft", "live"}),
        ({"author": "1'; --"}, {"draft", "live"}),
        ({"reviewer": "9" * 40}, {"draft", "live"}),
        ({"q": "\0"}, {"draft", "live"}),
        ({"q": "🦴" * 300}, set()),
        ({"o": "2.-3.x"}, {"draft", "live"}),
        ({"topic__id__exact": "\0"}, {"draft", "live"}),
        ({"p": "9" * 30}, {"draft", "live"}),
    ],
)
def test_list_is_filtered_and_searched(
    draft: Article,
    writer: User,
    reviewer: User,
    editor: User,
    query: dict[str, str],
    expected: set[str],
) -> None:
    published(writer, reviewer, editor, slug="live")
    gone = ArticleFactory(slug="gone")
    publishing.discard(gone, by=editor)
    names = {slug.partition("-")[0] for slug in slugs(editor, **query)}
    assert names == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "overdue"), (0, "soon"), (60, "soon"), (61, "later")],
)
def test_list_is_narrowed_down_by_the_next_review(
    edition: Edition, editor: User, days: int, expected: str
) -> None:
    due_on = timezone.localdate() + DAY * days
    Review.objects.filter(pk=edition.review_id).overwrite(due_on=due_on)
    for due in ("overdue", "soon", "later"):
        assert (slugs(editor, due=due) == {edition.article.slug}) is (due == expected)


def test_list_by_status_follows_a_withdrawn_text_to_its_fresh_review(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    publishing.approve(article, revision=1, by=reviewer)
    publishing.withdraw(article, reason="A recall.", by=editor)
    assert slugs(editor, status="withdrawn") == {article.slug}
    publishing.submit(article, revision=1, by=writer)
    assert slugs(editor, status="in-review") == {article.slug}
    publishing.approve(article, revision=1, by=reviewer)
    assert slugs(editor, status="approved") == {article.slug}


def test_list_is_narrowed_down_by_schedule(
    draft: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(draft, writer, reviewer)
    publishing.publish(draft, revision=number, by=editor, at=timezone.now() + DAY)
    assert (slugs(editor, schedule="yes"), slugs(editor, schedule="older")) == ({"draft"}, set())
    write(draft, writer, title="Newer than what is scheduled")
    assert slugs(editor, schedule="older") == {"draft"}
    assert slugs(editor, schedule="no") == set()


def test_list_is_narrowed_down_by_people(
    draft: Article, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    live = edition.article.slug
    assert slugs(writer, mine="yes") == {"draft", live}
    write(edition.article, editor, title="An editor's change")
    assert slugs(editor, mine="yes") == {live}
    author = Author.objects.get(bylines__article=draft)
    assert slugs(editor, author=str(author.pk)) == {"draft"}
    assert slugs(editor, q=author.name) == {"draft"}
    assert slugs(editor, reviewer=str(reviewer.pk)) == {live}


def test_what_was_saved_last_comes_first(draft: Article, writer: User, editor: User) -> None:
    ArticleFactory(slug="never-saved")
    write(ArticleFactory(slug="later"), writer)
    listed = signed_in(editor).get(LIST).context["cl"].result_list
    assert [article.slug for article in listed] == ["later", "draft", "never-saved"]


def test_queries_of_the_list_do_not_grow(
    writer: User, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = signed_in(writer)
    write(ArticleFactory(), writer)
    with django_assert_max_num_queries(10) as few:
        client.get(LIST)
    for _ in range(12):
        write(ArticleFactory(), writer)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_articles_are_not_deleted(draft: Article, superuser: User) -> None:
    assert "delete_selected" not in ACTIONS
    client = signed_in(superuser)
    sent = {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}
    client.post(LIST, sent, follow=True)
    assert client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=draft.pk).exists()

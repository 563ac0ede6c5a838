"""The list of articles: what it tells, how it is searched, and its two actions."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles import publishing
from articles.models import Article, Edition, Submission
from tests.articles.admin.browser import messages, signed_in
from tests.factories import ArticleFactory, published, write

LIST = "/admin/articles/article/"


def act(who: User, action: str, *articles: Article) -> str:
    """Tick the articles and run the list's action; what the page tells then."""
    sent = {"action": action, "_selected_action": [article.pk for article in articles]}
    return messages(signed_in(who).post(LIST, sent, follow=True))


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


def test_queries_of_the_list_do_not_grow(
    writer: User, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = signed_in(writer)
    write(ArticleFactory(), writer)
    with django_assert_max_num_queries(8) as few:
        client.get(LIST)
    for _ in range(12):
        write(ArticleFactory(), writer)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_selected_articles_are_submitted(draft: Article, writer: User) -> None:
    told = act(writer, "submit_selected", draft)
    assert "Submitted: What is a draft?" in told
    assert Submission.objects.get().revision.article == draft


def test_selected_articles_are_published_and_each_refusal_is_told(
    draft: Article, writer: User, reviewer: User, editor: User
) -> None:
    ready = ArticleFactory(slug="ready")
    write(ready, writer, title="What is ready?")
    publishing.approve(ready, revision=1, by=reviewer)
    told = act(editor, "publish_selected", draft, ready, ArticleFactory(title="Empty"))
    assert "Published: What is ready?" in told
    assert "What is a draft?: Revision 1 has no medical review yet." in told
    assert "Empty: This article has no revision 0." in told
    assert Edition.objects.get().article == ready


def test_actions_are_for_those_who_may(draft: Article, writer: User, reviewer: User) -> None:
    publishing.approve(draft, revision=1, by=reviewer)
    act(writer, "publish_selected", draft)
    assert not Edition.objects.exists()
    act(reviewer, "submit_selected", draft)
    assert not Submission.objects.exists()


def test_articles_are_not_deleted(draft: Article, superuser: User) -> None:
    act(superuser, "delete_selected", draft)
    client = signed_in(superuser)
    assert client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=draft.pk).exists()

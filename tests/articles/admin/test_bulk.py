"""Many articles at once: each by the same verb as alone, foretold, and each refusal told."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.admin.bulk import MOST
from articles.models import Article, Edition, Revision, Submission, Withdrawal
from tests.articles.admin.browser import fields, messages, signed_in
from tests.factories import ArticleFactory, approved, published, write

LIST = "/admin/articles/article/"
LATER = timezone.now() + timedelta(days=3)


def tick(client: Any, action: str, *articles: Article, query: str = "", **more: Any) -> Any:
    """Tick the articles and choose the action; the page that comes of it."""
    sent = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST + query, sent | more, follow=True)


def confirm(client: Any, page: Any, **answers: Any) -> str:
    """Fill in the page that asks for confirmation and press its button; what is told then."""
    sent = fields(page) | answers
    soup = BeautifulSoup(page.content, "html.parser")
    chosen = [tag["value"] for tag in soup.select("input[name=_selected_action]")]
    return messages(client.post(LIST, sent | {"_selected_action": chosen}, follow=True))


def words(page: Any) -> str:
    main = BeautifulSoup(page.content, "html.parser").select_one("#content-main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.fixture
def draft(writer: User) -> Article:
    """A draft called What is a draft?"""
    article = ArticleFactory(slug="draft", created_by=writer)
    write(article, writer, title="What is a draft?")
    return article


@pytest.fixture
def ready(writer: User, reviewer: User) -> Article:
    """An approved article called What is ready?"""
    article = ArticleFactory(slug="ready", created_by=writer)
    approved(article, writer, reviewer, title="What is ready?")
    return article


def test_articles_are_submitted_at_once_and_each_refusal_is_told(
    draft: Article, writer: User
) -> None:
    told = messages(tick(signed_in(writer), "submit_selected", draft, ArticleFactory(title="No")))
    assert "Submitted: What is a draft?." in told
    assert "No: This article has no revision 0." in told
    assert Submission.objects.get().revision.article == draft


def test_publishing_is_foretold_and_nothing_is_done_yet(
    draft: Article, ready: Article, editor: User
) -> None:
    page = tick(signed_in(editor), "publish_selected", draft, ready)
    shown = words(page)
    assert "What is a draft? : Revision 1 has no medical review yet." in shown
    assert "What is ready? : revision 1 goes live at once as edition 1 (first edition)." in shown
    assert not Edition.objects.exists()


def test_confirmed_articles_are_published(draft: Article, ready: Article, editor: User) -> None:
    client = signed_in(editor)
    told = confirm(client, tick(client, "publish_selected", draft, ready))
    assert "Published: What is ready?." in told
    assert Edition.objects.get().article == ready


def test_text_saved_after_the_question_is_not_published(
    ready: Article, writer: User, reviewer: User, editor: User
) -> None:
    client = signed_in(editor)
    page = tick(client, "publish_selected", ready)
    approved(ready, writer, reviewer, title="Approved meanwhile")
    assert "You were shown revision 1" in confirm(client, page)
    assert not Edition.objects.exists()


def test_update_needs_a_note_for_readers(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    approved(edition.article, writer, reviewer, title="Changed")
    client = signed_in(editor)
    page = tick(client, "publish_selected", edition.article)
    assert "as edition 2 (update)" in words(page)
    assert "say what changed" in confirm(client, page)
    assert Edition.objects.count() == 1
    confirm(client, page, change_note="A better title.")
    assert Edition.objects.get(number=2).change_note == "A better title."


def test_withdrawing_asks_for_the_reason(
    edition: Edition, draft: Article, writer: User, editor: User
) -> None:
    client = signed_in(editor)
    page = tick(client, "withdraw_selected", edition.article, draft)
    assert "draft? : This article is not live" in words(page)
    assert "This field is required." in confirm(client, page, reason=" ")
    assert not Withdrawal.objects.exists()
    told = confirm(client, page, reason="A recall.")
    assert f"Withdrawn: {edition.title}" in told
    assert Withdrawal.objects.get().reason == "A recall."


def test_many_are_retracted_each_or_not(
    writer: User, reviewer: User, editor: User, edition: Edition
) -> None:
    month = timezone.now() - timedelta(days=30)
    Edition.objects.filter(pk=edition.pk).overwrite(published_at=month)
    new = published(writer, reviewer, editor, title="Published today")
    since = timezone.localdate() - timedelta(days=9)
    client = signed_in(editor)
    page = tick(client, "withdraw_selected", edition.article, new.article)
    told = confirm(client, page, reason="False.", kind="retraction", wrong_since=since)
    assert "Published today: Readers have had this article since" in told
    assert Withdrawal.objects.get().article == edition.article


def test_schedules_are_cancelled(ready: Article, draft: Article, editor: User) -> None:
    publishing.publish(ready, revision=1, by=editor, at=LATER)
    client = signed_in(editor)
    page = tick(client, "cancel_selected", ready, draft)
    assert "will not appear." in words(page)
    assert "Nothing is scheduled for this article." in words(page)
    assert Edition.objects.scheduled().exists()
    assert "Cancelled: What is ready?." in confirm(client, page)
    assert not Edition.objects.scheduled().exists()


def test_where_nothing_can_be_done_there_is_no_button(draft: Article, editor: User) -> None:
    page = tick(signed_in(editor), "publish_selected", draft)
    assert not BeautifulSoup(page.content, "html.parser").select("#content-main [type=submit]")


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 50, "-1", "١"])
def test_forged_number_publishes_nothing(ready: Article, editor: User, number: str) -> None:
    more = {"confirmed": "yes", f"revision-{ready.pk}": number}
    told = messages(tick(signed_in(editor), "publish_selected", ready, **more))
    assert "no revision" in told
    assert not Edition.objects.exists()


def test_article_that_left_the_list_meanwhile_is_told(
    ready: Article, draft: Article, editor: User
) -> None:
    query = "?status=approved"
    page = tick(signed_in(editor), "publish_selected", ready, draft, query=query)
    assert "1 of those chosen are no longer in this list" in messages(page)


def test_more_than_can_be_looked_at_are_refused(writer: User, editor: User) -> None:
    articles = [ArticleFactory(created_by=writer) for _ in range(MOST + 1)]
    told = messages(tick(signed_in(editor), "publish_selected", *articles))
    assert f"Choose at most {MOST} articles at a time." in told


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("writer", "publish_selected"),
        ("writer", "withdraw_selected"),
        ("writer", "cancel_selected"),
        ("reviewer", "submit_selected"),
        ("reviewer", "publish_selected"),
    ],
)
def test_actions_are_for_those_who_may(
    ready: Article, edition: Edition, request: pytest.FixtureRequest, who: str, action: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    more = {"confirmed": "yes", "reason": "No.", f"revision-{ready.pk}": "1"}
    tick(client, action, ready, edition.article, **more)
    assert Edition.objects.count() == 1
    assert not Submission.objects.exists()
    assert not Withdrawal.objects.exists()


def test_foretelling_leaves_no_trace(ready: Article, edition: Edition, editor: User) -> None:
    client, before = signed_in(editor), Revision.objects.count()
    for action in ("publish_selected", "withdraw_selected", "cancel_selected"):
        assert tick(client, action, ready, edition.article).status_code == 200
    assert (Edition.objects.count(), Withdrawal.objects.count()) == (1, 0)
    assert Revision.objects.count() == before
    assert not messages(client.get(LIST))

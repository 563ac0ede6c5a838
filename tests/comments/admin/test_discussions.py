"""Articles and their replies: how many there are, and whether more are taken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import Article, Edition
from comments import discussions, moderation
from comments.models import Discussion
from tests.articles.admin.browser import messages, signed_in
from tests.comments.admin.desk import approved, words
from tests.factories import CommentFactory, published

LIST = "/admin/comments/discussion/"
HOSTILE = "<script>alert(1)</script>"


def change_page(article: Article) -> str:
    row = Discussion.objects.get(article=article)
    return reverse("admin:comments_discussion_change", args=[row.pk])


def row(who: User, query: str = "") -> dict[str, str]:
    """The one row of the list, by its columns."""
    soup = BeautifulSoup(signed_in(who).get(LIST + query).content, "html.parser")
    cells = soup.select("#result_list tbody tr:only-child > [class^=field-]")
    return {str(cell["class"][0]): cell.get_text(" ", strip=True) for cell in cells}


def aged(edition: Edition, days: int) -> None:
    at = edition.published_at - timedelta(days=days)
    Edition.objects.filter(pk=edition.pk).overwrite(published_at=at)


def test_replies_of_an_article_are_counted(edition: Edition, moderator: User) -> None:
    approved(CommentFactory(edition=edition), moderator)
    for _ in range(2):
        CommentFactory(edition=edition)
    moderation.mark_spam(CommentFactory(edition=edition), by=moderator)
    cells = row(moderator)
    assert cells["field-article"] == edition.title
    assert (cells["field-approved"], cells["field-waiting"]) == ("1", "2")
    assert cells["field-standing"] == "Open"
    assert cells["field-last_reply"] != "-"


def test_list_says_why_and_until_when(
    edition: Edition, moderator: User, editor: User, settings: LazySettings
) -> None:
    CommentFactory(edition=edition)
    settings.COMMENTS_CLOSE_AFTER_DAYS = 30
    assert row(moderator)["field-standing"].startswith("Open until ")
    aged(edition, 31)
    assert row(moderator)["field-standing"].startswith("Closed since ")
    discussions.set_rule(edition.article, "open", by=moderator)
    assert row(moderator)["field-standing"] == "Open whatever its age by moderator"
    discussions.set_rule(edition.article, "closed", by=moderator)
    assert row(moderator)["field-standing"] == "Closed by moderator"
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert row(moderator)["field-standing"] == "Closed: the article is not on the site"


@pytest.mark.parametrize("days", [0, 30])
@pytest.mark.parametrize("age", [0, 31])
@pytest.mark.parametrize("rule", Discussion.Rule.values)
def test_list_and_form_agree_on_what_is_closed(
    edition: Edition, moderator: User, settings: LazySettings, rule: str, age: int, days: int
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = days
    aged(edition, age)
    discussion = discussions.set_rule(edition.article, rule, by=moderator)
    live = Edition.objects.live().get()
    is_closed = discussions.closed().filter(pk=discussion.pk).exists()
    assert is_closed == (not discussions.is_open(discussion, live))
    assert bool(row(moderator, "?open=no")) == is_closed
    assert bool(row(moderator, "?open=yes")) != is_closed


def test_replies_are_closed_and_opened_by_hand(edition: Edition, moderator: User) -> None:
    CommentFactory(edition=edition)
    client = signed_in(moderator)
    for rule in ("closed", "open", "by-age"):
        client.post(change_page(edition.article), {"rule": rule}, follow=True)
        discussion = Discussion.objects.get()
        assert (discussion.rule, discussion.changed_by) == (rule, moderator)
        assert discussion.last_number == 1


def test_article_without_replies_is_closed_too(edition: Edition, moderator: User) -> None:
    client = signed_in(moderator)
    assert edition.title in words(client.get(f"{LIST}add/"))
    sent = {"article": edition.article.pk, "rule": "closed"}
    page = client.post(f"{LIST}add/", sent, follow=True)
    assert "successfully" in messages(page)
    assert Discussion.objects.get(article=edition.article).rule == "closed"
    assert edition.title not in str(
        BeautifulSoup(client.get(f"{LIST}add/").content, "html.parser").select("option")
    )


def test_only_articles_on_the_site_are_offered(article: Article, moderator: User) -> None:
    client = signed_in(moderator)
    page = client.post(f"{LIST}add/", {"article": article.pk, "rule": "closed"})
    assert "Select a valid choice" in messages(page)
    assert not Discussion.objects.exists()


@pytest.mark.parametrize("rule", ["", "nonsense", "\0"])
def test_rule_that_there_is_not_is_refused(edition: Edition, moderator: User, rule: str) -> None:
    CommentFactory(edition=edition)
    page = signed_in(moderator).post(change_page(edition.article), {"rule": rule})
    assert page.status_code == 200
    assert messages(page)
    assert Discussion.objects.get().rule == "by-age"


def test_others_may_look_or_not_even_that(
    edition: Edition, editor: User, outsider: User, client: Client
) -> None:
    CommentFactory(edition=edition)
    desk = signed_in(editor)
    assert desk.get(LIST).status_code == 200
    assert desk.post(change_page(edition.article), {"rule": "closed"}).status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    assert signed_in(outsider).get(LIST).status_code == 403
    assert client.get(LIST).status_code == 302
    assert Discussion.objects.get().rule == "by-age"


def test_hostile_title_is_shown_as_words(
    writer: User, reviewer: User, editor: User, moderator: User
) -> None:
    CommentFactory(edition=published(writer, reviewer, editor, title=HOSTILE))
    page = signed_in(moderator).get(LIST)
    assert HOSTILE not in page.text
    assert "&lt;script&gt;" in page.text


def test_number_of_queries_does_not_grow(
    writer: User,
    reviewer: User,
    editor: User,
    moderator: User,
    django_assert_num_queries: Callable[..., Any],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            CommentFactory(edition=published(writer, reviewer, editor))

    client = signed_in(moderator)
    fill(1)
    with django_assert_max_num_queries(10) as few:
        client.get(LIST)
    fill(4)
    with django_assert_num_queries(len(few)):
        client.get(LIST)

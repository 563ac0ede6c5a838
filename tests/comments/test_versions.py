"""What is decided on a reply is seen at once, whoever has kept the page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Edition
from comments import answering, discussions, erasing, moderation, reporting, versions
from comments.models import Comment
from tests.factories import CommentFactory, published

pytestmark = pytest.mark.usefixtures("page_cache")

WORDS = "Nobody has said this before."


@pytest.fixture
def reply(edition: Edition) -> Comment:
    """A reply that waits."""
    return CommentFactory(edition=edition, name="Priya", body=WORDS, email="priya@example.org")


def is_shown(client: Client, edition: Edition, words: str = WORDS) -> bool:
    """On the article's page and in its feed alike."""
    url = edition.article.get_absolute_url()
    on_page, in_feed = (words in client.get(f"{url}{rest}").text for rest in ("", "feed/"))
    assert on_page == in_feed
    return on_page


def test_approval_and_removal_are_seen_at_once(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    assert not is_shown(client, edition)
    moderation.approve(reply, by=moderator)
    assert is_shown(client, edition)
    moderation.remove(reply, by=moderator)
    assert not is_shown(client, edition)
    moderation.approve(moderation.restore(reply, by=moderator), by=moderator)
    assert is_shown(client, edition)
    moderation.mark_spam(reply, by=moderator)
    assert not is_shown(client, edition)


def test_approval_is_seen_on_every_page_of_the_thread(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    url = f"{edition.article.get_absolute_url()}?page=1"
    assert WORDS not in client.get(url).text
    moderation.approve(reply, by=moderator)
    assert WORDS in client.get(url).text


def test_answer_is_seen_at_once(
    client: Client, edition: Edition, reply: Comment, moderator: User, editor: User
) -> None:
    moderation.approve(reply, by=moderator)
    assert is_shown(client, edition)
    answering.answer(reply, body="An answer of the library.", by=editor)
    assert is_shown(client, edition, "An answer of the library.")


def test_withdrawn_and_erased_replies_are_gone_at_once(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    moderation.approve(reply, by=moderator)
    assert is_shown(client, edition, "Priya")
    erasing.erase("priya@example.org")
    assert is_shown(client, edition)
    assert not is_shown(client, edition, "Priya")
    erasing.withdraw(reply)
    assert not is_shown(client, edition)


def test_reply_that_reports_have_hidden_is_gone_at_once(
    client: Client, edition: Edition, reply: Comment, moderator: User, settings: Any
) -> None:
    settings.REPORTS_TO_HIDE = 1
    moderation.approve(reply, by=moderator)
    assert is_shown(client, edition)
    reporting.report(reply, reason="wrong", network="192.0.2.0/24")
    assert not is_shown(client, edition)


def test_closing_by_hand_is_seen_at_once(client: Client, edition: Edition, moderator: User) -> None:
    url = edition.article.get_absolute_url()
    assert "Leave a Reply" in client.get(url).text
    discussions.set_rule(edition.article, "closed", by=moderator)
    assert "Leave a Reply" not in client.get(url).text
    discussions.set_rule(edition.article, "open", by=moderator)
    assert "Leave a Reply" in client.get(url).text


def test_replies_close_by_age_alone(
    client: Client, edition: Edition, settings: Any, at: Callable[[timedelta], None]
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 3
    url = edition.article.get_absolute_url()
    # Until midnight the page depends on nothing else that time changes.
    type(edition).objects.overwrite(published_at=timezone.now() - timedelta(days=3, minutes=-1))
    assert "Leave a Reply" in client.get(url).text
    at(timedelta(minutes=2))
    assert "Leave a Reply" not in client.get(url).text


def test_past_closing_hides_no_later_moment(edition: Edition, settings: Any) -> None:
    path = edition.article.get_absolute_url()
    assert versions.next_moment(path) is None
    settings.COMMENTS_CLOSE_AFTER_DAYS = 3
    assert versions.next_moment(path) == edition.published_at + timedelta(days=3)
    type(edition).objects.overwrite(published_at=timezone.now() - timedelta(days=4))
    assert versions.next_moment(path) is None


def test_replies_to_one_article_leave_the_pages_of_others_kept(
    edition: Edition, moderator: User, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor).article.get_absolute_url()
    own = edition.article.get_absolute_url()
    before = [versions.version(path) for path in (own, other, "/", "/articles/")]
    moderation.approve(CommentFactory(edition=edition), by=moderator)
    after = [versions.version(path) for path in (own, other, "/", "/articles/")]
    assert after[0] != before[0]
    assert after[1:] == before[1:]


def test_reply_that_waits_changes_no_page(edition: Edition, reply: Comment) -> None:
    path = edition.article.get_absolute_url()
    before = versions.version(path)
    CommentFactory(edition=edition)
    assert versions.version(path) == before


def test_only_pages_of_articles_cost_a_query(
    edition: Edition, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 3
    with django_assert_num_queries(0):
        for path in ("/", "/articles/", "/topics/x/", "/feed/", "/articles//", "//", "/\0/"):
            assert versions.version(path) == ""
            assert versions.next_moment(path) is None
    with django_assert_num_queries(1):
        versions.version(edition.article.get_absolute_url())
    with django_assert_num_queries(1):
        versions.next_moment(edition.article.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["", "feed/", "/\0", "x" * 999, "'; --/", "%s/"])
def test_every_path_has_a_version(rest: str) -> None:
    path = f"/articles/there-is-none/{rest}"
    assert versions.version(path) == versions.version(path) == ""
    assert versions.next_moment(path) is None

"""Many replies at once: each by the same verb as alone, asked first where readers would notice."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from articles.admin.bulk import MOST
from articles.models import Edition
from comments import erasing, moderation
from comments.models import Comment
from tests.articles.admin.browser import messages, signed_in
from tests.comments.admin.desk import LIST, approved, words
from tests.factories import CommentFactory

PRIVATE = "Ring me on 07700 900123."
HOSTILE = "<script>alert(1)</script>"


def tick(client: Client, action: str, *replies: Comment) -> Any:
    """Tick the replies in the list of all, and choose the action."""
    sent = {"action": f"{action}_selected", "_selected_action": [reply.pk for reply in replies]}
    return client.post(f"{LIST}?status=all", sent, follow=True)


def confirm(client: Client, page: Any) -> Any:
    """Press the button of the page that asks."""
    soup = BeautifulSoup(page.content, "html.parser")
    sent: dict[str, list[str]] = {}
    for field in soup.select("#content-main form input[name]"):
        sent.setdefault(str(field["name"]), []).append(str(field["value"]))
    return client.post(f"{LIST}?status=all", sent, follow=True)


def statuses(*replies: Comment) -> list[str]:
    return [Comment.objects.get(pk=reply.pk).status for reply in replies]


@pytest.fixture
def pair(edition: Edition) -> list[Comment]:
    """Two replies that wait."""
    return [CommentFactory(edition=edition) for _ in range(2)]


@pytest.fixture
def desk(moderator: User) -> Client:
    return signed_in(moderator)


def test_approval_is_asked_first_and_shows_the_replies(pair: list[Comment], desk: Client) -> None:
    page = tick(desk, "approve", *pair)
    assert statuses(*pair) == ["pending", "pending"]
    assert all(reply.body in words(page) for reply in pair)
    told = messages(confirm(desk, page))
    assert all(f"{reply} to" in told for reply in pair)
    assert statuses(*pair) == ["approved", "approved"]


@pytest.mark.parametrize(("action", "after"), [("reject", "removed"), ("mark_spam", "spam")])
def test_what_readers_do_not_notice_is_done_at_once(
    pair: list[Comment], desk: Client, action: str, after: str
) -> None:
    tick(desk, action, *pair)
    assert statuses(*pair) == [after, after]


@pytest.mark.parametrize(
    ("action", "after"), [("remove", "removed"), ("mark_spam", "spam"), ("restore", "pending")]
)
def test_what_takes_a_reply_off_the_page_is_asked_first(
    pair: list[Comment], desk: Client, moderator: User, action: str, after: str
) -> None:
    for reply in pair:
        approved(reply, moderator)
    page = tick(desk, action, *pair)
    assert statuses(*pair) == ["approved", "approved"]
    confirm(desk, page)
    assert statuses(*pair) == [after, after]


def test_put_back_and_screened_again(pair: list[Comment], desk: Client, moderator: User) -> None:
    for reply in pair:
        moderation.mark_spam(reply, by=moderator)
    tick(desk, "restore", *pair)
    assert statuses(*pair) == ["pending", "pending"]
    assert "Screened again" in messages(tick(desk, "screen", *pair))


def test_each_refusal_is_told_and_the_others_are_done(
    edition: Edition, pair: list[Comment], desk: Client, moderator: User
) -> None:
    gone = CommentFactory(edition=edition)
    erasing.withdraw(gone)
    moderation.reject(pair[0], by=moderator)
    told = messages(tick(desk, "reject", gone, *pair))
    assert f"{pair[0]} to {edition.title}: Reply 1 is removed already" in told
    assert "taken out for good" in told
    assert f"Rejected: {pair[1]}" in told


def test_page_that_asks_says_what_would_stay_as_it_is(
    pair: list[Comment], desk: Client, moderator: User
) -> None:
    approved(pair[0], moderator)
    page = tick(desk, "approve", *pair)
    assert "is approved already" in words(page)
    assert "Approve: 1 reply" in page.text
    nothing = tick(desk, "approve", pair[0])
    assert not BeautifulSoup(nothing.content, "html.parser").select("#content-main [type=submit]")


def test_decision_taken_while_it_was_asked_stands(
    pair: list[Comment], desk: Client, moderator: User, superuser: User
) -> None:
    page = tick(desk, "approve", *pair)
    moderation.mark_spam(pair[0], by=superuser)
    told = messages(confirm(desk, page))
    assert "Meanwhile: “Marked as spam”" in told
    assert statuses(*pair) == ["spam", "approved"]


@pytest.mark.parametrize("seen", ["", "x", "9" * 40])
def test_forged_confirmation_decides_over_nobody(
    pair: list[Comment], desk: Client, moderator: User, seen: str
) -> None:
    approved(pair[0], moderator)
    sent = {"action": "remove_selected", "confirmed": "yes", "_selected_action": [pair[0].pk]}
    desk.post(f"{LIST}?status=all", sent | {f"{pair[0].pk}-seen": seen})
    assert statuses(pair[0]) == ["approved"]


def test_details_never_become_visible_in_bulk(edition: Edition, desk: Client) -> None:
    comment = CommentFactory(edition=edition, body=PRIVATE)
    page = tick(desk, "approve", comment)
    assert "07700" not in page.text
    confirm(desk, page)
    comment.refresh_from_db()
    assert (comment.status, comment.shows_details) == ("approved", False)


def test_hostile_words_are_shown_as_words(edition: Edition, desk: Client) -> None:
    comment = CommentFactory(edition=edition, name=HOSTILE, body=HOSTILE)
    page = tick(desk, "approve", comment)
    assert HOSTILE not in page.text
    assert HOSTILE not in confirm(desk, page).text


def test_more_than_can_be_looked_at_are_refused(
    pair: list[Comment], desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.admin.bulk.MOST", 1)
    told = messages(tick(desk, "reject", *pair))
    assert "Choose at most 1 replies at a time." in told
    assert statuses(*pair) == ["pending", "pending"]
    assert MOST == 100


@pytest.mark.parametrize(
    "action", ["approve", "reject", "mark_spam", "remove", "restore", "screen"]
)
def test_actions_are_for_moderators(pair: list[Comment], editor: User, action: str) -> None:
    page = signed_in(editor).get(LIST)
    assert f"{action}_selected" not in page.text
    tick(signed_in(editor), action, *pair)
    assert statuses(*pair) == ["pending", "pending"]

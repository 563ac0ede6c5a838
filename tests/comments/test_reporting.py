"""Readers' reports: one voice a network, hidden after enough of them, seen by a moderator."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User

from articles.models import Edition
from comments import answering, moderation, notices, reporting
from comments.models import Comment, Report
from tests.articles.refusals import refused
from tests.factories import CommentFactory

Reason = Report.Reason


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    """A reply that readers see."""
    return moderation.approve(CommentFactory(edition=edition), by=moderator)


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """The replies, and their status, of which moderators were told that they are hidden."""
    told: list[tuple[int, str]] = []
    monkeypatch.setattr(notices, "hidden", lambda reply: told.append((reply.number, reply.status)))
    return told


def report(reply: Comment, network: int, reason: str = Reason.WRONG) -> Report:
    return reporting.report(reply, reason=reason, network=f"198.51.{network}.0/24")


def test_reports_from_enough_networks_hide_a_reply(
    reply: Comment, hidden: list[tuple[int, str]], settings: LazySettings
) -> None:
    settings.REPORTS_TO_HIDE = 3
    for network in (1, 2):
        report(reply, network)
        reply.refresh_from_db()
        assert reply.status == "approved"
    report(reply, 3)
    reply.refresh_from_db()
    assert (reply.status, reply.is_urgent) == ("pending", False)
    decision = reply.decisions.last()
    assert decision is not None
    assert (decision.verb, decision.before, decision.after) == ("hide", "approved", "pending")
    assert decision.by is None
    assert hidden == [(1, "pending")]


def test_one_network_has_one_voice_on_a_reply(reply: Comment, settings: LazySettings) -> None:
    settings.REPORTS_TO_HIDE = 2
    first = report(reply, 1)
    for reason in (Reason.HATEFUL, Reason.WORRIED, Reason.WRONG):
        assert report(reply, 1, reason) == first
    reply.refresh_from_db()
    assert (reply.status, Report.objects.get().reason) == ("approved", "wrong")


def test_one_network_may_report_several_replies(
    reply: Comment, edition: Edition, moderator: User
) -> None:
    other = moderation.approve(CommentFactory(edition=edition), by=moderator)
    assert report(reply, 1) != report(other, 1)


def test_a_report_does_not_say_from_which_network_it_came(reply: Comment) -> None:
    assert "198.51" not in str(vars(report(reply, 1)))


def test_a_worried_reader_puts_a_hidden_reply_on_top_of_the_queue(
    reply: Comment, edition: Edition, settings: LazySettings
) -> None:
    settings.REPORTS_TO_HIDE = 2
    CommentFactory(edition=edition)
    report(reply, 1, Reason.WORRIED)
    report(reply, 2)
    reply.refresh_from_db()
    assert reply.is_urgent
    queue = Comment.objects.pending().by_urgency()
    assert [waiting.number for waiting in queue] == [1, 2]


def test_an_approved_again_reply_is_hidden_by_new_networks_only(
    reply: Comment, moderator: User, settings: LazySettings
) -> None:
    settings.REPORTS_TO_HIDE = 2
    for network in (1, 2):
        report(reply, network)
    moderation.approve(reply, by=moderator)
    assert not reply.reports.unseen().exists()
    for network in (1, 2, 3):
        report(reply, network)
        reply.refresh_from_db()
        assert reply.status == "approved"
    report(reply, 4)
    reply.refresh_from_db()
    assert reply.status == "pending"


def test_dismissed_reports_are_seen_and_the_reply_stays(
    reply: Comment, moderator: User, settings: LazySettings
) -> None:
    settings.REPORTS_TO_HIDE = 2
    report(reply, 1)
    kept = reporting.dismiss(reply, by=moderator, note="It is right.")
    assert (kept.status, kept.reports.unseen().count()) == ("approved", 0)
    report(reply, 2)
    reply.refresh_from_db()
    assert reply.status == "approved"


@pytest.mark.parametrize("verb", [moderation.remove, moderation.mark_spam])
def test_reports_of_what_is_put_away_are_seen(
    reply: Comment, moderator: User, verb: Callable[..., Comment]
) -> None:
    report(reply, 1)
    verb(reply, by=moderator)
    assert not Report.objects.unseen().exists()


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_on_the_page_cannot_be_reported(edition: Edition, status: str) -> None:
    reply = CommentFactory(edition=edition)
    Comment.objects.filter(pk=reply.pk).update(status=status)
    with refused("not-shown"):
        report(reply, 1)
    assert not Report.objects.exists()


def test_readers_hide_the_librarys_own_answer_and_a_moderator_brings_it_back_whole(
    reply: Comment, moderator: User, settings: LazySettings
) -> None:
    settings.REPORTS_TO_HIDE = 1
    own = answering.answer(reply, body="Ring us on 020 7946 0018.", by=moderator)
    report(own, 1)
    own = moderation.approve(own, by=moderator)
    assert own.text == "Ring us on 020 7946 0018."
    assert own.shows_details

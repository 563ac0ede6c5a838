"""What is forgotten when its writer takes a reply back, or asks to be made nameless."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Edition
from comments import erasing, moderation, reporting
from comments.decisions import hold
from comments.models import Comment, Report
from comments.models.comment import NAMELESS
from comments.words import personal_details
from tests.articles.refusals import refused
from tests.comments.replies import SAID, submit
from tests.factories import CommentFactory, published

SECRET = "My knee hurts. Ring me, 020 7946 0018."


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    """Ann's reply on the page, with an answer to it."""
    reply = submit(edition, body=SECRET, network="192.0.2.0/24", notify=True)
    Comment.objects.filter(pk=reply.pk).update(
        reasons=[{"code": "links", "message": f"It says {SECRET}", "is_spam": False}]
    )
    reply = moderation.approve(reply, by=moderator, shows_details=True)
    moderation.approve(CommentFactory(edition=edition, parent=reply), by=moderator)
    return reply


@pytest.fixture
def masking(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts as a personal detail is another's promise; here it is a number."""
    monkeypatch.setattr(
        personal_details, "mask", lambda text: text.replace("020 7946 0018", "[number hidden]")
    )


def kept(reply: Comment) -> str:
    """All that the row holds, in one text."""
    return json.dumps(Comment.objects.filter(pk=reply.pk).values().get(), default=str)


# Withdrawn by its writer


def test_a_withdrawn_reply_leaves_nothing_of_its_writer(reply: Comment) -> None:
    before = Comment.objects.get(pk=reply.pk)
    erasing.withdraw(reply)
    left = kept(reply)
    for trace in (SECRET, *SAID.values(), "192.0.2", before.text_key, before.fingerprint):
        assert trace not in left
    reply.refresh_from_db()
    assert (reply.status, reply.is_emptied, reply.signature) == ("removed", True, NAMELESS)
    assert (reply.notify, reply.shows_details) == (False, False)


def test_answers_to_a_withdrawn_reply_stay(reply: Comment) -> None:
    erasing.withdraw(reply)
    answer = Comment.objects.approved().get()
    assert (answer.parent, answer.path) == (reply, "00000001.00000002.")


def test_reports_of_a_withdrawn_reply_wait_for_nobody(reply: Comment) -> None:
    reporting.report(reply, reason=Report.Reason.PRIVATE, network="198.51.100.0/24")
    erasing.withdraw(reply)
    assert not Report.objects.unseen().exists()


def test_a_reply_is_withdrawn_once(reply: Comment) -> None:
    erasing.withdraw(reply)
    with refused("emptied"):
        erasing.withdraw(reply)
    assert reply.decisions.filter(verb="withdraw").count() == 1


def test_the_same_words_may_be_sent_again_after_they_were_withdrawn(edition: Edition) -> None:
    now = timezone.now()
    first = submit(edition, now=now)
    erasing.withdraw(first)
    second = submit(edition, now=now)
    assert second != first
    assert second.body == SAID["body"]


# Made nameless


def test_an_erased_reply_stays_in_its_thread_without_its_writer(
    reply: Comment, masking: None
) -> None:
    before = Comment.objects.get(pk=reply.pk)
    assert erasing.erase("ann@example.org") == 1
    left = kept(reply)
    for trace in (SAID["name"], SAID["email"], "192.0.2", "020 7946 0018", before.fingerprint):
        assert trace not in left
    assert before.text_key not in left, "a number can be guessed and proved by it"
    reply.refresh_from_db()
    assert (reply.status, reply.path, reply.signature) == ("approved", "00000001.", NAMELESS)
    assert reply.text == reply.body == "My knee hurts. Ring me, [number hidden]."
    assert (reply.notify, reply.shows_details) == (False, False)


def test_all_replies_of_an_address_are_erased_however_it_is_written(
    edition: Edition, reply: Comment, writer: User, reviewer: User, moderator: User
) -> None:
    other = published(writer, reviewer, edition.published_by)
    waiting = submit(other, body="Waits", email="Ann@Example.ORG")
    spam = submit(edition, body="Spam", honeypot="x")
    withdrawn = erasing.withdraw(submit(edition, body="Withdrawn"))
    bob = submit(edition, body="Bob's", email="bob@example.org")
    assert erasing.erase(" ANN@example.org") == 3
    mine = Comment.objects.filter(pk__in=[reply.pk, waiting.pk, spam.pk])
    assert {(each.name, each.email) for each in mine} == {("", "")}
    assert [each.status for each in mine.order_by("pk")] == ["approved", "pending", "spam"]
    assert not withdrawn.decisions.filter(verb="erase").exists()
    bob.refresh_from_db()
    assert bob.email == "bob@example.org"


def test_nobody_is_erased_by_an_empty_address(reply: Comment) -> None:
    erasing.withdraw(reply)
    assert erasing.erase("") == erasing.erase("  ") == erasing.erase("who@example.org") == 0


def test_articles_are_locked_in_one_order_whoever_is_erased(
    edition: Edition, writer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = published(writer, reviewer, edition.published_by)
    for email, editions in {"a": (edition, other), "b": (other, edition)}.items():
        for each in editions:
            submit(each, email=f"{email}@example.org")
    locked: list[int] = []

    def listen(comment: Comment) -> Comment:
        locked.append(comment.article_id)
        return hold(comment)

    monkeypatch.setattr(erasing, "hold", listen)
    assert erasing.erase("a@example.org") == erasing.erase("b@example.org") == 2
    assert locked == sorted([edition.article_id, other.article_id]) * 2


# Handed out


def test_an_export_holds_all_that_is_kept_on_an_address_and_nothing_of_others(
    edition: Edition, reply: Comment, moderator: User
) -> None:
    answer = moderation.approve(
        submit(edition, body="Still better.", parent=2), by=moderator, note="Kind."
    )
    submit(edition, body="Bob's own", email="bob@example.org")
    first, second = erasing.export("ANN@example.org")
    assert (first["number"], second["number"], second["answers"]) == (1, answer.number, 2)
    assert [first[name] for name in ("name", "email", "text", "network")] == [
        *(SAID["name"], SAID["email"], SECRET),
        "192.0.2.0/24",
    ]
    assert first["said by screening"] == [f"It says {SECRET}"]
    assert [each["what"] for each in second["decisions"]] == ["Approved"]
    assert second["decisions"][0]["note"] == "Kind."
    whole = json.dumps([first, second])
    for others in ("Bob", "bob@", moderator.username, moderator.last_name, "Reader 0"):
        assert others not in whole


def test_an_export_asks_the_database_no_more_for_many_replies(
    edition: Edition, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for count in range(1, 5):
        submit(edition, body=f"Number {count}")
        with django_assert_num_queries(2):
            assert len(erasing.export("ann@example.org")) == count
    with django_assert_num_queries(0):
        assert erasing.export(" ") == []

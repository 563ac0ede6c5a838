"""Mails to readers: whoever wrote a reply, and whoever was answered."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction

from articles import publishing
from articles.models import Edition
from comments import answering, moderation, notices
from comments.models import Comment
from tests.comments.mails import Sent, link, links, page, plain, to
from tests.factories import CommentFactory


def told_writer_of_answer(messages: list[EmailMessage]) -> list[str]:
    return to([message for message in messages if message.subject.startswith("An answer")])


def test_writer_is_told_that_the_reply_is_on_the_page(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = CommentFactory(edition=edition, email="ann@example.org")
    (message,) = sent(moderation.approve, comment, by=moderator)
    assert to([message]) == ["ann@example.org"]
    assert message.subject == f"Your reply to “{edition.title}” is on the page"
    assert comment.get_absolute_url() in links(message)
    assert link(message, "/withdraw/")
    assert not any("/stop/" in each for each in links(message))
    for text in (plain(message), page(message).get_text()):
        assert "if it was not you who wrote it" in text
        assert comment.body not in text


def test_writer_who_hears_of_answers_is_told_how_to_stop(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = CommentFactory(edition=edition, notify=True)
    (message,) = sent(moderation.approve, comment, by=moderator)
    assert link(message, "/stop/")


def test_writer_is_told_the_first_time_only(known: Comment, moderator: User, sent: Sent) -> None:
    moderation.remove(known, by=moderator)
    moderation.restore(known, by=moderator)
    assert sent(moderation.approve, known, by=moderator) == []


def test_writer_hears_nothing_before_approval(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = CommentFactory(edition=edition)
    assert sent(moderation.reject, comment, by=moderator) == []


def test_known_writer_who_comes_through_at_once_is_told(
    edition: Edition, known: Comment, sent: Sent, settings: Any
) -> None:
    settings.COMMENTS_TRUST_KNOWN = True
    (message,) = sent(CommentFactory, edition=edition, email=known.email)
    assert to([message]) == [known.email]


def test_staff_hear_nothing_of_their_own_answers(known: Comment, editor: User, sent: Sent) -> None:
    mails = sent(answering.answer, known, body="Ask your pharmacist.", by=editor)
    assert to(mails) == [known.email]
    assert "Robin" in plain(mails[0])
    assert "(Library team)" in plain(mails[0])


def test_nobody_is_told_of_a_page_that_was_withdrawn(
    edition: Edition, answer: Comment, moderator: User, editor: User, sent: Sent
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert sent(moderation.approve, answer, by=moderator) == []


def test_answer_is_told_to_whoever_asked_for_it(
    edition: Edition, known: Comment, answer: Comment, moderator: User, sent: Sent
) -> None:
    mails = sent(moderation.approve, answer, by=moderator)
    assert to(mails) == ["bo@example.org", "ann@example.org"]
    message = mails[1]
    assert message.subject == f"An answer to your reply to “{edition.title}”"
    assert f"> {answer.body}" in plain(message)
    assert answer.get_absolute_url() in links(message)
    stop = link(message, "/stop/")
    assert message.message()["List-Unsubscribe"].endswith(f"{stop}>")
    assert message.message()["List-Unsubscribe-Post"] is None
    assert "bo@example.org" not in str(message.message())


def test_answer_is_not_told_before_it_is_approved(
    known: Comment, edition: Edition, moderator: User, sent: Sent
) -> None:
    assert sent(CommentFactory, edition=edition, parent=known) == []
    rejected = CommentFactory(edition=edition, parent=known)
    assert sent(moderation.reject, rejected, by=moderator) == []


def test_answer_is_told_once_even_if_it_comes_back(
    answer: Comment, moderator: User, sent: Sent
) -> None:
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator))
    moderation.remove(answer, by=moderator)
    moderation.restore(answer, by=moderator)
    assert sent(moderation.approve, answer, by=moderator) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"notify": False},
        {"email": ""},
        {"status": Comment.Status.REMOVED},
        {"status": Comment.Status.PENDING},
        {"email": "bo@example.org"},
    ],
    ids=["not asked for", "no address", "removed", "hidden", "same address"],
)
def test_answer_is_not_told_to_whoever_does_not_wait_for_it(
    known: Comment, answer: Comment, moderator: User, sent: Sent, changes: dict[str, Any]
) -> None:
    Comment.objects.filter(pk=known.pk).update(**changes)
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator)) == []
    answer.refresh_from_db()
    assert answer.parent_told_at is None


def test_staff_who_answer_themselves_are_not_told(
    edition: Edition, moderator: User, editor: User, sent: Sent
) -> None:
    own = CommentFactory(edition=edition, email=editor.email.upper(), notify=True)
    moderation.approve(own, by=moderator)
    assert sent(answering.answer, own, body="Never mind.", by=editor) == []


def test_only_the_reply_that_was_answered_is_told(
    edition: Edition, answer: Comment, moderator: User, sent: Sent
) -> None:
    moderation.approve(answer, by=moderator)
    deeper = CommentFactory(edition=edition, parent=answer, email="cy@example.org")
    assert told_writer_of_answer(sent(moderation.approve, deeper, by=moderator)) == []


def test_stopping_holds_for_all_replies_of_the_address(
    edition: Edition, known: Comment, answer: Comment, moderator: User, sent: Sent
) -> None:
    other = CommentFactory(edition=edition, email=known.email, notify=True)
    stranger = CommentFactory(edition=edition, email="cy@example.org", notify=True)
    notices.stop(known)
    assert not notices.are_wanted(other)
    assert notices.are_wanted(stranger)
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator)) == []


def test_nothing_is_told_of_what_was_rolled_back(
    answer: Comment, moderator: User, sent: Sent
) -> None:
    def fail() -> None:
        with transaction.atomic():
            moderation.approve(answer, by=moderator)
            transaction.set_rollback(True)

    assert sent(fail) == []
    assert told_writer_of_answer(sent(moderation.approve, answer, by=moderator))

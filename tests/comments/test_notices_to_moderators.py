"""Mails to moderators: of what waits in one batch, of an emergency at once."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.utils import timezone

from articles.models import Edition
from comments import moderation, notices, reporting
from comments.models import Comment
from tests.comments.mails import Sent, link, page, plain, to
from tests.factories import CommentFactory, UserFactory


def urgent(edition: Edition, **values: Any) -> Comment:
    return CommentFactory(edition=edition, body="I want to end my life.", **values)


def test_moderators_are_told_of_all_that_waits_in_one_mail(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    other = UserFactory(groups=["Moderator"])
    assert sent(CommentFactory, edition=edition, body="The first one.") == []
    assert sent(CommentFactory, edition=edition, body="The second one.") == []
    mails = sent(notices.tell_moderators)
    assert to(mails) == sorted([moderator.email, other.email])
    assert mails[0].subject == "2 replies waiting for you"
    for text in (plain(mails[0]), page(mails[0]).get_text()):
        assert f"“{edition.title}”: 2" in text
        assert "The first one." in text
        assert "The second one." in text
    assert link(mails[0], "/admin/") == "/admin/comments/comment/"


def test_moderators_are_told_of_a_reply_once(edition: Edition, moderator: User, sent: Sent) -> None:
    CommentFactory(edition=edition)
    assert len(sent(notices.tell_moderators)) == 1
    assert sent(notices.tell_moderators) == []
    CommentFactory(edition=edition, body="A later one.")
    (message,) = sent(notices.tell_moderators)
    assert message.subject == "1 reply waiting for you"
    assert "A later one." in plain(message)


def test_what_no_longer_waits_is_not_told(edition: Edition, moderator: User, sent: Sent) -> None:
    moderation.approve(CommentFactory(edition=edition), by=moderator)
    moderation.reject(CommentFactory(edition=edition), by=moderator)
    CommentFactory(edition=edition, honeypot="https://spam.example")
    assert sent(notices.tell_moderators) == []


def test_what_was_not_stored_is_told_later(edition: Edition, moderator: User, sent: Sent) -> None:
    comment = CommentFactory(edition=edition)

    def fail() -> None:
        with transaction.atomic():
            notices.tell_moderators()
            transaction.set_rollback(True)

    assert sent(fail) == []
    comment.refresh_from_db()
    assert comment.moderators_told_at is None
    assert len(sent(notices.tell_moderators)) == 1


def test_more_than_one_mail_takes_follow_in_the_next(
    edition: Edition, moderator: User, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "AT_ONCE", 2)
    for _ in range(3):
        CommentFactory(edition=edition)
    subjects = [sent(notices.tell_moderators)[0].subject for _ in range(2)]
    assert subjects == ["2 replies waiting for you", "1 reply waiting for you"]
    assert sent(notices.tell_moderators) == []


def test_long_queue_is_counted_and_only_its_head_quoted(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    for number in range(25):
        CommentFactory(edition=edition, body=f"{chr(ord('a') + number) * 9}. " + "word " * 900)
    (message,) = sent(notices.tell_moderators)
    for text in (plain(message), page(message).get_text()):
        assert text.count("wrote:") == 20
        assert "and 5 more" in text
        assert len(text) < 25_000


def test_mail_costs_the_same_however_much_waits(
    edition: Edition, moderator: User, django_assert_num_queries: Any
) -> None:
    for count in (2, 20):
        for _ in range(count):
            CommentFactory(edition=edition)
        with django_assert_num_queries(6):
            assert notices.tell_moderators() == count


def test_emergency_is_told_at_once_and_not_in_the_batch(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    (message,) = sent(urgent, edition)
    assert to([message]) == [moderator.email]
    assert message.subject == f"Urgent: a reply to “{edition.title}” may be an emergency"
    assert "> I want to end my life." in plain(message)
    assert sent(notices.tell_moderators) == []


def test_emergency_is_told_once_however_often_the_rules_judge_it(
    edition: Edition, moderator: User, sent: Sent
) -> None:
    comment = urgent(edition)
    assert sent(moderation.screen, comment, by=moderator) == []


def test_reply_that_reports_have_hidden_is_told_at_once(
    edition: Edition, known: Comment, moderator: User, sent: Sent, settings: Any
) -> None:
    settings.REPORTS_TO_HIDE = 2
    assert sent(reporting.report, known, reason="private", network="192.0.2.1") == []
    (message,) = sent(
        reporting.report, known, reason="private", network="192.0.2.2", note="It is my sister."
    )
    assert to([message]) == [moderator.email]
    assert message.subject == f"Hidden after reports: a reply to “{edition.title}”"
    assert "2 × It shows somebody’s private details" in plain(message)
    assert "my sister" not in plain(message)
    assert sent(notices.tell_moderators) == []


def test_only_active_moderators_with_an_address_are_told(
    edition: Edition, superuser: User, sent: Sent
) -> None:
    UserFactory(groups=["Moderator"], is_active=False)
    UserFactory(groups=["Moderator"], email="")
    UserFactory(groups=["Editor"])
    direct = UserFactory()
    direct.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    CommentFactory(edition=edition)
    assert to(sent(notices.tell_moderators)) == [direct.email]


def test_superusers_are_told_where_nobody_moderates(
    edition: Edition, superuser: User, sent: Sent
) -> None:
    CommentFactory(edition=edition)
    assert to(sent(notices.tell_moderators)) == [superuser.email]


def test_reply_waits_untold_until_there_is_somebody_to_tell(edition: Edition, sent: Sent) -> None:
    assert sent(urgent, edition) == []
    assert sent(notices.tell_moderators) == []
    late = UserFactory(groups=["Moderator"])
    assert to(sent(notices.tell_moderators)) == [late.email]


def test_time_of_telling_is_kept(edition: Edition, moderator: User) -> None:
    comment, now = CommentFactory(edition=edition), timezone.now()
    notices.tell_moderators(now)
    comment.refresh_from_db()
    assert comment.moderators_told_at == now

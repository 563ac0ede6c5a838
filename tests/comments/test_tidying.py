"""What is kept of readers for a time only, and who does the recurring work."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from articles.models import Edition
from comments import moderation, reporting, tidying
from comments.models import Comment, Decision
from tests.factories import CommentFactory

migration = import_module("comments.migrations.0005_schedule_replies_work")
NOW = timezone.now()
DAY = timedelta(days=1)


def after(days: int) -> None:
    tidying.tidy(NOW + days * DAY + timedelta(hours=1))


@pytest.fixture
def spam(edition: Edition) -> Comment:
    """Spam from a network that we know."""
    comment: Comment = CommentFactory(
        edition=edition, network="192.0.2.7", honeypot="https://spam.example", notify=True
    )
    return comment


@pytest.mark.parametrize(("days", "left"), [(89, "192.0.2.7"), (91, "")])
def test_network_is_forgotten_after_the_days_set(edition: Edition, days: int, left: str) -> None:
    comment = CommentFactory(edition=edition, network="192.0.2.7")
    after(days)
    comment.refresh_from_db()
    assert comment.network == left
    assert comment.email
    assert comment.body


def test_network_is_forgotten_at_night_where_none_are_kept(edition: Edition, settings: Any) -> None:
    settings.COMMENTS_KEEP_NETWORKS_DAYS = 0
    comment = CommentFactory(edition=edition, network="192.0.2.7")
    after(0)
    comment.refresh_from_db()
    assert comment.network == ""


def test_old_spam_is_emptied(spam: Comment) -> None:
    after(29)
    spam.refresh_from_db()
    assert spam.body
    before = Decision.objects.count()
    after(31)
    fresh = Comment.objects.get(pk=spam.pk)
    assert (fresh.name, fresh.email, fresh.network, fresh.body) == ("", "", "", "")
    assert (fresh.reasons, fresh.notify) == ([], False)
    assert fresh.status == Comment.Status.SPAM
    assert fresh.fingerprint != spam.fingerprint
    assert fresh.text_key == spam.text_key  # by which the same text is told when it comes again
    assert Decision.objects.count() == before


def test_several_are_emptied_at_once(edition: Edition, spam: Comment) -> None:
    CommentFactory(edition=edition, honeypot="https://spam.example")
    after(31)
    assert set(Comment.objects.values_list("body", flat=True)) == {""}
    after(32)


def test_what_was_filed_as_spam_only_now_can_still_be_put_back(
    edition: Edition, moderator: User
) -> None:
    comment = CommentFactory(edition=edition)
    with time_machine.travel(NOW + 30 * DAY, tick=False):
        moderation.mark_spam(comment, by=moderator)
    after(40)
    assert moderation.restore(comment, by=moderator).body
    moderation.mark_spam(comment, by=moderator, now=NOW)
    after(61)
    comment.refresh_from_db()
    assert comment.is_emptied


@pytest.mark.parametrize("status", ["pending", "approved", "removed"])
def test_what_is_no_spam_keeps_its_text(edition: Edition, status: str) -> None:
    comment = CommentFactory(edition=edition)
    Comment.objects.filter(pk=comment.pk).update(status=status)
    after(500)
    comment.refresh_from_db()
    assert comment.body
    assert comment.name


def test_note_of_a_report_goes_after_a_year(edition: Edition, moderator: User) -> None:
    comment = moderation.approve(CommentFactory(edition=edition), by=moderator)
    report = reporting.report(comment, reason="other", network="192.0.2.1", note="My sister.")
    for days, note in ((364, "My sister."), (366, "")):
        after(days)
        report.refresh_from_db()
        assert report.note == note
    assert report.reason == "other"


@pytest.mark.django_db
def test_work_is_scheduled() -> None:
    rows = {row.name: row for row in Schedule.objects.filter(func__startswith="comments.")}
    often = {name: (row.schedule_type, row.minutes) for name, row in rows.items()}
    assert often == {
        "new replies": (Schedule.MINUTES, 15),
        "tidying of replies": (Schedule.DAILY, None),
    }
    assert timezone.localtime(rows["tidying of replies"].next_run).hour in {1, 2, 3}
    for row in rows.values():
        assert callable(import_string(row.func))
        assert row.repeats == -1


@pytest.mark.django_db
def test_schedules_are_made_once_and_can_be_taken_back() -> None:
    ours = Schedule.objects.filter(func__startswith="comments.")
    others = Schedule.objects.exclude(pk__in=ours).count()
    migration.schedule(apps, None)
    assert ours.count() == 2
    migration.unschedule(apps, None)
    assert not ours.exists()
    assert Schedule.objects.count() == others

"""Every minute it is looked what there is to send, and workers are ordered for it."""

from datetime import timedelta

import pytest
from django.conf import LazySettings, settings
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ, Schedule

from articles.models import Edition
from newsletter import jobs, tidying
from newsletter.models import ConsentDetails, Delivery, Issue, LeavingToken, Subscriber
from tests.newsletter import rows


@pytest.fixture
def issue(edition: Edition, editor: User) -> Issue:
    """An approved issue whose time has come, with somebody to send it to."""
    rows.subscribers(25)
    OrmQ.objects.all().delete()
    return rows.issue(edition, by=editor)


def ordered() -> list[tuple[int]]:
    return [each.args() for each in OrmQ.objects.all() if each.func() == jobs.WORK]


def test_issue_whose_time_has_come_is_started_and_workers_are_ordered(issue: Issue) -> None:
    jobs.tick()
    issue.refresh_from_db()
    assert issue.started_at
    assert ordered() == [(issue.pk,)] * jobs.WORKERS


def test_no_more_are_ordered_than_are_lacking(issue: Issue) -> None:
    for _ in range(3):
        jobs.tick()
    assert len(ordered()) == jobs.WORKERS
    OrmQ.objects.first().delete()  # one has done its shift
    jobs.tick()
    assert len(ordered()) == jobs.WORKERS


def test_issue_to_come_or_paused_orders_nobody(issue: Issue) -> None:
    Issue.objects.update(send_at=timezone.now() + timedelta(hours=1))
    jobs.tick()
    assert (ordered(), Delivery.objects.count()) == ([], 0)
    Issue.objects.update(send_at=timezone.now(), paused_at=timezone.now())
    jobs.tick()
    assert ordered() == []


def test_shift_that_leaves_something_orders_the_next(issue: Issue, settings: LazySettings) -> None:
    settings.SHIFT_SECONDS = 0
    jobs.tick()
    OrmQ.objects.all().delete()
    jobs.work(issue.pk)
    assert ordered() == [(issue.pk,)]
    settings.SHIFT_SECONDS = 40
    OrmQ.objects.all().delete()
    jobs.work(issue.pk)
    assert (ordered(), len(mail.outbox)) == ([], 25)


def test_cancelled_issue_is_closed(issue: Issue) -> None:
    jobs.tick()
    Issue.objects.update(cancelled_at=timezone.now())
    jobs.tick()
    issue.refresh_from_db()
    assert issue.finished_at
    assert set(Delivery.objects.values_list("state", flat=True)) == {"skipped"}


@pytest.mark.django_db
def test_schedules_name_functions_that_there_are() -> None:
    ours = Schedule.objects.filter(func__startswith="newsletter.")
    functions = ours.values_list("func", flat=True)
    assert len(functions) == 5
    assert all(callable(import_string(function)) for function in functions)


def test_words_of_servers_are_forgotten_after_a_year(issue: Issue) -> None:
    jobs.tick()
    now = timezone.now()
    Delivery.objects.update(detail="550 reader@example.org unknown", settled_at=now)
    tidying.tidy(now + timedelta(days=364))
    assert not Delivery.objects.filter(detail="").exists()
    tidying.tidy(now + timedelta(days=366))
    assert not Delivery.objects.exclude(detail="").exists()


def test_reasons_for_leaving_are_forgotten_after_a_year(issue: Issue) -> None:
    now = timezone.now()
    Subscriber.objects.update(status="left", left_at=now, left_because="Too many.")
    tidying.tidy(now + timedelta(days=364))
    assert not Subscriber.objects.filter(left_because="").exists()
    tidying.tidy(now + timedelta(days=366))
    assert not Subscriber.objects.exclude(left_because="").exists()


def test_guide_has_the_table_of_periods() -> None:
    guide = (settings.BASE_DIR / "docs/for-newsletter-editors.md").read_text()
    listed = guide.partition("|---|---|\n")[2].strip().splitlines()
    assert listed == [f"| {kept.what} | {kept.words} |" for kept in tidying.PERIODS]


def test_all_that_hangs_on_a_person_has_a_period() -> None:
    """A model that names a subscriber is in the table; a new one must be thought of."""
    held = {relation.related_model for relation in Subscriber._meta.related_objects}
    assert held == {ConsentDetails, Delivery, LeavingToken}

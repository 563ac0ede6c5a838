"""What the worker does by itself, and on which terms."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.conf import Conf
from django_q.models import Schedule

migration = import_module("articles.migrations.0006_schedule_watches")
pytestmark = pytest.mark.django_db


def test_watches_are_scheduled_at_night_from_tomorrow_on() -> None:
    ours = Schedule.objects.filter(func__startswith="articles.")
    rows = {schedule.name: schedule for schedule in ours}
    assert {name: row.schedule_type for name, row in rows.items()} == {
        "retraction watch": Schedule.DAILY,
        "tidying": Schedule.DAILY,
        "link check": Schedule.WEEKLY,
    }
    for row in rows.values():
        assert callable(import_string(row.func))
        assert row.repeats == -1
        assert timezone.localtime(row.next_run).hour in {1, 2, 3}
        assert row.next_run < timezone.now() + timedelta(days=8)
    assert timezone.localtime(rows["link check"].next_run).weekday() == migration.SUNDAY


def test_schedules_are_made_once_and_can_be_taken_back() -> None:
    ours = Schedule.objects.filter(func__startswith="articles.")
    migration.schedule(apps, None)
    assert ours.count() == 3
    migration.unschedule(apps, None)
    assert not ours.exists()


def test_orders_wait_in_the_database_until_they_are_carried_out() -> None:
    assert Conf.ORM == "default"
    assert Conf.REDIS == {}
    assert Conf.ACK_FAILURES is False
    assert Conf.CATCH_UP is False


def test_shift_ends_long_before_its_worker_is_taken_for_dead() -> None:
    longest_entry = 60
    assert settings.SHIFT_SECONDS + longest_entry < Conf.TIMEOUT < Conf.RETRY

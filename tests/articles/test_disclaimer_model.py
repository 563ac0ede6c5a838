"""In force is the latest wording whose time has come."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Disclaimer

DAY = timedelta(days=1)


@pytest.fixture
def now(db: None) -> datetime:
    """A day before which only the owner's first wording was in force."""
    return datetime(2026, 6, 1, tzinfo=UTC)


def word(text: str, in_force_from: datetime, by: User) -> Disclaimer:
    values = {"short": text, "full": text, "site": text}
    return Disclaimer(**values, in_force_from=in_force_from, written_by=by).append()


def test_the_owners_wording_is_in_force_from_the_start(db: None) -> None:
    first = Disclaimer.objects.in_force()
    assert first is not None
    assert first.full.startswith(first.short)
    assert first.short == "This content is purely informational and isn’t medical guidance."
    assert first.site.startswith("my.klarity.health presents all health information")
    assert first.written_by is None


def test_a_new_wording_is_in_force_when_its_time_comes(now: datetime, editor: User) -> None:
    first = Disclaimer.objects.in_force(now)
    second = word("Second.", now + DAY, editor)
    assert Disclaimer.objects.in_force(now) == first
    assert Disclaimer.objects.in_force(now + DAY - timedelta(microseconds=1)) == first
    assert Disclaimer.objects.in_force(now + DAY) == second


def test_the_latest_counts_in_whatever_order_they_were_written(now: datetime, editor: User) -> None:
    later = word("Later.", now + 2 * DAY, editor)
    sooner = word("Sooner.", now + DAY, editor)
    assert Disclaimer.objects.in_force(now + DAY) == sooner
    assert Disclaimer.objects.in_force(now + 3 * DAY) == later


def test_of_two_for_one_moment_the_one_written_last_counts(now: datetime, editor: User) -> None:
    word("One.", now, editor)
    other = word("Other.", now, editor)
    assert Disclaimer.objects.in_force(now) == other


def test_none_is_in_force_without_any(db: None) -> None:
    QuerySet(Disclaimer).delete()
    assert Disclaimer.objects.in_force() is None


def test_none_is_in_force_before_the_first(db: None) -> None:
    first = Disclaimer.objects.in_force(timezone.now())
    assert first is not None
    assert Disclaimer.objects.in_force(first.in_force_from - DAY) is None

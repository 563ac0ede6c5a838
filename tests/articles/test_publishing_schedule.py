"""A time to come is the schedule: no job has to run for it to come true."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import drafting, publishing
from articles.findings import Refused
from articles.models import Article, Edition
from tests.articles.refusals import refused
from tests.factories import approved, published, write

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def number(article: Article, writer: User, reviewer: User) -> int:
    return approved(article, writer, reviewer)


@pytest.fixture
def scheduled(article: Article, number: int, editor: User) -> Edition:
    """A first edition that is to come an hour after NOW."""
    return publishing.publish(article, revision=number, by=editor, at=NOW + HOUR, now=NOW)


def live(now: datetime) -> list[Edition]:
    return list(Edition.objects.live(now))


def test_an_edition_goes_live_when_its_time_comes(scheduled: Edition) -> None:
    assert live(NOW) == []
    assert live(NOW + HOUR - timedelta(microseconds=1)) == []
    assert live(NOW + HOUR) == [scheduled]
    assert list(Edition.objects.scheduled(NOW)) == [scheduled]
    assert list(Edition.objects.scheduled(NOW + HOUR)) == []


def test_a_scheduled_change_leaves_the_live_text_until_then(
    writer: User, reviewer: User, editor: User
) -> None:
    first = published(writer, reviewer, editor)
    now = timezone.now()
    number = approved(first.article, writer, reviewer, title="Changed")
    second = publishing.publish(first.article, revision=number, by=editor, at=now + HOUR)
    assert live(now) == [first]
    assert live(now + HOUR) == [second]


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NOW, "time-passed"),
        (NOW - HOUR, "time-passed"),
        (datetime(2026, 6, 2, 12), "time-unclear"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON), "time-ambiguous"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), "time-ambiguous"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "time-ambiguous"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "time-ambiguous"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=LONDON), "time-ambiguous"),
    ],
)
def test_an_unclear_time_is_refused(
    article: Article, number: int, editor: User, at: datetime, code: str
) -> None:
    with refused(code):
        publishing.publish(article, revision=number, by=editor, at=at, now=NOW)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 10, 25, 0, 59, tzinfo=LONDON),
        datetime(2026, 10, 25, 2, 0, tzinfo=LONDON),
        datetime(2027, 3, 28, 2, 0, tzinfo=LONDON),
    ],
)
def test_a_clear_time_beside_the_clock_change_is_taken(
    article: Article, number: int, editor: User, at: datetime
) -> None:
    edition = publishing.publish(article, revision=number, by=editor, at=at, now=NOW)
    assert edition.published_at == at


def test_at_most_one_edition_is_to_come(
    scheduled: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(scheduled.article, writer, reviewer, title="Other")
    for at in (None, NOW + 2 * HOUR):
        with refused("already-scheduled"):
            publishing.publish(scheduled.article, revision=number, by=editor, at=at, now=NOW)
    assert Edition.objects.count() == 1


def test_an_edit_does_not_stop_what_is_scheduled(scheduled: Edition, writer: User) -> None:
    write(scheduled.article, writer, title="A newer draft")
    assert live(NOW + HOUR) == [scheduled]


def test_a_cancelled_schedule_never_comes(scheduled: Edition, editor: User) -> None:
    edition = publishing.cancel_schedule(scheduled.article, by=editor, now=NOW)
    assert (edition.cancelled_at, edition.cancelled_by) == (NOW, editor)
    assert live(NOW + HOUR) == []
    with refused("not-scheduled"):
        publishing.cancel_schedule(scheduled.article, by=editor, now=NOW)


def test_the_same_time_can_be_scheduled_again_after_a_cancel(
    scheduled: Edition, number: int, editor: User
) -> None:
    article = scheduled.article
    publishing.cancel_schedule(article, by=editor, now=NOW)
    again = publishing.publish(article, revision=number, by=editor, at=NOW + HOUR, now=NOW)
    assert again.number == 2
    assert live(NOW + HOUR) == [again]


def test_what_has_come_cannot_be_cancelled(scheduled: Edition, editor: User) -> None:
    with refused("not-scheduled"):
        publishing.cancel_schedule(scheduled.article, by=editor, now=NOW + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        scheduled.cancel(by=editor, at=NOW + HOUR)
    assert live(NOW + HOUR) == [scheduled]


def test_a_moved_schedule_is_a_new_edition(scheduled: Edition, editor: User) -> None:
    moved = publishing.reschedule(scheduled.article, at=NOW + 3 * HOUR, by=editor, now=NOW)
    assert (moved.number, moved.revision, moved.review) == (2, scheduled.revision, scheduled.review)
    assert live(NOW + 2 * HOUR) == []
    assert live(NOW + 3 * HOUR) == [moved]


def test_it_can_be_moved_back_to_the_same_time(scheduled: Edition, editor: User) -> None:
    moved = publishing.reschedule(scheduled.article, at=NOW + HOUR, by=editor, now=NOW)
    assert live(NOW + HOUR) == [moved]


@pytest.mark.parametrize("at", [NOW, datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)])
def test_a_refused_move_leaves_the_schedule(scheduled: Edition, editor: User, at: datetime) -> None:
    with pytest.raises(Refused):
        publishing.reschedule(scheduled.article, at=at, by=editor, now=NOW)
    assert live(NOW + HOUR) == [scheduled]
    assert Edition.objects.count() == 1


def test_an_older_text_than_the_draft_is_not_moved(
    scheduled: Edition, writer: User, editor: User
) -> None:
    write(scheduled.article, writer, title="A newer draft")
    with refused("moved-on"):
        publishing.reschedule(scheduled.article, at=NOW + 3 * HOUR, by=editor, now=NOW)
    assert live(NOW + HOUR) == [scheduled]


@pytest.mark.parametrize("who", ["writer", "reviewer", "outsider"])
def test_others_may_neither_cancel_nor_move(
    scheduled: Edition, who: str, request: pytest.FixtureRequest, outsider: User
) -> None:
    by = request.getfixturevalue(who)
    with refused("not-allowed"):
        publishing.cancel_schedule(scheduled.article, by=by, now=NOW)
    with refused("not-allowed"):
        publishing.reschedule(scheduled.article, at=NOW + 2 * HOUR, by=by, now=NOW)
    assert live(NOW + HOUR) == [scheduled]


def test_changes_requested_of_a_scheduled_text_make_the_schedule_fall(
    scheduled: Edition, reviewer: User, number: int, writer: User
) -> None:
    write(scheduled.article, writer, title="A newer draft")
    publishing.send_back(scheduled.article, revision=number, by=reviewer, notes="Not so.", now=NOW)
    scheduled.refresh_from_db()
    assert (scheduled.cancelled_at, scheduled.cancelled_by) == (NOW, reviewer)
    assert live(NOW + HOUR) == []


def test_changes_requested_of_a_newer_draft_leave_the_schedule(
    scheduled: Edition, reviewer: User, writer: User
) -> None:
    newer = write(scheduled.article, writer, title="A newer draft").number
    publishing.send_back(scheduled.article, revision=newer, by=reviewer, notes="No.", now=NOW)
    assert live(NOW + HOUR) == [scheduled]


def test_time_is_read_once_the_article_is_held(
    scheduled: Edition, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waited for the lock must not cancel what has come meanwhile."""
    clock = [NOW]
    lock = drafting.lock

    def slow_lock(article: Article) -> Article:
        clock[0] = NOW + HOUR
        return lock(article)

    monkeypatch.setattr(drafting, "lock", slow_lock)
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    with refused("not-scheduled"):
        publishing.cancel_schedule(scheduled.article, by=editor)

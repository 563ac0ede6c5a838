"""Sending an issue: each person once, whatever dies meanwhile.

The recipients are frozen into the ledger, a row each. A worker claims rows, and before the first
byte of a message goes out it commits that it is handed over; the answer is committed together with
the next row's. So a worker that is killed leaves at most one row of which nobody knows.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.findings import Finding, Refused
from newsletter import digests, epoch, ledger
from newsletter.carrier import Carrier, CarrierDown
from newsletter.handing import FEWEST, Refusing, Shift
from newsletter.models import Delivery, Issue
from newsletter.rendering import NoDisclaimer

State = Delivery.State

# Longer than a living worker is ever at one letter (the time-outs of the carrier together).
LEASE = timedelta(minutes=5)
DIED = "The worker died before the answer came."

logger = logging.getLogger(__name__)


@transaction.atomic
def freeze(issue: Issue, *, now: datetime | None = None) -> bool:
    """Write down who is sent an issue whose time has come.

    False if it is not to be started or was already, of many who ask at once one starts it; and if
    the newsletter is locked (`epoch`).
    """
    if _is_locked(issue.pk):
        return False
    now = now or timezone.now()
    due = Issue.objects.filter(
        pk=issue.pk, send_at__lte=now, approved_at__isnull=False, started_at=None, cancelled_at=None
    )
    if not due.update(started_at=now):
        return False
    digests.let_go(issue, now)
    ledger.freeze(issue, now)
    return True


def never() -> bool:
    """Nothing else is to be done."""
    return False


def work(issue_id: int, *, until: float, gives_way: Callable[[], bool] = never) -> bool:
    """Send copies until the clock (`time.monotonic`) says so, or none is due, or, asked after each
    batch, it `gives_way` to something else; whether some are due still."""
    if _is_locked(issue_id):
        return False
    _keep_commits()
    issue = Issue.objects.select_related("disclaimer", "correction").get(pk=issue_id)
    with closing(Carrier()) as carrier:
        _work(Shift(issue, secrets.token_hex(16), carrier), until, gives_way)
    finish(issue_id)
    return due(issue_id).exists()


def _work(shift: Shift, until: float, gives_way: Callable[[], bool]) -> None:
    try:
        while time.monotonic() < until and (
            rows := claim(shift.issue.pk, shift.worker, most=shift.most)
        ):
            shift.send(rows, until=until)
            if gives_way():
                break
    except CarrierDown as down:
        logger.warning("%s waits for the mail server: %s", shift.issue, down)
    except (NoDisclaimer, Refusing, Refused):
        logger.exception("%s is paused", shift.issue)
        Issue.objects.filter(pk=shift.issue.pk).update(paused_at=timezone.now())


def _is_locked(issue_id: int) -> bool:
    locked = epoch.is_locked()
    if locked:
        logger.error("Issue %s: %s", issue_id, epoch.LOCKED)
    return locked


def _keep_commits() -> None:
    """A commit that a power cut takes back would be a letter sent twice. SQLite is set to risk that
    elsewhere; here each commit waits for the disk, as on PostgreSQL."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def due(issue_id: int, now: datetime | None = None) -> QuerySet[Delivery]:
    """The rows that a worker may claim; none of a paused or cancelled issue."""
    return Delivery.objects.filter(
        issue=issue_id,
        issue__started_at__isnull=False,
        issue__paused_at=None,
        issue__cancelled_at=None,
        state=State.QUEUED,
        due_at__lte=now or timezone.now(),
    )


def claim(
    issue_id: int, worker: str, *, most: int = FEWEST, now: datetime | None = None
) -> list[Delivery]:
    """Make so many due rows the worker's own and return them."""
    epoch.advance()
    return ledger.claim(issue_id, worker, most=most, now=now or timezone.now())


def recover(*, now: datetime | None = None) -> None:
    """Take up what dead workers had claimed: what they had not handed over is queued again, of the
    rest nobody knows."""
    now = now or timezone.now()
    claimed, long_ago = Delivery.objects.filter(state=State.CLAIMED), now - LEASE
    claimed.filter(claimed_at__lt=long_ago, handed_at=None).update(
        state=State.QUEUED, worker="", due_at=now
    )
    claimed.filter(claimed_at__lt=long_ago, handed_at__lt=long_ago).update(
        state=State.UNCERTAIN, detail=DIED
    )


@transaction.atomic
def finish(issue_id: int, *, now: datetime | None = None) -> None:
    """Close an issue of which nothing is queued, claimed or uncertain; what a cancelled one has
    still in the queue is skipped."""
    now = now or timezone.now()
    # Held, so that whoever queues failed copies again (`retrying`) does it before or afterwards.
    begun = Issue.objects.filter(started_at__isnull=False, finished_at=None)
    issue = begun.select_for_update().filter(pk=issue_id).first()
    if issue is None:
        return
    if issue.cancelled_at:
        issue.deliveries.filter(state=State.QUEUED).update(
            state=State.SKIPPED, settled_at=now, detail="The issue was cancelled."
        )
    if not issue.deliveries.open().exists():
        Issue.objects.filter(pk=issue_id).update(finished_at=now)


def resend(delivery: Delivery, *, by: User, now: datetime | None = None) -> None:
    """Queue an uncertain copy again: a person's decision, for it may become a second one.

    Raises Refused: `not-allowed`, `not-uncertain`.
    """
    if not by.has_perm("newsletter.send_issue"):
        raise Refused([Finding("not-allowed", "Your account may not send newsletters.")])
    now = now or timezone.now()
    uncertain = Delivery.objects.filter(pk=delivery.pk, state=State.UNCERTAIN)
    if not uncertain.update(
        state=State.QUEUED,
        worker="",
        handed_at=None,
        due_at=now,
        resent_at=now,
        detail=f"Queued again by {by}.",
    ):
        raise Refused([Finding("not-uncertain", "What became of this copy is known by now.")])

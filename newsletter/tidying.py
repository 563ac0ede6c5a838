"""How long the newsletter keeps what, in one table; what is over is put away at night."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from newsletter import erasing
from newsletter.models import Delivery, Report, Suppression


def forget_details(now: datetime, kept: timedelta) -> None:
    """What servers said of copies: their words often name the address."""
    old = Delivery.objects.filter(settled_at__lt=now - kept).exclude(detail="")
    old.update(detail="")


def forget_unconfirmed(now: datetime, kept: timedelta) -> None:
    """Who asked and did not confirm."""
    erasing.forget_unconfirmed(now)


def forget_reports(now: datetime, kept: timedelta) -> None:
    """What came back of copies: that it did, and why."""
    Report.objects.filter(at__lt=now - kept).delete()


def forget_lifted(now: datetime, kept: timedelta) -> None:
    """Addresses that were let in again."""
    Suppression.objects.filter(lifted_at__lt=now - kept).delete()


# Tokens for leaving are not among them, which work for ever, nor are addresses that are stopped.
PERIODS: dict[str, tuple[timedelta, Callable[[datetime, timedelta], None]]] = {
    "requests that nobody confirmed": (erasing.KEEP_PENDING, forget_unconfirmed),
    "what servers said of copies": (timedelta(days=365), forget_details),
    "what came back of copies": (timedelta(days=365), forget_reports),
    "addresses that were let in again": (timedelta(days=365), forget_lifted),
}


def tidy(now: datetime | None = None) -> None:
    """Put away what is kept no longer."""
    for kept, forget in PERIODS.values():
        forget(now or timezone.now(), kept)

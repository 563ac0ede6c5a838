"""How long the newsletter keeps what it holds on people, in one table; what is over is put away at
night."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from newsletter import erasing
from newsletter.models import Delivery, Report, Subscriber, Suppression

A_YEAR = timedelta(days=365)
ERASED = "until they are erased"


def forget_details(now: datetime, kept: timedelta) -> None:
    """What servers said of copies: their words often name the address."""
    old = Delivery.objects.filter(settled_at__lt=now - kept).exclude(detail="")
    old.update(detail="")


def forget_reasons(now: datetime, kept: timedelta) -> None:
    """Why people left."""
    old = Subscriber.objects.filter(left_at__lt=now - kept).exclude(left_because="")
    old.update(left_because="")


def forget_unconfirmed(now: datetime, kept: timedelta) -> None:
    """Who asked and did not confirm."""
    erasing.forget_unconfirmed(now)


def forget_reports(now: datetime, kept: timedelta) -> None:
    """What came back of copies: that it did, and why."""
    Report.objects.filter(at__lt=now - kept).delete()


def forget_lifted(now: datetime, kept: timedelta) -> None:
    """Addresses that were let in again."""
    Suppression.objects.filter(lifted_at__lt=now - kept).delete()


@dataclass(frozen=True)
class Kept:
    """Something that is held on people: for how long, or until when and why."""

    what: str
    period: timedelta | None = None
    forget: Callable[[datetime, timedelta], None] | None = None
    until: str = ""
    because: str = ""

    @property
    def words(self) -> str:
        """For how long, in words."""
        return f"{self.period.days} days" if self.period else f"{self.until}, {self.because}"


PERIODS = [
    Kept("requests that nobody confirmed", erasing.KEEP_PENDING, forget_unconfirmed),
    Kept("what servers said of copies", A_YEAR, forget_details),
    Kept("what came back of copies", A_YEAR, forget_reports),
    Kept("addresses that were let in again", A_YEAR, forget_lifted),
    Kept(
        "hashes of addresses that are stopped",
        until="for ever",
        because="because nothing may be sent there again, whoever asks",
    ),
    Kept("reasons for leaving", A_YEAR, forget_reasons),
    Kept(
        "addresses and choices of those who are subscribed",
        until=ERASED,
        because="because the newsletter goes there",
    ),
    Kept(
        "addresses and choices of those who have left",
        until=ERASED,
        because="because what they agreed to, and that they left, must stay provable",
    ),
    Kept(
        "what each agreed to (details of consents)",
        until=ERASED,
        because="because we must be able to prove it",
    ),
    Kept("the chain of consents", until="for ever", because="because it tells nobody who it was"),
    Kept(
        "which copies each was sent (the ledger)",
        until="for ever, and nobody’s once they are erased",
        because="because corrections are told by it",
    ),
    Kept(
        "hashes of tokens for leaving",
        until=ERASED,
        because="because the link in an old mail must work",
    ),
]


def tidy(now: datetime | None = None) -> None:
    """Put away what is kept no longer."""
    for kept in PERIODS:
        if kept.period and kept.forget:
            kept.forget(now or timezone.now(), kept.period)

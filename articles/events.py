"""What happened in the public library, in one order for ever: for whoever keeps a copy of it.

An event is told once it is past by `HELD_BACK`, and not before every transaction has ended that may
still bring an earlier one. So nothing ever comes in before what was told already, and whoever goes
on from where they stopped misses nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles import history
from articles.models import Disclaimer, Edition, Notice, NoticeAnswer, Redaction, Withdrawal

# What a transaction takes from reading the clock to its end, and by how much clocks differ.
HELD_BACK = timedelta(seconds=10)
# A transaction that hangs for longer is not waited for: the feed has to go on some day.
PATIENCE = timedelta(minutes=10)
OLDEST_WRITER = """SELECT MIN(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"""
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, order=True)
class Place:
    """Where an event stands in the order; `kind` is its place in KINDS."""

    at: datetime
    kind: int
    pk: int


@dataclass(frozen=True)
class Event:
    """A row of the record by which something changed for readers."""

    place: Place
    row: Any

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return list(KINDS)[self.place.kind]


def after(place: Place, limit: int, now: datetime | None = None) -> list[Event]:
    """The first events after that place, in a query for each kind."""
    until = horizon(now or timezone.now())
    told = [_told(kind, place, until, limit) for kind in range(len(KINDS))]
    return list(islice(merge(*told, key=lambda event: event.place), limit))


def horizon(now: datetime) -> datetime:
    """The moment up to which the order is settled at `now`.

    PostgreSQL lets many write at a time, and says since when each of them does. SQLite has one
    writer, whose transactions are short.
    """
    if connection.vendor != "postgresql":
        return now - HELD_BACK
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_WRITER)
        (oldest,) = cursor.fetchone()
    return min(now, max(oldest or now, now - PATIENCE)) - HELD_BACK


def _told(kind: int, place: Place, until: datetime, limit: int) -> Iterable[Event]:
    rows = list(KINDS.values())[kind](until).filter(moment__lte=until)
    after = Q(moment__gt=place.at) | Q(moment=place.at, pk__gt=_last(kind, place))
    # Said twice: where an index begins, no database can tell from an alternative.
    rows = rows.filter(after, moment__gte=place.at)
    first = rows.order_by("moment", "pk")[:limit]
    return [Event(Place(row.moment, kind, row.pk), row) for row in first]


def _last(kind: int, place: Place) -> int:
    """Of the place's own moment, the last key of this kind that stands before the place."""
    if kind == place.kind:
        return place.pk
    return LARGEST_KEY if kind < place.kind else 0


def _editions(until: datetime) -> QuerySet[Any]:
    rows = history.with_is_live(Edition.objects.published(until)).select_related("article")
    return rows.annotate(moment=F("published_at")).only("number", "article__slug")


def _withdrawals(until: datetime) -> QuerySet[Any]:
    rows = Withdrawal.objects.select_related("article")
    told = ("kind", "reason", "wrong_since", "withdrawn_at", "article__slug")
    return rows.annotate(moment=F("withdrawn_at")).only(*told)


def _redactions(until: datetime) -> QuerySet[Any]:
    """Of articles that readers have had."""
    rows = Redaction.objects.select_related("article").annotate(moment=F("redacted_at"))
    return rows.filter(_had("redacted_at")).only("article__slug")


def _notices(until: datetime) -> QuerySet[Any]:
    """About works that readers are shown, or were."""
    cited = Edition.objects.published(until).filter(sources=OuterRef("source"))
    return Notice.objects.grave().filter(Exists(cited)).annotate(moment=F("found_at"))


def _answers(until: datetime) -> QuerySet[Any]:
    rows = NoticeAnswer.objects.select_related("article").annotate(moment=F("answered_at"))
    return rows.filter(_had("answered_at")).only("article__slug")


def _disclaimers(until: datetime) -> QuerySet[Any]:
    return Disclaimer.objects.annotate(moment=F("in_force_from")).only("pk")


def _had(moment: str) -> Exists:
    """Whether readers had an edition of the article at that moment of a row."""
    return Exists(Edition.objects.published(OuterRef(moment)).filter(article=OuterRef("article")))


# Of one moment, in this order, which others hold in their cursors: a new kind goes to the end. Each
# function gives the rows of a kind, with their `moment`.
KINDS = {
    "edition": _editions,
    "withdrawal": _withdrawals,
    "redaction": _redactions,
    "notice": _notices,
    "notice-answered": _answers,
    "disclaimer": _disclaimers,
}

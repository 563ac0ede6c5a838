"""The link check: does the address of a source still lead to it?

A page is dead when its server says so (404, 410), or when its host has not existed for a day. A
server that is slow, broken, or turns programs away tells nothing: that is unknown, and neither
"works" nor "dead".
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_q.tasks import async_task

from articles import asking
from articles.findings import Finding, Refused, refuse_if
from articles.models import Source
from articles.models.job import Made
from klarity import safe_fetch
from klarity.safe_fetch import Client, Fetched, Unfetchable

Status = Source.LinkStatus

GONE = {404, 410}
NO_HOST = "There is no such host."
# Enough to be answered at all: the page itself is not looked at.
MOST_BYTES = 20_000
MOST_A_WEEK = 2_000
LONGEST_URL = 1_000
LATELY = timedelta(days=5)
A_DAY = timedelta(days=1)
FOUND = ["link_status", "link_detail", "link_moved_to", "link_checked_at"]


@dataclass(frozen=True)
class Verdict:
    """What became of an address; `moved_to` is where it is for good, with the status MOVED."""

    status: Status
    detail: str
    moved_to: str = ""


def check_all(left: int = MOST_A_WEEK) -> None:
    """Check the addresses that were checked least lately: one shift of the weekly round, of which
    `left` may still be checked. The next shift is ordered at its end."""
    until = time.monotonic() + settings.SHIFT_SECONDS
    for count, (source, verdict) in enumerate(verdicts(_due(left)), start=1):
        keep(source, verdict)
        if time.monotonic() > until:
            async_task("articles.link_check.check_all", left - count)
            return


def _due(most: int) -> list[Source]:
    lately = Q(link_checked_at__gte=timezone.now() - LATELY)
    sources = Source.objects.exclude(url="").exclude(lately).only("url", "link_checked_at")
    return list(sources.order_by(F("link_checked_at").asc(nulls_first=True), "pk")[:most])


def verdicts(sources: Iterable[Source]) -> Iterator[tuple[Source, Verdict]]:
    """Each of the sources with what became of its address: one visit after the other, each after a
    pause."""
    with Client(user_agent=settings.LOOKUP_USER_AGENT, transport=asking.transport()) as client:
        for source in sources:
            time.sleep(settings.WATCH_PAUSE_SECONDS)
            yield source, check(source.url, client)


def check(url: str, client: Client) -> Verdict:
    """Visit one address and judge the answer."""
    try:
        fetched = _visit(url, client)
    except Unfetchable as error:
        return Verdict(Status.UNKNOWN, NO_HOST if error.reason == "no-host" else _said(error))
    if fetched.status in GONE:
        return Verdict(Status.DEAD, f"The server answered {fetched.status}: there is no such page.")
    if not fetched.is_success:
        return Verdict(
            Status.UNKNOWN, f"The server answered {fetched.status}, which tells nothing."
        )
    if fetched.for_good and len(fetched.final_url) <= LONGEST_URL:
        return Verdict(Status.MOVED, "It has moved for good.", fetched.final_url)
    return Verdict(Status.WORKS, "")


def _visit(url: str, client: Client) -> Fetched:
    """The answer to HEAD, and where that is not simply "here it is", to GET: many servers refuse
    HEAD, answer it wrongly or not at all."""
    try:
        fetched = safe_fetch.get(url, client=client, method="HEAD")
    except Unfetchable as error:
        if error.reason != "no-answer":
            raise
    else:
        if fetched.is_success:
            return fetched
    return safe_fetch.get(url, client=client, max_bytes=MOST_BYTES)


def _said(error: Unfetchable) -> str:
    return f"{error.sentence[:1].upper()}{error.sentence[1:]}."


@transaction.atomic
def keep(source: Source, verdict: Verdict, now: datetime | None = None) -> Source:
    """Store what became of the source's address, unless somebody has changed that meanwhile;
    returns the row."""
    now = now or timezone.now()
    row = Source.objects.select_for_update().get(pk=source.pk)
    if row.url != source.url:
        return row
    row.link_status = Status.DEAD if _long_gone(row, verdict, now) else verdict.status
    row.link_detail = verdict.detail[:300]
    row.link_moved_to = verdict.moved_to
    row.link_checked_at = now
    row.save(update_fields=FOUND)
    return row


def _long_gone(row: Source, verdict: Verdict, now: datetime) -> bool:
    """Whether the host did not exist a day ago either: for an hour, a name server may be at
    fault."""
    if verdict.detail != NO_HOST or row.link_detail != NO_HOST or row.link_checked_at is None:
        return False
    return row.link_status == Status.DEAD or row.link_checked_at <= now - A_DAY


def look(entry: Any, by: User) -> Made:
    """For a job: check the address of the source of the entry now, and store what became of it.

    Raises Refused (`unknown`) if that cannot be told.
    """
    source = Source.objects.filter(pk=entry["source"]).exclude(url="").first()
    if source is None:
        raise Refused([Finding("unknown", "It has no address.")])
    row = keep(*next(verdicts([source])))
    if row.link_status == Status.UNKNOWN:
        raise Refused([Finding("unknown", row.link_detail or "Its address was changed meanwhile.")])
    status = Status(row.link_status).label.lower()
    return Made(text=f"{row}: {status}", model="source", pk=row.pk)


@transaction.atomic
def take_over(source: Source, *, by: User) -> Source:
    """Make the address to which the source has moved its address.

    Raises Refused: `not-allowed`, `not-moved`, `known`.
    """
    row = Source.objects.select_for_update().get(pk=source.pk)
    refuse_if(chain(_may_change(by), _movable(row)))
    row.url, row.link_moved_to = row.link_moved_to, ""
    row.link_status, row.link_detail = Status.WORKS, ""
    row.save(update_fields=["url", *FOUND])
    return row


def _may_change(by: User) -> Iterator[Finding]:
    if not by.has_perm("articles.change_source"):
        yield Finding("not-allowed", "Your account may not change sources. Ask an editor.")


def _movable(source: Source) -> Iterator[Finding]:
    if not source.link_moved_to:
        yield Finding("not-moved", "No new address is known for this source.")
    elif Source.objects.filter(url=source.link_moved_to).exclude(pk=source.pk).exists():
        yield Finding("known", "The library has another source at the new address already.")

"""What comes back of the copies that went out: each report is matched with its copy, noted there,
and an address that is dead, or whose owner complained, is stopped."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from django.db import transaction
from django.utils import timezone

from newsletter import addresses, letters, reports, stopping, suppression, tokens
from newsletter.models import Delivery, LeavingToken, Report, Subscriber, Suppression

Outcome = Literal["stopped", "noted", "known", "unmatched"]

REASONS = {
    "bounced": Suppression.Reason.BOUNCED,
    "complained": Suppression.Reason.COMPLAINED,
}
# For so long after an issue the refusals of its copies are looked through.
LATELY = timedelta(days=7)


class Match(NamedTuple):
    """Whose mail came back, which copy if that is known, and when it was sent."""

    subscriber: Subscriber
    copy: Delivery | None
    sent_at: datetime


@transaction.atomic
def take_in(report: reports.Report, *, now: datetime | None = None) -> Outcome:
    """Do what a report asks for that came by mail, if it proves that it is about a mail of ours.

    "stopped": the address is written to no more; "noted": on the copy only; "known": all of it was
    done before; "unmatched": nothing is. Raises KeyChanged.
    """
    suppression.ensure_key()  # under another key no copy is known by its Message-ID
    now = now or timezone.now()
    match = _matched(report)
    if match is None:
        return "unmatched"
    is_noted = match.copy is not None and _note(match.copy, report.kind, report.words, now)
    email = match.subscriber.email
    if _stop(email, report.kind, report.words, sent_at=match.sent_at, now=now):
        return "stopped"
    return "noted" if is_noted else "known"


@transaction.atomic
def take_word(
    email: str,
    kind: reports.Kind,
    *,
    words: str,
    message_id: str = "",
    at: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """Do what a mail service reports that has proved who it is: it is believed without a copy.

    `at`: when it happened. Raises KeyChanged.
    """
    now = now or timezone.now()
    copy = letters.delivery(message_id)
    if copy and copy.subscriber and copy.subscriber.key == addresses.key(email):
        _note(copy, kind, reports.without_address(words, email), now)
    _stop(email, kind, words, sent_at=at or now, now=now)


def take_up_refusals(now: datetime | None = None) -> int:
    """Stop the addresses that a server refused for good while the issues of the last days were
    sent; how many. A function of the schedule. Raises KeyChanged."""
    now = now or timezone.now()
    refused = Delivery.objects.filter(
        state=Delivery.State.FAILED,
        issue__finished_at__gte=now - LATELY,
        subscriber__status=Subscriber.Status.SUBSCRIBED,
    )
    return sum(
        _stop(row.subscriber.email, "bounced", row.detail, sent_at=row.settled_at or now, now=now)
        for row in refused.select_related("subscriber").iterator()
        if row.subscriber and reports.is_hard("", row.detail)
    )


def _stop(email: str, kind: reports.Kind, words: str, *, sent_at: datetime, now: datetime) -> bool:
    """Stop it, if such a report stops anybody; whether that is news."""
    reason = REASONS.get(kind)
    return reason is not None and (
        stopping.stop(email, reason=reason, evidence=words, sent_at=sent_at, now=now) is not None
    )


def _note(copy: Delivery, kind: reports.Kind, words: str, now: datetime) -> bool:
    """On the copy; False if it stands there."""
    values = {"at": now, "words": words}
    return Report.objects.get_or_create(delivery=copy, kind=kind, defaults=values)[1]


def _matched(report: reports.Report) -> Match | None:
    """Anybody can write a report. The token for leaving, which the mail that came back carried, is
    known to nobody who has not seen it; then it does not matter to whom it was sent on. Without
    one the report must name a copy of ours that went out, and the very address it was for."""
    copy, token = letters.delivery(report.message_id), _token(report.links)
    if token:
        is_theirs = copy is not None and copy.subscriber_id == token.subscriber_id
        return Match(token.subscriber, copy if is_theirs else None, token.made_at)
    if copy is None or copy.subscriber is None or copy.handed_at is None:
        return None
    named = {addresses.key(address) for address in report.addresses}
    return Match(copy.subscriber, copy, copy.handed_at) if copy.subscriber.key in named else None


def _token(links: Iterable[str]) -> LeavingToken | None:
    given = (tokens.kept(link.rstrip("/").rpartition("/")[2]) for link in links)
    return next(filter(None, given), None)

"""An address is stopped, for it is dead or its owner complained, and let in again by a person."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.findings import Finding, Refused
from newsletter import reports, subscriptions, suppression
from newsletter.models import Subscriber, Suppression

Reason = Suppression.Reason


@transaction.atomic
def stop(
    email: str,
    *,
    reason: Suppression.Reason,
    evidence: str = "",
    sent_at: datetime | None = None,
    now: datetime | None = None,
) -> Suppression | None:
    """Write to an address no more; whoever is subscribed with it leaves, so all that asks who is
    subscribed need not ask again. Returns the row, None if nothing changes.

    `sent_at`: of the mail that came back; one from before the address was let in again is no news,
    but that somebody complains always counts. Raises KeyChanged.
    """
    suppression.ensure_key()
    now = now or timezone.now()
    fresh = {
        "made_under": suppression.fingerprint(),
        "reason": reason,
        "since": now,
        "evidence": reports.without_address(evidence, email),
        "lifted_at": None,
    }
    row, is_new = Suppression.objects.select_for_update().get_or_create(
        hash=suppression.digest(email), defaults=fresh
    )
    if not is_new:
        if not _is_news(row, reason, sent_at or now):
            return None
        Suppression.objects.filter(pk=row.pk).update(**fresh)
        row.refresh_from_db()
    for subscriber in Subscriber.objects.select_for_update().with_address(email):
        subscriptions.leave(subscriber, page=reason.value, now=now)
    return row


def stop_by_hand(email: str, *, why: str, by: User, now: datetime | None = None) -> Suppression:
    """Stop an address because a colleague says so.

    Raises Refused: `not-allowed`, `stopped`; KeyChanged.
    """
    if not by.has_perm("newsletter.add_suppression"):
        raise Refused([Finding("not-allowed", "Your account may not stop addresses.")])
    row = stop(email, reason=Reason.BY_HAND, evidence=why, now=now)
    if row is None:
        raise Refused([Finding("stopped", "This address is stopped already.")])
    return row


@transaction.atomic
def lift(row: Suppression, *, by: User, now: datetime | None = None) -> Suppression:
    """Let an address be written to again, if its owner asks for the newsletter anew.

    Raises Refused: `not-allowed`, `complained`, `lifted`.
    """
    if not by.has_perm("newsletter.lift_suppression"):
        raise Refused([Finding("not-allowed", "Your account may not let addresses in again.")])
    held = Suppression.objects.select_for_update().get(pk=row.pk)
    if held.reason == Reason.COMPLAINED:
        message = "Its owner complained of our mail: that holds for good."
        raise Refused([Finding("complained", message)])
    if held.lifted_at:
        raise Refused([Finding("lifted", "This address was let in again already.")])
    held.lifted_at = now or timezone.now()
    held.save(update_fields=["lifted_at"])
    return held


def _is_news(row: Suppression, reason: Suppression.Reason, sent_at: datetime) -> bool:
    """Whether it changes a row that there is."""
    is_complaint = reason == Reason.COMPLAINED
    if row.lifted_at is None:
        return is_complaint and row.reason != Reason.COMPLAINED
    return is_complaint or sent_at > row.lifted_at

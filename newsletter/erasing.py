"""A subscriber's own data: handed out, and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsletter import consenting, subscriptions, suppression, wishes
from newsletter.models import Subscriber

KEEP_PENDING = timedelta(days=14)


def export(email: str) -> list[dict[str, Any]]:
    """All that is kept on whoever has the address; that it is stopped, also after an erasure."""
    people = Subscriber.objects.with_address(email)
    return [*(_as_data(each) for each in people), *suppression.export(email)]


@transaction.atomic
def erase(email: str, *, now: datetime | None = None) -> int:
    """Forget whoever has the address: nothing more is sent, and what opens their consents is gone.
    The chain keeps its events, which tell nobody who it was, and the list of stopped addresses its
    hash, so that whoever complained is not written to again. Returns how many there were."""
    found = list(Subscriber.objects.select_for_update().with_address(email))
    for subscriber in found:
        subscriptions.leave(subscriber, page="erased", now=now)
        subscriber.delete()
    return len(found)


@transaction.atomic
def forget_unconfirmed(now: datetime | None = None) -> int:
    """Delete who asked, or was asked for, and never confirmed within two weeks; returns how many.

    Who had been subscribed before is as they were, unsubscribed: what they once agreed to is kept.
    """
    before = (now or timezone.now()) - KEEP_PENDING
    old = Subscriber.objects.select_for_update().filter(asked_at__lt=before)
    pending = old.filter(status=Subscriber.Status.PENDING, confirmed_at__isnull=False)
    pending.update(status=Subscriber.Status.LEFT)
    never = list(old.filter(confirmed_at=None).values_list("pk", flat=True))
    Subscriber.objects.filter(pk__in=never).delete()
    return len(never)


def _as_data(subscriber: Subscriber) -> dict[str, Any]:
    wish = wishes.of(subscriber)
    return {
        "email": subscriber.email,
        "status": subscriber.status,
        "frequency": wish.frequency,
        "topics": wish.slugs,
        "asked_at": _when(subscriber.asked_at),
        "confirmed_at": _when(subscriber.confirmed_at),
        "left_at": _when(subscriber.left_at),
        "left_because": subscriber.left_because,
        "mailed_at": _when(subscriber.mailed_at),
        "consents": consenting.receipt(subscriber),
        "issues": [
            {
                "issue": str(each.issue),
                "state": each.state,
                "at": _when(each.settled_at),
                "reported": [report.kind for report in each.reports.all()],
            }
            for each in subscriber.deliveries.select_related("issue")
            .prefetch_related("reports")
            .order_by("pk")
        ],
    }


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

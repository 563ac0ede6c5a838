"""A subscriber's own data: handed out, and forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsletter import consenting, subscriptions
from newsletter.models import Subscriber

KEEP_PENDING = timedelta(days=14)


def export(email: str) -> list[dict[str, Any]]:
    """All that is kept on whoever has the address."""
    return [
        {
            "email": subscriber.email,
            "status": subscriber.status,
            "frequency": subscriber.frequency,
            "topics": list(subscriber.topics.values_list("slug", flat=True)),
            "left_because": subscriber.left_because,
            "consents": consenting.receipt(subscriber),
        }
        for subscriber in Subscriber.objects.with_address(email)
    ]


@transaction.atomic
def erase(email: str, *, now: datetime | None = None) -> int:
    """Forget whoever has the address: nothing more is sent, and what opens their consents is gone.
    The chain keeps its events, which tell nobody who it was. Returns how many there were."""
    found = list(Subscriber.objects.with_address(email))
    for subscriber in found:
        subscriptions.leave(subscriber, page="erased", now=now)
        subscriber.delete()
    return len(found)


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Delete who asked and did not confirm within two weeks; returns how many."""
    before = (now or timezone.now()) - KEEP_PENDING
    pending = Subscriber.objects.filter(status=Subscriber.Status.PENDING, asked_at__lt=before)
    return pending.delete()[1].get("newsletter.Subscriber", 0)

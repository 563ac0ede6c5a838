"""The list of addresses that are not written to, which holds none of them: each is known again by a
keyed hash (HMAC, RFC 2104), against which nobody can try addresses without SUPPRESSION_KEY.

So it outlives the erasure of a person. The same key must be kept for ever: under another nobody on
the list is found, and then nothing is sent to whoever asks, nor anything added (`ensure_key`).
"""

import hmac
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet

from newsletter import addresses
from newsletter.models import Suppression

CHANGED = (
    "The list of stopped addresses was made under another SUPPRESSION_KEY: nobody on it is known"
    " again, so nobody who asks for the newsletter is sent a mail."
)


class KeyChanged(ImproperlyConfigured):
    """SUPPRESSION_KEY is not the one that the list was made under."""


def digest(email: str) -> str:
    """Under which an address stands in the list, however it is written."""
    return keyed("address", addresses.key(email))


def fingerprint() -> str:
    """By which a key is known again, and not found out."""
    return keyed("key", "")[:16]


def found(email: str) -> Suppression | None:
    """The address's row, in force or lifted."""
    return Suppression.objects.filter(hash=digest(email)).first()


def is_stopped(email: str) -> bool:
    """Whether nothing may be sent to the address."""
    return Suppression.objects.filter(hash=digest(email), lifted_at=None).exists()


def foreign() -> QuerySet[Suppression]:
    """What was made under another key."""
    return Suppression.objects.exclude(made_under=fingerprint())


def ensure_key() -> None:
    """Raises KeyChanged. One row tells of all, for none is added under a second key."""
    made_under = Suppression.objects.order_by().values_list("made_under", flat=True).first()
    if made_under not in {None, fingerprint()}:
        raise KeyChanged(CHANGED)


def export(email: str) -> list[dict[str, Any]]:
    """What the list tells of whoever has the address."""
    row = found(email)
    if row is None:
        return []
    told = {
        "stopped_since": row.since.isoformat(),
        "because": row.get_reason_display(),
        "evidence": row.evidence,
        "lifted_at": row.lifted_at and row.lifted_at.isoformat(),
    }
    return [told]


def keyed(purpose: str, text: str) -> str:
    """A hash that nobody makes without the key, for one purpose."""
    message = f"{purpose}:{text}".encode(errors="replace")
    return hmac.new(settings.SUPPRESSION_KEY.encode(), message, "sha256").hexdigest()

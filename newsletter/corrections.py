"""Telling those who were mailed an article while it was wrong: decided by a person, and once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import Truncator

from articles.findings import Finding, refuse_if
from articles.models import Edition, Withdrawal
from newsletter import mailed, requirements
from newsletter.models import Beginning, Correction, Issue
from newsletter.models.issue import TELLS

LONGEST_TITLE = 120
LONGEST_REASON = 2000


@dataclass(frozen=True)
class Waiting:
    """What nobody has decided yet: the row to be, and how many people were mailed the article while
    it was wrong."""

    correction: Correction
    mailed: int


def waiting() -> list[Waiting]:
    """The corrections and retractions of articles that people were mailed while they were wrong,
    the oldest first, until somebody decides. Two queries."""
    tells = Issue.objects.filter(TELLS, correction=OuterRef("pk"))
    decided = Correction.objects.filter(~Q(untold_because="") | Exists(tells))
    editions = mailed.corrections().filter(~Exists(decided.filter(edition=OuterRef("pk"))))
    gone = mailed.retractions().filter(~Exists(decided.filter(withdrawal=OuterRef("pk"))))
    found = [
        *editions.filter(mailed__gt=0).select_related("article"),
        *gone.filter(mailed__gt=0).select_related("article"),
    ]
    rows = [Waiting(_new(cause), cause.mailed) for cause in found]
    return sorted(rows, key=lambda row: row.correction.at)


def of(cause: Edition | Withdrawal) -> Correction:
    """What was decided on it; a row that is not stored, if nothing was."""
    new = _new(cause)
    found = Correction.objects.select_related("decided_by").filter(**_cause(new)).first()
    if found is None:
        new.title = _title(cause)
    return found or new


def issue(correction: Correction) -> Issue | None:
    """The issue that tells of it, or is to."""
    issues = correction.issues.all() if correction.pk else []
    return next((each for each in issues if each.started_at or not each.cancelled_at), None)


@transaction.atomic
def draft(correction: Correction, *, by: User, now: datetime | None = None) -> Issue:
    """Draft the issue that tells of it; of many who do so at once, one does.

    Raises Refused: `not-allowed`, `told`, `untold`, `nobody-mailed`, `not-live`.
    """
    now = now or timezone.now()
    held = _held(correction, by, now)
    refuse_if(against(held, now))
    _decided(held, by, now)
    list(Beginning.objects.select_for_update().order_by("pk"))  # so that each gets its number
    frequency = Issue.Frequency.CORRECTION
    return Issue.objects.create(
        frequency=frequency,
        number=Issue.objects.filter(frequency=frequency).count() + 1,
        correction=held,
        subject=f"{held.word}: {Truncator(held.title).chars(LONGEST_TITLE)}",
        drafted_at=now,
    )


@transaction.atomic
def tell_nobody(
    correction: Correction, *, reason: str, by: User, now: datetime | None = None
) -> Correction:
    """Decide that nobody is told, and why.

    Raises Refused: `not-allowed`, `told`, `no-reason`.
    """
    held, reason = _held(correction, by, now or timezone.now()), reason.strip()
    refuse_if(chain(_told(held), _unfit(reason)))
    held.untold_because = reason
    return _decided(held, by, now)


@transaction.atomic
def reconsider(correction: Correction, *, by: User, now: datetime | None = None) -> Correction:
    """Take it back that nobody is told: it waits again.

    Raises Refused: `not-allowed`, `not-untold`.
    """
    held = _held(correction, by, now or timezone.now())
    if not held.untold_because:
        refuse_if([Finding("not-untold", "Nobody has decided to tell nobody.")])
    held.untold_because = ""
    return _decided(held, by, now)


def against(correction: Correction, now: datetime) -> Iterator[Finding]:
    """What stands against telling of it."""
    yield from _told(correction)
    if correction.untold_because:
        yield Finding("untold", "Somebody decided to tell nobody. Take that back first.")
    if not mailed.people(correction).exists():
        message = "Nobody who is subscribed was mailed the article while it was wrong."
        yield Finding("nobody-mailed", message)
    yield from requirements.stands(correction, now)


def _held(correction: Correction, by: User, now: datetime) -> Correction:
    """Its row, made if need be, and locked until the transaction ends."""
    refuse_if(requirements.permission(by, "change"))
    first = {"decided_by": by, "decided_at": now, "title": _title(correction.cause)}
    row, _ = Correction.objects.get_or_create(**_cause(correction), defaults=first)
    return Correction.objects.select_for_update().get(pk=row.pk)


def _new(cause: Edition | Withdrawal) -> Correction:
    if isinstance(cause, Edition):
        return Correction(edition=cause)
    return Correction(withdrawal=cause)


def _cause(correction: Correction) -> dict[str, Edition | Withdrawal | None]:
    return {"edition": correction.edition, "withdrawal": correction.withdrawal}


def _title(cause: Edition | Withdrawal) -> str:
    """The correcting edition's; of a retracted article its last."""
    if isinstance(cause, Edition):
        return cause.title
    published = Edition.objects.published(cause.withdrawn_at).filter(article=cause.article)
    return str(published.order_by("-number").values_list("title", flat=True)[0])


def _decided(held: Correction, by: User, now: datetime | None) -> Correction:
    held.decided_by, held.decided_at = by, now or timezone.now()
    held.save()
    return held


def _told(held: Correction) -> Iterator[Finding]:
    if found := issue(held):
        yield Finding("told", f"“{found}” tells of it: each is told once.")


def _unfit(reason: str) -> Iterator[Finding]:
    if not 0 < len(reason) <= LONGEST_REASON:
        message = f"Say why nobody is told, in at most {LONGEST_REASON:,} characters."
        yield Finding("no-reason", message, "reason")

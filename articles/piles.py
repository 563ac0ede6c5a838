"""Which articles wait for something, for what and for whom, told from one query.

However many there are, those that wait are read once and laid into their piles in Python.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, Assignment, Review, Revision, Status, Submission

SOON = timedelta(days=60)
AT_REST = [Status.PUBLISHED, Status.WITHDRAWN]
# What the piles tell of an article. To fetch no more halves the time of a thousand that are due.
TOLD = (
    *("pk", "name", "status", "newest", "saved_at", "saved_by", "submitted_at", "taken_by"),
    *("reviewed_at", "reviewer_name", "review_due_on", "scheduled_for", "scheduled_revision"),
)


@dataclass(frozen=True)
class Pile:
    """Which articles lie in a tray, for whom, in what order, and what is told of each.

    `permissions`: whoever has one of them sees the tray. `query` asks the list for the same.
    """

    title: str
    empty: str
    query: str
    permissions: tuple[str, ...]
    holds: Callable[[Any], bool]
    order: Callable[[Any], date | datetime | None]
    detail: Callable[[Any], str]
    is_personal: bool = False
    newest_first: bool = False


def on(moment: date | datetime | None, form: str = "j F Y") -> str:
    """A day, or a moment by London time, in words; nothing for None."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, form) if moment else ""


def _saved(row: Any) -> str:
    return f"saved {on(row.saved_at)} by {row.saved_by}" if row.saved_at else "nothing saved yet"


def _waiting(row: Any) -> str:
    taken = f"taken by {row.taken_by}" if row.taken_by else "nobody has taken it yet"
    return f"submitted {on(row.submitted_at)}, {taken}"


def _verdict(row: Any) -> str:
    return f"{on(row.reviewed_at)} by {row.reviewer_name}"


def _overtaken(row: Any) -> str:
    return f"appears {on(row.scheduled_for, 'j F Y, H:i')}; a newer text was {_saved(row)}"


def _days_to_review(row: Any) -> int | None:
    return row.review_due_on and (row.review_due_on - timezone.localdate()).days  # type: ignore[no-any-return]


def _is_overdue(row: Any) -> bool:
    days = _days_to_review(row)
    return days is not None and days < 0


def _is_due_soon(row: Any) -> bool:
    days = _days_to_review(row)
    return days is not None and 0 <= days <= SOON.days


def _is_overtaken(row: Any) -> bool:
    return row.scheduled_for is not None and row.scheduled_revision != row.newest


def _has(status: Status) -> Callable[[Any], bool]:
    return lambda row: row.status == status


PILES = [
    Pile(
        title="My drafts",
        empty="You have no drafts. What you begin or save appears here until you submit it.",
        query="status=draft&mine=yes",
        permissions=("change",),
        holds=_has(Status.DRAFT),
        order=lambda row: row.saved_at,
        detail=_saved,
        is_personal=True,
        newest_first=True,
    ),
    Pile(
        title="Sent back to me",
        empty="No reviewer has asked you for changes.",
        query="status=changes-requested&mine=yes",
        permissions=("change",),
        holds=_has(Status.CHANGES_REQUESTED),
        order=lambda row: row.reviewed_at,
        detail=lambda row: f"sent back {_verdict(row)}",
        is_personal=True,
    ),
    Pile(
        title="Waiting for review",
        empty="Nothing waits for review.",
        query="status=in-review",
        permissions=("review", "submit"),
        holds=_has(Status.IN_REVIEW),
        order=lambda row: row.submitted_at,
        detail=_waiting,
    ),
    Pile(
        title="Approved, not published",
        empty="Every approved text is published or scheduled.",
        query="status=approved",
        permissions=("publish",),
        holds=_has(Status.APPROVED),
        order=lambda row: row.reviewed_at,
        detail=lambda row: f"approved {_verdict(row)}",
    ),
    Pile(
        title="Scheduled",
        empty="Nothing is scheduled.",
        query="schedule=yes",
        permissions=("publish",),
        holds=lambda row: row.scheduled_for is not None,
        order=lambda row: row.scheduled_for,
        detail=lambda row: f"appears {on(row.scheduled_for, 'j F Y, H:i')}",
    ),
    Pile(
        title="Scheduled, but older than the draft",
        empty="Whatever is scheduled is the newest text of its article.",
        query="schedule=older",
        permissions=("publish",),
        holds=_is_overtaken,
        order=lambda row: row.scheduled_for,
        detail=_overtaken,
    ),
    Pile(
        title="Past their review date",
        empty="No live article is past its review date.",
        query="due=overdue",
        permissions=("change", "review"),
        holds=_is_overdue,
        order=lambda row: row.review_due_on,
        detail=lambda row: f"was due {on(row.review_due_on)}; its page says so",
    ),
    Pile(
        title="Due for review in 60 days",
        empty="No review is due in the next 60 days.",
        query="due=soon",
        permissions=("change", "review"),
        holds=_is_due_soon,
        order=lambda row: row.review_due_on,
        detail=lambda row: f"due {on(row.review_due_on)}",
    ),
]


def rows() -> list[Any]:
    """Every article that lies in some pile, with what the piles tell of it, by its title."""
    of_newest = Q(revision=OuterRef("newest"))
    submission = Submission.objects.filter(of_newest).order_by("-pk")
    # In no order: that of the model would join the articles again, and mistake one for the other.
    review = Review.objects.filter(pk=OuterRef("newest_review")).order_by()
    saved = Revision.objects.filter(pk=OuterRef("newest")).order_by()
    saved = saved.annotate(by=_name("saved_by"))
    assigned = Assignment.objects.filter(submission=OuterRef("submission")).order_by("-pk")
    taken = assigned.annotate(by=_name("reviewer"))
    waits = ~Q(status__in=AT_REST) | Q(scheduled_for__isnull=False)
    due = Q(review_due_on__lte=timezone.localdate() + SOON)
    rows = Article.objects.kept().with_status().filter(waits | due)
    return list(
        rows.annotate(
            name=Coalesce(NullIf("title", Value("")), "slug", output_field=CharField()),
            saved_by=Subquery(saved.values("by")),
            submission=Subquery(submission.values("pk")[:1]),
            submitted_at=Subquery(submission.values("submitted_at")[:1]),
            taken_by=Subquery(taken.values("by")[:1]),
            reviewer_name=Subquery(review.values("reviewer_name")),
        ).values_list(*TOLD, named=True)
    )


def _name(user: str) -> Coalesce:
    """What the colleagues call a user: the full name, else the one to sign in with."""
    full = Trim(Concat(f"{user}__first_name", Value(" "), f"{user}__last_name"))
    return Coalesce(NullIf(full, Value("")), f"{user}__username")

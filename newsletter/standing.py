"""Where an issue stands, and how far its sending is, in words and numbers."""

from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from articles.piles import on
from newsletter.models import Delivery, Issue, Report

State = Delivery.State
MOST_REASONS = 10
WAITING = [State.QUEUED, State.CLAIMED]


def with_progress(issues: QuerySet[Issue]) -> QuerySet[Any]:
    """Each with `total` and `done`, the number of its copies and of those that no worker has to
    touch any more. They are counted for those only that are being sent."""
    counted = Delivery.objects.filter(issue=OuterRef("pk")).order_by().values("issue")
    is_sending = Q(started_at__isnull=False, finished_at=None)
    waiting = Q(state__in=WAITING)
    numbers = {"total": Count("pk"), "done": Count("pk", filter=~waiting)}
    return issues.annotate(
        **{
            name: Case(
                When(is_sending, then=Coalesce(Subquery(counted.annotate(n=n).values("n")), 0)),
                output_field=IntegerField(),
            )
            for name, n in numbers.items()
        }
    )


def words(issue: Any) -> str:
    """Where the issue stands; it comes from `with_progress`."""
    sent = f"{issue.done or 0:,} of {issue.total or 0:,}"
    if issue.cancelled_at:
        return f"Cancelled after {sent}" if issue.started_at else "Cancelled"
    if issue.finished_at:
        return f"Sent on {on(issue.finished_at)}"
    if issue.started_at:
        return f"Paused at {sent}" if issue.paused_at else f"Sending: {sent}"
    if issue.send_at:
        return f"Scheduled for {on(issue.send_at, 'j F Y, H:i')}"
    if issue.approved_at:
        return "Approved"
    return "Edited: somebody else approves it" if issue.edited_at else "Draft"


def counts(issue: Issue) -> list[tuple[str, int]]:
    """How many of its copies are in each state, by the states' names, and of how many something
    came back; in two queries."""
    states = issue.deliveries.order_by().values_list("state").annotate(Count("pk"))
    reports = Report.objects.filter(delivery__issue=issue).order_by()
    found = dict([*states, *reports.values_list("kind").annotate(Count("pk"))])
    names = [*State.choices, *Report.Kind.choices]
    return [(label, found[name]) for name, label in names if name in found]


def came_back(issue: Issue) -> list[dict[str, Any]]:
    """What came back of its copies and why, the most frequent first: `label`, `words`, `count`."""
    reports = Report.objects.filter(delivery__issue=issue).order_by()
    rows = reports.values("kind", "words").annotate(count=Count("pk")).order_by("-count", "words")
    return [{**row, "label": Report.Kind(row["kind"]).label} for row in rows[:MOST_REASONS]]


def progress(issue: Any) -> dict[str, Any]:
    """How far the sending is; the issue comes from `with_progress`."""
    return {
        "done": issue.done or 0,
        "total": issue.total or 0,
        "text": words(issue),
        "finished": bool(issue.finished_at or issue.cancelled_at),
    }

"""The five steps from draft to publication, and where an article's newest text stands."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Edition, Revision, Status, Submission
from articles.requirements import latest_review
from articles.waiving import name


@dataclass(frozen=True)
class Step:
    """A step, what the record says of it, and whether the text stands there."""

    label: str
    detail: str
    is_current: bool = False


CURRENT = {
    Status.DRAFT: "Draft",
    Status.CHANGES_REQUESTED: "Draft",
    Status.IN_REVIEW: "Medical review",
    Status.APPROVED: "Approved",
    Status.SCHEDULED: "Scheduled",
    Status.PUBLISHED: "Published",
    Status.WITHDRAWN: "Published",
}


def steps(article: Any, newest: Revision | None, live: Edition | None) -> list[Step]:
    """The steps of an article with its status (see `ArticleQuerySet.with_status`)."""
    details = {
        "Draft": _draft(newest),
        "Medical review": _review(article, newest),
        "Approved": _approval(newest),
        "Scheduled": _when(article.scheduled_for) if article.scheduled_for else "Optional",
        "Published": _published(article, live),
    }
    current = CURRENT.get(Status(article.status))
    return [Step(label, detail, label == current) for label, detail in details.items()]


def _draft(newest: Revision | None) -> str:
    if newest is None:
        return "Nothing saved yet"
    return f"Revision {newest.number}, {name(newest.saved_by)}, {_when(newest.saved_at)}"


def _review(article: Any, newest: Revision | None) -> str:
    if article.status == Status.CHANGES_REQUESTED:
        return "Changes requested"
    submission = Submission.objects.filter(revision=newest).last() if newest else None
    return f"Submitted {_when(submission.submitted_at)}" if submission else "Not yet sent"


def _approval(newest: Revision | None) -> str:
    review = latest_review(newest) if newest else None
    if review is None or not review.approves:
        return "Needs a reviewer"
    return f"{review.reviewer_name}, {_when(review.reviewed_at)}"


def _published(article: Any, live: Edition | None) -> str:
    if live:
        return f"Edition {live.number} is live"
    return "Withdrawn" if article.status == Status.WITHDRAWN else "Nothing is live"


def _when(moment: Any) -> str:
    local = timezone.localtime(moment)
    today = local.date() == timezone.localdate()
    return f"today {local:%H:%M}" if today else date_format(local, "j M Y, H:i")

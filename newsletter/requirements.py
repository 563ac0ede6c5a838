"""What each verb asks of an issue: findings for the verb to refuse with, and for its button to show
beforehand."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from articles.findings import Finding
from articles.models import Disclaimer, Edition
from newsletter import epoch
from newsletter.models import Correction, Issue


def permission(by: User, verb: str) -> Iterator[Finding]:
    """`verb`: change, approve or send."""
    if not by.has_perm(f"newsletter.{verb}_issue"):
        yield Finding("not-allowed", f"Your account may not {verb} newsletters.")


def unmoved(issue: Issue, seen: datetime | None) -> Iterator[Finding]:
    """Nobody has edited it since the person was shown it."""
    if issue.edited_at != seen:
        who = (issue.edited_by and issue.edited_by.get_full_name()) or issue.edited_by or "Somebody"
        yield Finding("moved-on", f"{who} has changed the issue since. Look at it again.")


def unsent(issue: Issue) -> Iterator[Finding]:
    """Nobody was sent it yet, and somebody may be."""
    if issue.cancelled_at:
        yield Finding("cancelled", f"{issue} was cancelled.")
    elif issue.started_at:
        yield Finding("started", f"{issue} is being sent, or was.")


def approvable(issue: Issue, by: User, now: datetime) -> Iterator[Finding]:
    """It was edited by somebody else, readers find all of it, and there is a disclaimer for it."""
    if found := list(unsent(issue)):
        yield from found
        return
    if issue.edited_by is None:
        message = "Nobody has looked at this draft yet: one person saves it, another approves it."
        yield Finding("nobody-edited", message)
    elif issue.edited_by == by:
        yield Finding("own-work", "You edited this issue last, so somebody else approves it.")
    yield from current(issue, now)
    if Disclaimer.objects.in_force(now) is None:
        yield Finding("no-disclaimer", "No medical disclaimer is in force.")


def schedulable(issue: Issue, at: datetime) -> Iterator[Finding]:
    """It is approved, readers will find all of it at that time, and this database may send."""
    if found := list(unsent(issue)):
        yield from found
        return
    if epoch.is_locked():
        yield Finding("locked", epoch.LOCKED)
    if issue.approved_at is None:
        yield Finding("not-approved", "A second person has to approve the issue first.")
    yield from current(issue, at)


def scheduled(issue: Issue) -> Iterator[Finding]:
    """It has a time that can be taken back."""
    if found := list(unsent(issue)):
        yield from found
    elif issue.send_at is None:
        yield Finding("not-scheduled", f"{issue} has no time to be taken back.")


def running(issue: Issue) -> Iterator[Finding]:
    """It is being sent, and is not paused."""
    if found := list(_sending(issue)):
        yield from found
    elif issue.paused_at:
        yield Finding("paused", f"{issue} is paused.")


def paused(issue: Issue) -> Iterator[Finding]:
    """It is being sent, and is paused; a correction that does not stand any more stays so."""
    if found := list(_sending(issue)):
        yield from found
    elif not issue.paused_at:
        yield Finding("not-paused", f"{issue} is not paused.")
    elif issue.correction:
        yield from stands(issue.correction, timezone.now())


def unfinished(issue: Issue) -> Iterator[Finding]:
    """There is something left to cancel."""
    if issue.cancelled_at:
        yield Finding("cancelled", f"{issue} was cancelled.")
    elif issue.finished_at:
        yield Finding("finished", f"{issue} was sent.")


def begun(issue: Issue) -> Iterator[Finding]:
    """It is being sent, or was, and is not cancelled."""
    if issue.cancelled_at:
        yield Finding("cancelled", f"{issue} was cancelled.")
    elif issue.started_at is None:
        yield Finding("not-sending", f"{issue} is not being sent.")


def current(issue: Issue, at: datetime) -> Iterator[Finding]:
    """Readers find all that it tells of at that time: nothing was withdrawn or replaced by another
    edition, and nothing is overdue for review; a correction stands."""
    if issue.correction:
        yield from stands(issue.correction, at)
        return
    live = Edition.objects.live(at).filter(review__due_on__gte=timezone.localdate(at))
    gone = issue.items.exclude(edition__in=live).values_list("edition__title", flat=True)
    for title in gone:
        message = f"“{title}” is withdrawn, changed or due for review then: leave it out."
        yield Finding("not-live", message)


def stands(correction: Correction, at: datetime) -> Iterator[Finding]:
    """Readers find the article corrected at that time, whatever was corrected since. A retraction
    was one for good, even if another edition has appeared since."""
    if not correction.edition:
        return
    if not Edition.objects.live(at).filter(article=correction.article).exists():
        message = f"“{correction.title}” was withdrawn after it was corrected: cancel this."
        yield Finding("not-live", message)


def _sending(issue: Issue) -> Iterator[Finding]:
    if found := list(unfinished(issue)):
        yield from found
    elif issue.started_at is None:
        yield Finding("not-sending", f"{issue} is not being sent.")

"""An issue of the newsletter on its road: drafted, edited, approved by a second person, sent."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.findings import Finding, Refused, refuse_if
from articles.models import Disclaimer, Edition
from klarity import richtext
from newsletter.models import Issue


@transaction.atomic
def edit(
    issue: Issue,
    *,
    subject: str,
    intro: str,
    items: Sequence[int],
    seen: datetime | None,
    by: User,
    now: datetime | None = None,
) -> Issue:
    """Keep what an editor made of an issue; an approval of what it was lapses.

    `items`: the keys of those that stay, in their order; what is left out is told of by the next
    issue. `seen`: the `edited_at` that the person was shown.
    Raises Refused: `not-allowed`, `moved-on`, `started`, `cancelled`, `nothing-left`.
    """
    issue = _lock(issue)
    refuse_if(chain(_permission(by, "change"), _unmoved(issue, seen), _unsent(issue)))
    if not items:
        raise Refused([Finding("nothing-left", "Keep at least one article, or cancel the issue.")])
    issue.items.exclude(pk__in=items).delete()
    for position, key in enumerate(items):
        issue.items.filter(pk=key).update(position=position)
    issue.subject, issue.intro = " ".join(subject.split()), richtext.clean(intro)
    issue.edited_by, issue.edited_at = by, now or timezone.now()
    issue.approved_by = issue.approved_at = issue.disclaimer = issue.send_at = None
    issue.save()
    return issue


@transaction.atomic
def approve(issue: Issue, *, seen: datetime | None, by: User, now: datetime | None = None) -> Issue:
    """A second person's approval of an issue as it was shown to them, with the disclaimer in force.

    Raises Refused: `not-allowed`, `moved-on`, `started`, `cancelled`, `nobody-edited`, `own-work`,
    `not-live`, `no-disclaimer`.
    """
    issue, now = _lock(issue), now or timezone.now()
    refuse_if(
        chain(
            _permission(by, "approve"),
            _unmoved(issue, seen),
            _unsent(issue),
            _second_person(issue, by),
            stale(issue, now),
        )
    )
    disclaimer = Disclaimer.objects.in_force(now)
    if disclaimer is None:
        raise Refused([Finding("no-disclaimer", "No medical disclaimer is in force.")])
    issue.approved_by, issue.approved_at, issue.disclaimer = by, now, disclaimer
    issue.save(update_fields=["approved_by", "approved_at", "disclaimer"])
    return issue


@transaction.atomic
def schedule(
    issue: Issue, *, at: datetime | None = None, by: User, now: datetime | None = None
) -> Issue:
    """Have an approved issue sent, now or from a time to come.

    Raises Refused: `not-allowed`, `started`, `cancelled`, `not-approved`, `past`, `not-live`.
    """
    issue, now = _lock(issue), now or timezone.now()
    refuse_if(chain(_permission(by, "send"), _unsent(issue), _approved(issue), stale(issue, now)))
    if at and at < now:
        raise Refused([Finding("past", "Choose a time that is still to come.")])
    issue.send_at = at or now
    issue.save(update_fields=["send_at"])
    return issue


@transaction.atomic
def unschedule(issue: Issue, *, by: User) -> Issue:
    """Take the time back. Raises Refused: `not-allowed`, `started`, `cancelled`."""
    issue = _lock(issue)
    refuse_if(chain(_permission(by, "send"), _unsent(issue)))
    issue.send_at = None
    issue.save(update_fields=["send_at"])
    return issue


@transaction.atomic
def pause(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Stop after the copy that is in hand. Raises Refused: `not-allowed`, `not-sending`."""
    return _mark(issue, by, "paused_at", now or timezone.now())


@transaction.atomic
def resume(issue: Issue, *, by: User) -> Issue:
    """Go on with a paused issue. Raises Refused: `not-allowed`, `not-sending`."""
    return _mark(issue, by, "paused_at", None)


@transaction.atomic
def cancel(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Send no more of it, for good. Of one that nobody was sent, the next issue tells instead.

    Raises Refused: `not-allowed`, `cancelled`, `finished`.
    """
    issue = _lock(issue)
    refuse_if(chain(_permission(by, "send"), _unfinished(issue)))
    issue.cancelled_at = now or timezone.now()
    issue.save(update_fields=["cancelled_at"])
    if issue.started_at is None:
        issue.items.all().delete()
    return issue


def stale(issue: Issue, now: datetime) -> Iterator[Finding]:
    """What the issue tells of and readers would not find so: withdrawn, replaced, or overdue."""
    live = Edition.objects.live(now).filter(review__due_on__gte=timezone.localdate(now))
    gone = issue.items.exclude(edition__in=live).select_related("edition")
    for item in gone:
        message = (
            f"“{item.edition.title}” was withdrawn, changed or is due for review: leave it out."
        )
        yield Finding("not-live", message)


def _lock(issue: Issue) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)


def _mark(issue: Issue, by: User, field: str, value: datetime | None) -> Issue:
    issue = _lock(issue)
    refuse_if(chain(_permission(by, "send"), _unfinished(issue)))
    if issue.started_at is None:
        raise Refused([Finding("not-sending", f"{issue} is not being sent.")])
    setattr(issue, field, value)
    issue.save(update_fields=[field])
    return issue


def _permission(by: User, verb: str) -> Iterator[Finding]:
    if not by.has_perm(f"newsletter.{verb}_issue"):
        yield Finding("not-allowed", f"Your account may not {verb} newsletters.")


def _unmoved(issue: Issue, seen: datetime | None) -> Iterator[Finding]:
    if issue.edited_at != seen:
        who = issue.edited_by or "Somebody"
        yield Finding("moved-on", f"{who} has changed the issue since. Look at it again.")


def _unsent(issue: Issue) -> Iterator[Finding]:
    if issue.started_at:
        yield Finding("started", f"{issue} is being sent, or was.")
    elif issue.cancelled_at:
        yield Finding("cancelled", f"{issue} was cancelled.")


def _unfinished(issue: Issue) -> Iterator[Finding]:
    if issue.finished_at:
        yield Finding("finished", f"{issue} was sent.")
    elif issue.cancelled_at:
        yield Finding("cancelled", f"{issue} was cancelled.")


def _approved(issue: Issue) -> Iterator[Finding]:
    if issue.approved_at is None:
        yield Finding("not-approved", "A second person has to approve the issue first.")


def _second_person(issue: Issue, by: User) -> Iterator[Finding]:
    if issue.edited_by is None:
        message = "Nobody has looked at this draft yet: one person saves it, another approves it."
        yield Finding("nobody-edited", message)
    elif issue.edited_by == by:
        yield Finding("own-work", "You edited this issue last, so somebody else approves it.")

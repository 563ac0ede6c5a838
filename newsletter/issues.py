"""An issue of the newsletter on its road: drafted, edited, approved by a second person, sent."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.citations import marks
from articles.findings import Finding, refuse_if
from articles.models import Disclaimer
from klarity import richtext
from newsletter import requirements
from newsletter.models import Issue

LONGEST_SUBJECT = 150


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
    issue. `seen`: the `edited_at` that the person was shown. `intro`: HTML, see `cleaned`.
    Raises Refused: `not-allowed`, `moved-on`, `started`, `cancelled`, `no-subject`,
    `nothing-left`; ValidationError as `richtext.clean`.
    """
    issue, subject = _held(issue, by, "change"), " ".join(subject.split())
    refuse_if(
        chain(
            requirements.unmoved(issue, seen),
            requirements.unsent(issue),
            _unfit(issue, subject, items),
        )
    )
    issue.items.exclude(pk__in=items).delete()
    for position, key in enumerate(items, start=1):
        issue.items.filter(pk=key).update(position=position)
    issue.subject, issue.intro = subject, cleaned(intro)
    issue.edited_by, issue.edited_at = by, now or timezone.now()
    issue.approved_by = issue.approved_at = issue.disclaimer = issue.send_at = None
    issue.save()
    return issue


def cleaned(intro: str) -> str:
    """An introduction as a mail can carry it: what `richtext` accepts, without pictures, for we do
    not want to be told who opens it, and without citation marks, which would lead nowhere.

    Raises ValidationError as `richtext.clean`.
    """
    soup = BeautifulSoup(marks.strip(richtext.clean(intro)), "html.parser")
    for picture in soup.find_all("img"):
        (picture.find_parent("figure") or picture).decompose()
    return richtext.clean(str(soup))


@transaction.atomic
def approve(issue: Issue, *, seen: datetime | None, by: User, now: datetime | None = None) -> Issue:
    """A second person's approval of an issue as it was shown to them, with the disclaimer in force.

    Raises Refused: `not-allowed`, `moved-on`, `started`, `cancelled`, `nobody-edited`, `own-work`,
    `not-live`, `no-disclaimer`.
    """
    issue, now = _held(issue, by, "approve"), now or timezone.now()
    refuse_if(chain(requirements.unmoved(issue, seen), requirements.approvable(issue, by, now)))
    issue.approved_by, issue.approved_at = by, now
    issue.disclaimer = Disclaimer.objects.in_force(now)
    issue.save(update_fields=["approved_by", "approved_at", "disclaimer"])
    return issue


@transaction.atomic
def schedule(
    issue: Issue, *, at: datetime | None = None, by: User, now: datetime | None = None
) -> Issue:
    """Have an approved issue sent, now or from a time to come.

    Raises Refused: `not-allowed`, `started`, `cancelled`, `not-approved`, `past`, `not-live`.
    """
    issue, now = _held(issue, by, "send"), now or timezone.now()
    at = at or now
    refuse_if(chain(requirements.schedulable(issue, at), _past(at, now)))
    issue.send_at = at
    issue.save(update_fields=["send_at"])
    return issue


@transaction.atomic
def unschedule(issue: Issue, *, by: User) -> Issue:
    """Take the time back.

    Raises Refused: `not-allowed`, `started`, `cancelled`, `not-scheduled`.
    """
    issue = _held(issue, by, "send")
    refuse_if(requirements.scheduled(issue))
    issue.send_at = None
    issue.save(update_fields=["send_at"])
    return issue


@transaction.atomic
def pause(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Stop after the copy that is in hand.

    Raises Refused: `not-allowed`, `not-sending`, `paused`, `cancelled`, `finished`.
    """
    issue = _held(issue, by, "send")
    refuse_if(requirements.running(issue))
    issue.paused_at = now or timezone.now()
    issue.save(update_fields=["paused_at"])
    return issue


@transaction.atomic
def resume(issue: Issue, *, by: User) -> Issue:
    """Go on with a paused issue.

    Raises Refused: `not-allowed`, `not-sending`, `not-paused`, `cancelled`, `finished`.
    """
    issue = _held(issue, by, "send")
    refuse_if(requirements.paused(issue))
    issue.paused_at = None
    issue.save(update_fields=["paused_at"])
    return issue


@transaction.atomic
def cancel(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Send no more of it, for good. Of one that nobody was sent, the next issue tells instead; a
    correction waits to be told again.

    Raises Refused: `not-allowed`, `cancelled`, `finished`.
    """
    issue = _held(issue, by, "send")
    refuse_if(requirements.unfinished(issue))
    issue.cancelled_at = now or timezone.now()
    issue.save(update_fields=["cancelled_at"])
    if issue.started_at is None:
        issue.items.all().delete()
    return issue


def _held(issue: Issue, by: User, verb: str) -> Issue:
    """The issue as it is, locked, for somebody who may do that to it."""
    refuse_if(requirements.permission(by, verb))
    return Issue.objects.select_for_update().get(pk=issue.pk)


def _unfit(issue: Issue, subject: str, items: Sequence[int]) -> Iterator[Finding]:
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        message = f"Give the issue a subject of at most {LONGEST_SUBJECT} characters."
        yield Finding("no-subject", message, "subject")
    if not (issue.correction or issue.items.filter(pk__in=items).exists()):
        yield Finding("nothing-left", "Keep at least one article, or cancel the issue.")


def _past(at: datetime, now: datetime) -> Iterator[Finding]:
    if at < now:
        yield Finding("past", "Choose a time that is still to come.")

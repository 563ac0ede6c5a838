"""Issues of the newsletter, along their road, and the people who take them there."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from newsletter import digests, issues
from newsletter.models import Beginning, Issue, Subscriber, Wording
from tests.factories import UserFactory

A_DAY = timedelta(days=1)


def colleague(**changes: Any) -> User:
    """A newsletter editor."""
    user: User = UserFactory(groups=["Newsletter editor"], **changes)
    return user


def begun(days_ago: int) -> None:
    """Both lists began so many days ago."""
    Beginning.objects.update(began_at=timezone.now() - days_ago * A_DAY)


def drafted(frequency: str = "daily") -> Issue:
    """The next issue of the list, which there must be."""
    issue = digests.draft(frequency)
    assert issue is not None
    return issue


def keys(issue: Issue) -> list[int]:
    """Of what the issue tells, in its order."""
    return list(issue.items.values_list("pk", flat=True))


def edited(issue: Issue, by: User | None = None, **changes: Any) -> Issue:
    """The issue as somebody saved it who saw it as it is."""
    issue.refresh_from_db()
    words: dict[str, Any] = {"subject": "Of examples", "intro": "<p>Hello.</p>"}
    words |= {"items": keys(issue), "seen": issue.edited_at}
    return issues.edit(issue, by=by or colleague(), **words | changes)


def approved(issue: Issue, by: User | None = None) -> Issue:
    """The issue, edited by one and approved by another."""
    issue = edited(issue)
    return issues.approve(issue, seen=issue.edited_at, by=by or colleague())


def started(issue: Issue) -> Issue:
    """The issue on its way, without its recipients."""
    issue = issues.schedule(approved(issue), by=colleague())
    issue.started_at = timezone.now()
    issue.save()
    return issue


def subscriber(number: int = 0, **values: Any) -> Subscriber:
    """Somebody who confirmed."""
    now, email = timezone.now(), f"reader{number}@example.org"
    plain: dict[str, Any] = {
        "email": email,
        "key": email,
        "status": Subscriber.Status.SUBSCRIBED,
        "wording": Wording.objects.in_force(),
        "asked_at": now,
        "confirmed_at": now,
    }
    return Subscriber.objects.create(**plain | values)

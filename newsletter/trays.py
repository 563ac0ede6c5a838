"""What waits of the newsletter, for the desk's front page."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse

from articles.desk import SHOWN, Entry, Tray
from newsletter import standing
from newsletter.models import Issue

VERBS = ("change", "approve", "send")


def trays(user: User) -> Iterator[Tray]:
    """One for whoever may do something about an issue, none for others."""
    if not any(user.has_perm(f"newsletter.{verb}_issue") for verb in VERBS):
        return
    waiting = Issue.objects.filter(finished_at=None, cancelled_at=None)
    entries = [
        Entry(
            f"{issue}: {issue.subject}",
            reverse("admin:newsletter_issue_change", args=[issue.pk]),
            standing.words(issue),
        )
        for issue in standing.with_progress(waiting).order_by("pk")[:SHOWN]
    ]
    address = reverse("admin:newsletter_issue_changelist")
    yield Tray(
        "Newsletters that wait",
        "No newsletter waits.",
        waiting.count(),
        entries,
        f"{address}?open=1",
    )

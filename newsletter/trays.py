"""What waits of the newsletter, for the desk's front page."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse

from articles.desk import SHOWN, Entry, Tray
from articles.piles import on
from newsletter import corrections, standing
from newsletter.models import Correction, Issue

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
    if user.has_perm("newsletter.change_issue"):
        waits = corrections_to_tell()
        yield Tray(
            "Corrections to tell",
            "Nobody was mailed an article while it was wrong who is not told.",
            len(waits),
            waits[:SHOWN],
            reverse("admin:newsletter_correction_changelist"),
        )


def corrections_to_tell() -> list[Entry]:
    """What nobody has decided yet of what people were mailed while it was wrong."""
    return [_correction(each.correction, each.mailed) for each in corrections.waiting()]


def _correction(correction: Correction, people: int) -> Entry:
    kind = "edition" if correction.edition else "retraction"
    url = reverse("admin:newsletter_correction_page", args=[kind, correction.cause.pk])
    name = f"{correction.word}: {correction.article}"
    wrong = f"{on(correction.at)}, wrong since {on(correction.wrong_since)}"
    return Entry(name, url, f"{wrong}; issues that told of it were sent to {people:,} people")

"""What there is to tell: the issues that draft themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Edition
from newsletter.models import Beginning, Issue, Item

MOST_ITEMS = 40


def untold(frequency: str, now: datetime) -> QuerySet[Edition]:
    """The live editions that the list of this frequency has not told of, the oldest first.

    Of an article that was first published since the list began whatever of it is live, once; later
    ones if they are marked notable. What is past its review date is left to be reviewed first.
    """
    began_at = Beginning.objects.get(frequency=frequency).began_at
    told = Item.objects.filter(frequency=frequency)
    first = Edition.objects.published(now).filter(
        article=OuterRef("article"),
        change_type=Edition.ChangeType.FIRST,
        published_at__gte=began_at,
    )
    is_new = Exists(first) & ~Exists(told.filter(edition__article=OuterRef("article")))
    is_notable = Q(notable=True, published_at__gte=began_at)
    return (
        Edition.objects.live(now)
        .filter(is_new | is_notable, review__due_on__gte=timezone.localdate(now))
        .exclude(Exists(told.filter(edition=OuterRef("pk"))))
        .order_by("published_at", "pk")
    )


@transaction.atomic
def draft(frequency: str, now: datetime | None = None) -> Issue | None:
    """Draft the next issue of a list; None if there is nothing new. Two at once make one."""
    now = now or timezone.now()
    Beginning.objects.select_for_update().get(frequency=frequency)
    editions = list(untold(frequency, now).for_lists()[:MOST_ITEMS])  # type: ignore[attr-defined]
    if not editions:
        return None
    issue = Issue.objects.create(
        frequency=frequency,
        number=Issue.objects.filter(frequency=frequency).count() + 1,
        subject=subject(editions),
        drafted_at=now,
    )
    Item.objects.bulk_create(
        Item(issue=issue, frequency=frequency, edition=edition, position=position)
        for position, edition in enumerate(editions)
    )
    return issue


def subject(editions: list[Edition]) -> str:
    """A first subject line: the title of the newest article, and how many more there are."""
    title, more = editions[-1].title, len(editions) - 1
    return f"{title[:120]} and {more} more" if more else title[:150]


def daily() -> None:
    """Draft the daily issue: a schedule's function."""
    draft("daily")


def weekly() -> None:
    """Draft the weekly issue: a schedule's function."""
    draft("weekly")

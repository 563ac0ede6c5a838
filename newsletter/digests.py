"""What there is to tell: the issues that draft themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from articles.models import Edition
from articles.models.live import EditionQuerySet
from articles.piles import on
from newsletter.models import Beginning, Issue, Item

# What is left over the next issue tells of: mail programs cut off what is much longer.
MOST_ITEMS = 40
LONGEST_TITLE = 120


def untold(frequency: str, now: datetime) -> QuerySet[Edition]:
    """The live editions that the list of this frequency has not told of, the oldest first.

    Of an article that was first published since the list began whatever of it is live, once; and
    again after a later edition that is marked notable, whatever has become of it meanwhile. What is
    past its review date is left to be reviewed first.
    """
    new = _new(frequency, now).filter(review__due_on__gte=timezone.localdate(now))
    return new.order_by("published_at", "pk")


def _new(frequency: str, now: datetime) -> EditionQuerySet:
    began_at = Beginning.objects.get(frequency=frequency).began_at
    same = {"article": OuterRef("article")}
    recent = Edition.objects.published(now).filter(**same).since(began_at)
    told = Item.objects.filter(frequency=frequency, edition__article=OuterRef("article"))
    told_since = told.filter(edition__number__gte=OuterRef("number"))
    is_new = Exists(recent.filter(change_type=Edition.ChangeType.FIRST)) & ~Exists(told)
    is_notable = Exists(recent.filter(~Exists(told_since), notable=True))
    return Edition.objects.live(now).filter(is_new | is_notable)


def why_nothing(frequency: str, now: datetime | None = None) -> str:
    """Why there is nothing new to tell, and what would be."""
    now = now or timezone.now()
    began_at = Beginning.objects.get(frequency=frequency).began_at
    why = "There is nothing new to tell: all that was published since the list began on"
    words = [f"{why} {on(began_at)} stands in an issue."]
    overdue = _new(frequency, now).filter(review__due_on__lt=timezone.localdate(now)).count()
    if overdue:
        words.append(f"Left out until they are reviewed, for they are past their date: {overdue}.")
    waits = Issue.objects.filter(frequency=frequency, started_at=None, cancelled_at=None).last()
    if waits:
        words.append(f"{waits} has not been sent yet.")
    words.append(
        "The next issue tells of an article’s first edition, and of a later one that was published"
        " with “Tell subscribers of this change in the newsletter”."
    )
    return " ".join(words)


@transaction.atomic
def draft(frequency: str, now: datetime | None = None) -> Issue | None:
    """Draft the next issue of a list; None if there is nothing new. Two at once make one."""
    asked_at = now or timezone.now()
    Beginning.objects.select_for_update().get(frequency=frequency)
    if Issue.objects.filter(frequency=frequency, drafted_at__gte=asked_at).exists():
        return None  # somebody else has, while this one waited
    now = now or timezone.now()
    editions = list(untold(frequency, now).select_related("article")[:MOST_ITEMS])
    return _issue(frequency, editions, now) if editions else None


def let_go(issue: Issue, now: datetime) -> None:
    """Strike from an issue that is about to be sent what readers would no longer find so: its
    copies do not show it, and what has taken its place the next issue tells of."""
    issue.items.exclude(edition__in=Edition.objects.live(now)).delete()


def _issue(frequency: str, editions: list[Edition], now: datetime) -> Issue:
    issue = Issue.objects.create(
        frequency=frequency,
        number=Issue.objects.filter(frequency=frequency).count() + 1,
        subject=subject(editions),
        drafted_at=now,
    )
    Item.objects.bulk_create(
        Item(issue=issue, frequency=frequency, edition=edition, position=position)
        for position, edition in enumerate(editions, start=1)
    )
    return issue


def subject(editions: list[Edition]) -> str:
    """A first subject line: the title of the newest article, and how many more there are."""
    title, more = Truncator(editions[-1].title).chars(LONGEST_TITLE), len(editions) - 1
    return f"{title} and {more} more" if more else title


def daily() -> None:
    """Draft the daily issue: a schedule's function."""
    draft("daily")


def weekly() -> None:
    """Draft the weekly issue: a schedule's function."""
    draft("weekly")

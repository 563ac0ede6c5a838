"""What a person wrote and reviewed, by the editions themselves and not by working copies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from articles.models import Author, Edition, Review, Withdrawal

# By what an edition names people.
WRITERS, REVIEWER = "authors", "review__profile"


@dataclass(frozen=True)
class Portfolio:
    """How many live editions name a person as an author, and how many as their reviewer."""

    written: int = 0
    reviewed: int = 0


def signed_by(author: Author) -> Q:
    """Of editions: those that name the person as an author."""
    return Q(authors=author)


def reviewed_by(author: Author) -> Q:
    """Of editions: those that name the person as their reviewer. Said twice: SQLite looks for them
    among all editions, the latest first, and for those of most authors, who review nothing, it
    would look in vain."""
    return Q(Exists(Review.objects.filter(profile=author)), review__profile=author)


def everybody() -> QuerySet[Author]:
    """All whom live editions name."""
    live, person = Edition.objects.live().order_by(), OuterRef("pk")
    return Author.objects.filter(
        Exists(live.filter(**{WRITERS: person})) | Exists(live.filter(**{REVIEWER: person}))
    )


def of(authors: Iterable[Author]) -> dict[int, Portfolio]:
    """Their portfolios by their keys, in two queries."""
    keys = [author.pk for author in authors]
    live = Edition.objects.live()
    written, reviewed = live.counts(WRITERS, keys), live.counts(REVIEWER, keys)
    return {key: Portfolio(written.get(key, 0), reviewed.get(key, 0)) for key in keys}


def is_sample(editions: Iterable[Edition]) -> bool:
    """Whether nothing but the sample library names a person: then the person is invented."""
    return all(edition.article.sample for edition in editions)


def is_public(author: Author) -> bool:
    """Whether any live edition names the author."""
    return everybody().filter(pk=author.pk).exists()


def latest(author: Author, most: int) -> set[int]:
    """The public editions that name the author: at most so many of each kind, the latest.

    In a query for each kind: one for both would sort all that there are.
    """
    public = Edition.objects.public().order_by("-published_at", "-pk").values_list("pk", flat=True)
    signed, reviewed = public.filter(signed_by(author)), public.filter(reviewed_by(author))
    return {*signed[:most], *reviewed[:most]}


def withdrawals(author: Author) -> "QuerySet[Withdrawal]":
    """Those of articles in one of whose editions the author was named."""
    published = Edition.objects.published().filter(article=OuterRef("article")).order_by()
    signed, reviewed = published.filter(signed_by(author)), published.filter(reviewed_by(author))
    return Withdrawal.objects.filter(Exists(signed) | Exists(reviewed))


def last_changed() -> dict[int, datetime]:
    """Of everybody whom live editions name, when the latest of these was published."""
    live = Edition.objects.live().order_by()
    changed: dict[int, datetime] = {}
    for field in (WRITERS, REVIEWER):
        rows = live.filter(**{f"{field}__isnull": False}).values_list(field)
        for author, at in rows.annotate(Max("published_at")):
            changed[author] = max(at, changed.get(author, at))
    return changed

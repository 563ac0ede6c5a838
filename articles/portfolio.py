"""What a person wrote and reviewed, by the editions themselves and not by working copies.

They are found in the frozen bylines. Not every database can look into a JSON list, so all the
bylines are read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from articles.models import Author, Edition, Withdrawal
from articles.models.edition import EditionQuerySet

LATEST_FIRST = ("-published_at", "-pk")


@dataclass
class Portfolio:
    """Live editions by their ids, the latest first."""

    written: list[int] = field(default_factory=list)
    reviewed: list[int] = field(default_factory=list)


def of(author: Author) -> Portfolio:
    """The live editions that name the author, in one query."""
    return everybody().get(author.pk, Portfolio())


def everybody() -> dict[int, Portfolio]:
    """The portfolios of all whom live editions name, by author id, in one query."""
    portfolios: defaultdict[int, Portfolio] = defaultdict(Portfolio)
    for edition, writers, reviewer in _named(Edition.objects.live(), "pk"):
        for author in writers:
            portfolios[author].written.append(edition)
        if reviewer:
            portfolios[reviewer].reviewed.append(edition)
    return dict(portfolios)


def is_sample(editions: Iterable[Edition]) -> bool:
    """Whether nothing but the sample library names a person: then the person is invented."""
    return all(edition.article.sample for edition in editions)


def is_public(author: Author) -> bool:
    """Whether any live edition names the author."""
    return any(True for _ in _naming(author, _named(Edition.objects.live(), "pk")))


def latest(author: Author, most: int) -> list[int]:
    """The public editions that name the author, at most so many, the latest first."""
    named = _named(Edition.objects.public(), "pk")
    return list(islice(_naming(author, named), most))


def withdrawn(author: Author) -> set[int]:
    """The articles that were once withdrawn and in one of whose editions the author is named."""
    editions = Edition.objects.published().filter(article__in=Withdrawal.objects.values("article"))
    return set(_naming(author, _named(editions, "article")))


def last_changed() -> dict[int, datetime]:
    """Of everybody whom live editions name, when the latest of these was published."""
    changed: dict[int, datetime] = {}
    for published_at, writers, reviewer in _named(Edition.objects.live(), "published_at"):
        for author in {*writers, *({reviewer} if reviewer else ())}:
            changed.setdefault(author, published_at)
    return changed


def _naming(author: Author, named: Iterator[tuple[Any, set[int], int | None]]) -> Iterator[Any]:
    return (what for what, writers, reviewer in named if author.pk in {*writers, reviewer})


def _named(editions: EditionQuerySet, what: str) -> Iterator[tuple[Any, set[int], int | None]]:
    """That field of each edition, its writers and its reviewer, the latest first."""
    rows = editions.order_by(*LATEST_FIRST).values_list(
        what, "revision__frozen_content__byline", "review__profile"
    )
    for value, byline, reviewer in rows.iterator():
        yield value, {signature["author"] for signature in byline}, reviewer

"""What a person wrote and reviewed, by the live editions themselves and not by working copies."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.models import Author, Edition


@dataclass
class Portfolio:
    """Live editions by their ids, the latest first."""

    written: list[int] = field(default_factory=list)
    reviewed: list[int] = field(default_factory=list)


def of(author: Author) -> Portfolio:
    """The live editions that name the author, found in their frozen bylines, in one query.

    Not every database can look into a JSON list, so all the bylines are read.
    """
    bylines = Edition.objects.live().order_by("-published_at", "-pk")
    rows = bylines.values_list("pk", "review__profile", "revision__frozen_content__byline")
    portfolio = Portfolio()
    for edition, reviewer, byline in rows:
        if author.pk in {signature["author"] for signature in byline}:
            portfolio.written.append(edition)
        if author.pk == reviewer:
            portfolio.reviewed.append(edition)
    return portfolio


def is_sample(editions: Iterable[Edition]) -> bool:
    """Whether nothing but the sample library names a person: then the person is invented."""
    return all(edition.article.sample for edition in editions)

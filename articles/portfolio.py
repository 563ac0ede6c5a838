"""What a person wrote and reviewed, by the live editions themselves and not by working copies."""

from collections import defaultdict
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
    return everybody().get(author.pk, Portfolio())


def everybody() -> dict[int, Portfolio]:
    """The portfolios of all whom live editions name, by author id, in one query."""
    bylines = Edition.objects.live().order_by("-published_at", "-pk")
    rows = bylines.values_list("pk", "review__profile", "revision__frozen_content__byline")
    portfolios: defaultdict[int, Portfolio] = defaultdict(Portfolio)
    for edition, reviewer, byline in rows:
        for author in {signature["author"] for signature in byline}:
            portfolios[author].written.append(edition)
        if reviewer:
            portfolios[reviewer].reviewed.append(edition)
    return dict(portfolios)

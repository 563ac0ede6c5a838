"""Which other articles a reader may want next, and why: they cite the same works, their words are
alike, or they are of the same topic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from django.db.models import Count, QuerySet

from articles.also_cited import Citing
from articles.citations.short import short
from articles.listing import Brief
from articles.models import Edition, Term

SHOWN = 4
# How much a page reads: so many rows of words, and so many of the articles that are nearest.
ROWS = 600
NEAREST = 24
# What the cosine of two texts must be to speak of likeness.
ALIKE = 0.2
SAME_TOPIC = 0.2


@dataclass
class Nearness:
    """How near another edition is."""

    likeness: float = 0.0
    sources: list[int] = field(default_factory=list)
    # A work that half the library cites says little.
    shared: float = 0.0

    def score(self, *, same_topic: bool) -> float:
        """The nearer, the greater; 0 without a reason."""
        return self.shared + self.likeness + SAME_TOPIC * same_topic


@dataclass(frozen=True)
class Related:
    """A live edition of another article, and why it is shown."""

    edition: Brief
    reasons: list[str]


def candidates(edition: Edition, citing: Iterable[Citing]) -> dict[int, Nearness]:
    """By edition: those that may be shown, in three queries at most. Of those whose words are
    alike, one that is to come is not live yet."""
    near: dict[int, Nearness] = defaultdict(Nearness)
    for other, likeness in _likenesses(edition):
        if likeness >= ALIKE:
            near[other].likeness = likeness
    for each in citing:
        for other in each.editions:
            near[other].sources.append(each.source)
            near[other].shared += 1 / len(each.editions)
    nearest = sorted(near, key=lambda pk: (near[pk].shared + near[pk].likeness, pk), reverse=True)
    chosen = {pk: near[pk] for pk in nearest[:NEAREST]}
    return chosen if len(chosen) >= SHOWN else chosen | _of_topic(edition, chosen)


def choose(
    edition: Edition, near: Mapping[int, Nearness], editions: Mapping[int, Brief]
) -> list[Related]:
    """The nearest of the candidates that are live (`editions`), the nearest first."""
    topic = edition.article.topic_id
    scores = {
        pk: nearness.score(same_topic=_is_of(topic, editions[pk]))
        for pk, nearness in near.items()
        if pk in editions
    }
    nearest = sorted(filter(scores.get, scores), key=lambda pk: (scores[pk], pk), reverse=True)
    names = _names(edition)
    return [
        Related(editions[pk], list(_reasons(near[pk], names, _is_of(topic, editions[pk]))))
        for pk in nearest[:SHOWN]
    ]


def _likenesses(edition: Edition) -> list[tuple[int, float]]:
    """The cosine of the edition's words and those of each other that shares some."""
    own = Term.objects.filter(edition=edition).values("stem")
    shared = Term.objects.filter(stem__in=own)
    rows = shared.filter(stem__in=_rarest(shared)).values_list("edition", "stem", "weight")
    weights: dict[int, dict[str, float]] = defaultdict(dict)
    for other, stem, weight in rows:
        weights[other][stem] = weight
    mine = weights.pop(edition.pk, {})
    return [
        (other, sum(mine[stem] * weight for stem, weight in theirs.items()))
        for other, theirs in weights.items()
    ]


def _rarest(terms: QuerySet[Term]) -> list[str]:
    """The stems that more than one edition has, the rarest first, until their rows are ROWS: how
    much is read is bounded, however large the library."""
    counts = terms.values_list("stem").annotate(Count("pk")).order_by()
    shared = sorted((count, stem) for stem, count in counts if count > 1)
    totals = accumulate(count for count, _ in shared)
    return [stem for (_, stem), total in zip(shared, totals, strict=True) if total <= ROWS]


def _of_topic(edition: Edition, chosen: Mapping[int, Nearness]) -> dict[int, Nearness]:
    """The latest of its topic."""
    live = Edition.objects.live().filter(article__topic=edition.article.topic_id)
    latest = live.exclude(article=edition.article_id).order_by("-published_at", "-pk")
    ids = latest.values_list("pk", flat=True)[: SHOWN + len(chosen)]
    return {pk: Nearness() for pk in ids if pk not in chosen}


def _is_of(topic: int | None, other: Brief) -> bool:
    return topic is not None and topic == other.topic


def _names(edition: Edition) -> dict[int, str]:
    references = edition.revision.content.references
    return {reference.source: short(reference.item) for reference in references}


def _reasons(nearness: Nearness, names: Mapping[int, str], same_topic: bool) -> Iterator[str]:
    named = [names[source] for source in nearness.sources if source in names]
    if named:
        more = f" and {len(named) - 1} more" if len(named) > 1 else ""
        yield f"Also cites {named[0]}{more}"
    if nearness.likeness:
        yield "Similar text"
    if same_topic:
        yield "Same topic"

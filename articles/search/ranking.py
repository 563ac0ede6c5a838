"""Candidates in the order of how well they answer: by the weights kept with each entry."""

from collections.abc import Mapping, Sequence

from articles.models import SearchEntry
from articles.words.entries import pairs, weight
from articles.words.query import Choice, Query, Term

# Words side by side, as they were typed, count for half as much again.
SIDE_BY_SIDE = 0.5


def ranked(editions: Sequence[int], query: Query, rarities: Mapping[str, float]) -> list[int]:
    """The editions, those that answer best first, of equals the later one."""
    rows = SearchEntry.objects.filter(pk__in=editions).values_list("pk", "weights")
    scored = [(score(weights, query, rarities), pk) for pk, weights in rows]
    return [pk for _, pk in sorted(scored, reverse=True)]


def score(weights: str, query: Query, rarities: Mapping[str, float]) -> float:
    """How well an entry with those weights answers."""
    terms = sum(_term(weights, term, rarities) for term in query.terms)
    return terms + SIDE_BY_SIDE * sum(_row(weights, pair, rarities) for pair in query.pairs)


def _term(weights: str, term: Term, rarities: Mapping[str, float]) -> float:
    return max(_choice(weights, choice, rarities) for choice in term.choices)


def _choice(weights: str, choice: Choice, rarities: Mapping[str, float]) -> float:
    stems = (stem for row in choice.sequences for stem in row)
    found = sum(weight(weights, stem) * rarities[stem] for stem in stems)
    adjacent = (pair for row in choice.sequences for pair in pairs(row))
    return choice.weight * (
        found + SIDE_BY_SIDE * sum(_row(weights, p, rarities) for p in adjacent)
    )


def _row(weights: str, pair: str, rarities: Mapping[str, float]) -> float:
    """A pair is as rare, at least, as the rarer of its words."""
    return weight(weights, pair) * max(rarities.get(stem, 0) for stem in pair.split("_"))

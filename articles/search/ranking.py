"""Candidates in the order of how well they answer: by the weights kept with each entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.search.matching import marks, rows
from articles.words.entries import pairs, weight
from articles.words.query import Choice, Query

WEIGHTS = "SELECT edition_id, weights FROM articles_searchentry WHERE edition_id IN ({})"
# Words side by side, as they were typed, count for half as much again.
SIDE_BY_SIDE = 0.5

# Keys, each with what a hundredth of weight is worth.
Worths = Sequence[tuple[str, float]]


def ranked(editions: Sequence[int], query: Query, rarities: Mapping[str, float]) -> list[int]:
    """The editions, those that answer best first, of equals the later one."""
    score = Score.of(query, rarities)
    entries = rows(WEIGHTS.format(marks(editions)), editions)
    scored = [(score.reached(weights), pk) for pk, weights in entries]
    return [pk for _, pk in sorted(scored, reverse=True)]


@dataclass(frozen=True)
class Score:
    """What the keys of a query are worth: of each term the best choice counts, and beside that
    words that stand in a row."""

    terms: Sequence[Sequence[Worths]]
    rows: Worths

    @classmethod
    def of(cls, query: Query, rarities: Mapping[str, float]) -> "Score":
        """The worth of a query's keys: the rarer a word, the more."""
        return cls(
            [[_worths(choice, rarities) for choice in term.choices] for term in query.terms],
            _rows(query.pairs, rarities),
        )

    def reached(self, weights: str) -> float:
        """How well an entry with those weights answers."""
        best = sum(max(_sum(weights, each) for each in choices) for choices in self.terms)
        return best + _sum(weights, self.rows)


def _sum(weights: str, worths: Worths) -> float:
    return sum(weight(weights, key) * worth for key, worth in worths)


def _worths(choice: Choice, rarities: Mapping[str, float]) -> Worths:
    stems = [(stem, rarities[stem]) for row in choice.sequences for stem in row]
    rows = _rows([pair for row in choice.sequences for pair in pairs(row)], rarities)
    return [(key, choice.weight * worth) for key, worth in (*stems, *rows)]


def _rows(keys: Sequence[str], rarities: Mapping[str, float]) -> list[tuple[str, float]]:
    """A pair is as rare, at least, as the rarer of its words."""
    return [
        (key, SIDE_BY_SIDE * max(rarities.get(stem, 0) for stem in key.split("_"))) for key in keys
    ]

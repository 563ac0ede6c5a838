"""The words of the library: how rare each is, how it may go on, what was meant by a slip."""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from articles.checks import word_lists
from articles.models import SearchWord
from articles.search.engines import engine
from articles.search.statements import marks, rows
from articles.words import analysis, synonyms
from articles.words.query import Synonyms
from articles.words.spelling import Speller

ENDINGS = 12
COUNTS = """SELECT stem, SUM(entries) FROM articles_searchword
    WHERE stem IN ({}) GROUP BY stem"""


class State(NamedTuple):
    """A version of the index, and the number of its entries."""

    version: str = ""
    entries: int = 0


@dataclass
class Vocabulary:
    """What a question is read by, asked for once for each."""

    @cached_property
    def state(self) -> State:
        """Which index this is, and how many entries it has."""
        found = rows("SELECT CAST(version AS text), entries FROM articles_searchstate")
        return State(*found[0]) if found else State()

    @cached_property
    def rings(self) -> tuple[str, ...]:
        """The editors' synonyms."""
        return tuple(ring for (ring,) in rows("SELECT terms FROM articles_synonymring ORDER BY id"))

    @cached_property
    def synonyms(self) -> Synonyms:
        """For the stems of each term the terms that mean the same."""
        return synonyms.synonyms(self.rings)

    @property
    def spelt(self) -> Mapping[str, str]:
        """How American spellings are written here."""
        return word_lists.american()

    @property
    def speller(self) -> Speller:
        """Knows the words of the library and of its synonyms."""
        return _speller(self.state.version, self.rings)

    def endings(self, beginning: str) -> list[str]:
        """The words that begin so, of the library the most frequent first and not all if there are
        many, and of its synonyms."""
        meant = [word for word in _ring_words(self.rings) if word.startswith(beginning)]
        return list(dict.fromkeys([*engine().words_beginning(beginning, ENDINGS), *meant]))

    def counts(self, stems: Collection[str]) -> dict[str, int]:
        """How many entries hold each of the stems, or a little more: an entry with two words of
        the same stem counts twice."""
        wanted = sorted(stems)
        found = dict(rows(COUNTS.format(marks(wanted)), wanted))
        return {stem: min(found.get(stem, 0), self.state.entries) for stem in wanted}

    def rarities(self, stems: Collection[str]) -> dict[str, float]:
        """How much each of the stems tells of an article: the rarer, the more; 0 if none has it."""
        total = self.state.entries
        return {stem: _rarity(n, total) for stem, n in self.counts(stems).items()}


def _rarity(count: int, total: int) -> float:
    """BM25's weight, never below 0: Robertson, Zaragoza, 3.1."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5)) if count else 0.0


@lru_cache(maxsize=2)
def _speller(version: str, rings: tuple[str, ...]) -> Speller:
    words = Counter(dict(SearchWord.objects.values_list("word", "entries")))
    words.update(dict.fromkeys(_ring_words(rings), 1))
    return Speller(words)


@lru_cache(maxsize=2)
def _ring_words(rings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for ring in rings for word in analysis.folded(analysis.clean(ring)))

"""The two databases' own ways to find entries by their keys, behind one small interface.

An engine knows sets of keys and nothing of words: it says which entries hold all or some of them.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db import connection

from articles.search.engines.postgresql import PostgreSQL
from articles.search.engines.sqlite import SQLite

# Each choice a list of keys that must all be there; one choice of each group; all groups, or any.
Groups = Sequence[Sequence[Sequence[str]]]


class Engine(Protocol):
    """What each of them can do. Keys are letters, digits, "_" and "/" only."""

    setting: str
    """SQL that goes before a query, in the same breath."""
    source: str
    """SQL after FROM: `entry` is the table of entries, joined to where the keys are."""
    condition: str
    """SQL with one parameter, an `expression`: whether an entry holds the keys."""
    newest_first: str
    """SQL that ends the query of a bounded number of entries in the cheapest useful order."""
    collation: str
    """SQL that makes text sort by code points."""

    def expression(self, groups: Groups, *, partly: bool) -> str:
        """The parameter of `condition`."""

    def store(self, keys: Mapping[int, frozenset[str]]) -> None:
        """Keep the keys of these entries, in place of those that they had."""

    def forget(self, editions: Sequence[int]) -> None:
        """Let go of the keys of entries that go."""

    def words_beginning(self, beginning: str, limit: int) -> list[str]:
        """The known words that begin so, those of most entries first."""

    def add_words(self, counts: Mapping[str, tuple[str, int]]) -> None:
        """Count words, each with its stem, in so many entries more; or fewer, if below 0."""

    def settle(self) -> None:
        """Sort in what was written lately."""

    def tidy(self) -> None:
        """Put the index in order after a great many changes. Not inside a transaction."""


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """That of the database in use."""
    return ENGINES[connection.vendor]

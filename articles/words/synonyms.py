"""Rings of terms that mean the same, written one term a line."""

from collections.abc import Iterable
from functools import lru_cache

from articles.words import analysis
from articles.words.query import Stems, Synonyms

MOST_TERMS = 12
MOST_WORDS = 5
LONGEST = 80


def terms(text: str) -> list[str]:
    """The terms of a ring, tidied; one that is written twice, or only in another form, once."""
    lines = (" ".join(analysis.clean(line).split()) for line in text.splitlines())
    by_stems = {tuple(analysis.stems(line)): line for line in reversed([*lines]) if line}
    return list(reversed(by_stems.values()))


def fault(ring: list[str]) -> str:
    """Why these terms make no ring, as a sentence for the editor; "" if they do."""
    for term in ring:
        words = len(analysis.stems(term))
        if not words:
            return f"“{term}” has no letters or digits."
        if words > MOST_WORDS or len(term) > LONGEST:
            return f"“{term[:LONGEST]}” is too long: a term has at most {MOST_WORDS} words."
    if len(ring) < 2:
        return "A ring needs two terms that differ, one a line."
    if len(ring) > MOST_TERMS:
        return f"A ring has at most {MOST_TERMS} terms."
    return ""


def synonyms(rings: Iterable[str]) -> Synonyms:
    """For the stems of each term the other terms of its rings."""
    return _synonyms(tuple(rings))


@lru_cache(maxsize=4)
def _synonyms(rings: tuple[str, ...]) -> Synonyms:
    found: dict[Stems, list[str]] = {}
    for ring in rings:
        members = terms(ring)
        for term in members:
            others = found.setdefault(tuple(analysis.stems(term)), [])
            others += [other for other in members if other != term and other not in others]
    found.pop((), None)
    return found

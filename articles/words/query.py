"""What a reader typed into what is searched for.

There are two signs: "words in quotes" are a phrase, and an asterisk after a word stands for
any ending. Whatever else is typed is words or nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Protocol

from articles.words import analysis
from articles.words.entries import pairs

MOST_WORDS = 20
# A word or phrase meant as well counts for a little less than the one that was typed.
MEANT_TOO = 0.8
# Signs beyond this are not read: nobody types so much, and a machine has to stop somewhere.
LONGEST = 1_000
QUOTES = re.compile('["“”„«»＂]')
SHORTEST_BEGINNING = 2

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """A word as typed (`text`), folded, and its stem; `open` if its ending is left open."""

    text: str
    folded: str
    stem: str
    open: bool = False


@dataclass(frozen=True)
class Piece:
    """Words in a row, as a phrase if they stood in quotes."""

    words: tuple[Typed, ...]
    quoted: bool


@dataclass(frozen=True)
class Choice:
    """One way to say a thing: sequences of stems that must all occur, each in a row."""

    sequences: tuple[Stems, ...]
    weight: float = 1.0

    @property
    def keys(self) -> list[str]:
        """The index's keys that an article which says it holds."""
        return list(dict.fromkeys(chain.from_iterable(map(_keys, self.sequences))))


@dataclass(frozen=True)
class Term:
    """A thing that is searched for, and the ways to say it."""

    choices: tuple[Choice, ...]

    @property
    def stems(self) -> set[str]:
        """All stems of it."""
        return {stem for choice in self.choices for row in choice.sequences for stem in row}


@dataclass(frozen=True)
class Query:
    """What an article must hold: all of the terms, or any if `partly`. `also`: synonyms."""

    terms: tuple[Term, ...] = ()
    partly: bool = False
    also: tuple[str, ...] = ()

    @property
    def stems(self) -> set[str]:
        """All stems of all terms."""
        return {stem for term in self.terms for stem in term.stems}

    @property
    def sequences(self) -> set[Stems]:
        """All that counts as a match in a text."""
        return {row for term in self.terms for choice in term.choices for row in choice.sequences}

    @property
    def phrases(self) -> list[Stems]:
        """Those of more than two words that an article must hold in any case: pairs alone do not
        tell that they stand in a row."""
        if self.partly:
            return []
        alone = (term.choices[0] for term in self.terms if len(term.choices) == 1)
        return [row for choice in alone for row in choice.sequences if len(row) > 2]

    @property
    def pairs(self) -> list[str]:
        """Keys of words that the reader typed side by side."""
        typed = [term.choices[0].sequences for term in self.terms]
        rows = [row[0] for sequences in typed for row in sequences if len(row) == 1]
        return pairs(rows)


# The ways to say a row of words otherwise, by their stems: the words as they are shown.
Synonyms = Mapping[Stems, Sequence[str]]


class Lexicon(Protocol):
    """What is known of words."""

    @property
    def synonyms(self) -> Synonyms:
        """Other ways to say a row of words."""

    @property
    def spelt(self) -> Mapping[str, str]:
        """How folded words of other spellings are written here."""

    def endings(self, beginning: str) -> Sequence[str]:
        """The known words that begin so."""


def pieces(text: str) -> list[Piece]:
    """The words and phrases of a text. A quote that is never closed is none."""
    parts = QUOTES.split(analysis.clean(text[:LONGEST]))
    open_part = len(parts) % 2 == 0 and len(parts) - 1
    found, room = [], MOST_WORDS
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number != open_part
        words = tuple(_typed(part, quoted))[:room]
        room -= len(words)
        if words:
            found.append(Piece(words, quoted))
    return found


def query(asked: Sequence[Piece], lexicon: Lexicon) -> Query:
    """What is searched for, for pieces as typed. Words that say nothing are left out, unless there
    are no others."""
    said = [part for piece in asked for part in _said(piece, lexicon)]
    telling = [part.term for part in said if not part.is_stop]
    terms = telling or [part.term for part in said]
    also = [other for part in said for other in part.also]
    return Query(tuple(dict.fromkeys(terms)), also=tuple(dict.fromkeys(also)))


@dataclass(frozen=True)
class _Said:
    """A term, whether it says anything, and the synonyms that it brings."""

    term: Term
    is_stop: bool = False
    also: Sequence[str] = ()


def _said(piece: Piece, lexicon: Lexicon) -> Iterator[_Said]:
    words = piece.words
    if piece.quoted:
        yield _Said(Term((Choice((tuple(word.stem for word in words),)),)))
        return
    longest = max(map(len, lexicon.synonyms), default=0)
    place = 0
    while place < len(words):
        row = _ring_at(words[place : place + longest], lexicon.synonyms)
        yield _ring(row, lexicon.synonyms[row]) if row else _word(words[place], lexicon)
        place += max(1, len(row))


def _ring_at(words: Sequence[Typed], synonyms: Synonyms) -> Stems:
    """The longest row of words that begins here and has synonyms."""
    stems = tuple(word.stem for word in words)
    rows = (stems[:length] for length in range(len(stems), 0, -1))
    return next((row for row in rows if row in synonyms), ())


def _ring(row: Stems, others: Sequence[str]) -> _Said:
    telling = [stem for stem in row if stem not in _stop_stems()] or row
    as_typed = Choice(tuple((stem,) for stem in telling))
    return _Said(Term((as_typed, *_meant(others))), also=others)


def _meant(others: Sequence[str]) -> list[Choice]:
    return [Choice((tuple(analysis.stems(other)),), MEANT_TOO) for other in others]


def _word(word: Typed, lexicon: Lexicon) -> _Said:
    stems = [word.stem]
    if word.folded in lexicon.spelt:
        stems.append(analysis.stem(lexicon.spelt[word.folded]))
    if word.open and len(word.folded) >= SHORTEST_BEGINNING:
        stems += map(analysis.stem, lexicon.endings(word.folded))
    choices = [Choice(((stem,),)) for stem in stems]
    for stem in stems[1:]:
        choices += _meant(lexicon.synonyms.get((stem,), ()))
    return _Said(Term(tuple(dict.fromkeys(choices))), word.folded in analysis.stop_words())


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(map(analysis.stem, analysis.stop_words()))


def typed(word: str) -> Typed:
    """A folded word as if it had been typed."""
    return Typed(word, word, analysis.stem(word))


def _typed(part: str, quoted: bool) -> Iterator[Typed]:
    for word in analysis.words(part):
        is_open = not quoted and part[word.end : word.end + 1] == "*"
        yield Typed(part[word.start : word.end], word.folded, word.stem, is_open)


def _keys(row: Stems) -> list[str]:
    return pairs(row) if len(row) > 1 else list(row)

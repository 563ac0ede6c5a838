"""What a reader's words were meant to be: as typed, as begun, as others spell them, or in part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from articles.search.matching import Match, Scope, matches
from articles.search.vocabulary import Vocabulary
from articles.words import analysis
from articles.words import query as questions
from articles.words.query import Piece, Query, Typed

# With so few answers, a word that hardly any article holds may be a slip for one that many do.
FEW, FAR_MORE = 3, 20
# A word of which less was typed is not taken for a beginning, unless an asterisk says so.
SHORTEST_BEGINNING = 3
# Of a question that no article answers wholly: so many of its words, those that tell most.
MOST_PARTS = 8


@dataclass(frozen=True)
class Reading:
    """A question as it was understood, and the editions that it found, of all topics."""

    query: Query
    found: Sequence[Match] = ()
    suggestion: str = ""
    corrected: bool = False


def read(pieces: Sequence[Piece], vocabulary: Vocabulary, scope: Scope) -> Reading:
    """The first way to understand the question that finds anything."""
    typed = _as(pieces, vocabulary, scope)
    if len(typed.found) > FEW or (not typed.found and _is_filtered(typed.query, scope)):
        return typed
    meant = corrected(pieces, vocabulary)
    if typed.found:
        better = meant and len(_as(meant, vocabulary, scope).found) > len(typed.found)
        return replace(typed, suggestion=written(meant)) if better else typed
    return next(
        (reading for reading in _otherwise(pieces, meant, typed.query, vocabulary, scope)
         if reading.found),
        typed,
    )  # fmt: skip


def _otherwise(
    pieces: Sequence[Piece],
    meant: Sequence[Piece],
    typed: Query,
    vocabulary: Vocabulary,
    scope: Scope,
) -> Iterator[Reading]:
    if len(pieces[-1].words[-1].folded) >= SHORTEST_BEGINNING:
        yield _as(begun(pieces), vocabulary, scope)
    if meant:
        reading = _as(meant, vocabulary, scope)
        yield replace(reading, suggestion=written(meant), corrected=True)
        typed = reading.query
    parts = _parts(typed, vocabulary)
    yield Reading(parts, matches(parts, scope) if parts.terms else ())


def _as(pieces: Sequence[Piece], vocabulary: Vocabulary, scope: Scope) -> Reading:
    understood = query(pieces, vocabulary)
    return Reading(understood, matches(understood, scope))


def query(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Query:
    """The pieces as typed, with what the library knows of synonyms, spellings and endings."""
    return questions.query(pieces, vocabulary)


def _is_filtered(typed: Query, scope: Scope) -> bool:
    """Whether it is the reader's own filter that leaves nothing."""
    if scope.asked.reviewed_since is None:
        return False
    return bool(matches(typed, replace(scope, asked=replace(scope.asked, reviewed_since=None))))


def begun(pieces: Sequence[Piece]) -> list[Piece]:
    """The last word as one whose ending is still to come."""
    *before, last = pieces
    if last.quoted:
        return list(pieces)
    return [*before, replace(last, words=(*last.words[:-1], replace(last.words[-1], open=True)))]


def corrected(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """The question with the words as they were probably meant; empty if none looks like a slip."""
    words = [word for piece in pieces if not piece.quoted for word in piece.words]
    counts = vocabulary.counts({word.stem for word in words})
    slips = {word: _meant(word, counts[word.stem], vocabulary) for word in words}
    if not any(slips.values()):
        return []
    return [
        piece
        if piece.quoted
        else replace(
            piece,
            words=tuple(other for word in piece.words for other in slips[word] or [word]),
        )
        for piece in pieces
    ]


def _meant(word: Typed, count: int, vocabulary: Vocabulary) -> list[Typed]:
    """The word, or two, that was probably meant; empty if it is right."""
    speller = vocabulary.speller
    if count > FEW or word.open or word.folded in analysis.stop_words():
        return []
    if not count and word.folded in speller.known:
        return []  # a synonym's word
    other = speller.correction(word.folded)
    if not other or speller.known[other] < count * FAR_MORE:
        return []
    return [questions.typed(part) for part in other.split()]


def written(pieces: Sequence[Piece]) -> str:
    """A question as a reader would type it."""
    texts = (" ".join(word.text + "*" * word.open for word in piece.words) for piece in pieces)
    return " ".join(
        f'"{text}"' if piece.quoted else text for text, piece in zip(texts, pieces, strict=True)
    )


def _parts(whole: Query, vocabulary: Vocabulary) -> Query:
    """Any of the terms that some article holds."""
    rarities = vocabulary.rarities(whole.stems)
    worth = {term: max(rarities[stem] for stem in term.stems) for term in whole.terms}
    telling = sorted((term for term in whole.terms if worth[term]), key=lambda term: -worth[term])
    return Query(tuple(telling[:MOST_PARTS]), partly=True, also=whole.also)

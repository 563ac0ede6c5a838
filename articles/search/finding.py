"""A reader's question and its answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from articles.search import meaning, ranking
from articles.search.hits import hits
from articles.search.matching import A_BLOCK, MOST, Match, Scope, matches
from articles.search.meaning import Reading
from articles.search.results import A_PAGE, Asked, Results
from articles.search.statements import rows
from articles.search.vocabulary import Vocabulary
from articles.words import query as questions
from articles.words.query import Query


def find(asked: Asked, *, now: datetime | None = None) -> Results:
    """The live articles that answer, one page of them, and what else to tell the reader.

    Whatever was typed is safe; a question without a word finds nothing. If no article holds all
    the words, what they probably meant is answered instead (`corrected`), and if that does not
    help either, some of the words (`partly`). A page beyond the last is empty.
    """
    scope = Scope(asked, now or timezone.now())
    vocabulary = Vocabulary()
    pieces = questions.pieces(asked.text)
    if not pieces:
        return Results(asked)
    reading = meaning.read(pieces, vocabulary, scope)
    topics = dict(rows("SELECT id, slug FROM articles_topic"))
    chosen = _chosen(reading, topics, scope)
    rarities = vocabulary.rarities(reading.query.stems)
    page = _page(chosen, reading.query, rarities, asked)
    return Results(
        asked,
        hits=hits(page, reading.query, rarities, scope.now),
        total=min(len(chosen), MOST),
        is_more=len(chosen) > MOST,
        topics=dict(Counter(topics[each.topic] for each in reading.found[:MOST] if each.topic)),
        suggestion=reading.suggestion,
        corrected=reading.corrected,
        partly=reading.query.partly,
        also=reading.query.also,
    )


def _chosen(reading: Reading, topics: Mapping[int, str], scope: Scope) -> Sequence[Match]:
    """Those of the topics that the reader chose."""
    if not scope.asked.topics:
        return reading.found
    chosen = frozenset(pk for pk, slug in topics.items() if slug in scope.asked.topics)
    if len(reading.found) > MOST:
        return matches(reading.query, replace(scope, topics=chosen))
    return [match for match in reading.found if match.topic in chosen]


def _page(
    found: Sequence[Match], query: Query, rarities: Mapping[str, float], asked: Asked
) -> list[int]:
    """The editions of the page asked for. Only the block that it lies in is ranked."""
    editions = [match.edition for match in found[:MOST]]
    start = (max(asked.page, 1) - 1) * A_PAGE
    if asked.order == "best":
        block = start - start % A_BLOCK
        best = ranking.ranked(editions[block : block + A_BLOCK], query, rarities)
        return best[start - block : start - block + A_PAGE]
    return editions[start : start + A_PAGE]

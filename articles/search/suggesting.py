"""What a reader may mean while they type: titles, and words that the library holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from articles.models import Edition
from articles.search import matching, meaning, ranking
from articles.search.matching import Scope
from articles.search.results import Asked, Suggestion
from articles.search.vocabulary import Vocabulary
from articles.words import analysis
from articles.words import query as questions
from articles.words.entries import TITLE
from articles.words.query import Piece

# Words to search for come after the titles to go to, so many at most if there are as many titles.
MOST_WORDS = 3


def suggest(text: str, *, limit: int = 8, now: datetime | None = None) -> list[Suggestion]:
    """Live articles whose titles hold the words typed, the last of which may be unfinished; then
    ways to finish it that find something. Whatever was typed is safe; one letter is too few."""
    pieces = _legible(questions.pieces(text))
    if not pieces:
        return []
    vocabulary, scope = Vocabulary(), Scope(Asked(text), now or timezone.now())
    words = [Suggestion(each) for each in _finished(pieces, vocabulary, scope)]
    titles = _titles(pieces, vocabulary, scope, limit)
    shown = titles[: limit - min(len(words), MOST_WORDS, limit // 2)]
    return [*shown, *words[: limit - len(shown)]]


def _legible(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without a single letter at the end: it begins too many words."""
    if not pieces or len(pieces[-1].words[-1].folded) > 1:
        return list(pieces)
    *before, last = pieces
    kept = replace(last, words=last.words[:-1])
    return [*before, kept] if kept.words else before


def _titles(
    pieces: Sequence[Piece], vocabulary: Vocabulary, scope: Scope, limit: int
) -> list[Suggestion]:
    query = meaning.query(meaning.begun(pieces), vocabulary)
    found = [match.edition for match in matching.prominent(query, scope, TITLE)]
    rarities = vocabulary.rarities(query.stems)
    best = ranking.ranked(found, query, rarities)[:limit]
    live = Edition.objects.live(scope.now).select_related("article").order_by()
    shown = live.only("title", "article__slug").in_bulk(best)
    return [
        Suggestion(shown[pk].title, shown[pk].article.get_absolute_url())
        for pk in best
        if pk in shown
    ]


def _finished(pieces: Sequence[Piece], vocabulary: Vocabulary, scope: Scope) -> Iterator[str]:
    """The question with its last word finished, in up to so many ways, each of which finds
    something: words of editions that are still to come are known too, and are not told."""
    *before, last = pieces
    *words, unfinished = last.words
    if last.quoted:
        return
    for ending in vocabulary.endings(unfinished.folded)[: MOST_WORDS + 1]:
        if ending == unfinished.folded or ending in analysis.stop_words():
            continue
        finished = [*before, replace(last, words=(*words, questions.typed(ending)))]
        if matching.exists(meaning.query(finished, vocabulary), scope):
            yield meaning.written(finished)

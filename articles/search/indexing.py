"""The search's index: written with the record, in the same transaction.

An edition has an entry while it is live or may become so. When that is, the entry says itself, so
nothing has to run when a schedule comes.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from articles.models import Article, Edition, SearchEntry, SearchState, SearchWord
from articles.models.live import EditionQuerySet
from articles.search.engines import engine
from articles.words import analysis, entries, pages
from articles.words.entries import ANALYSIS, Entry

READ = ("article", "title", "standfirst", "html", "published_at", "review__reviewed_at")
TEXT = ("reviewed_on", "analysis", "title_key", "weights", "sections", "passages", "stems")


@transaction.atomic
def update(article: Article, *, now: datetime | None = None, anew: bool = False) -> None:
    """Make the entries of an article what its record says at `now`; all that has changed it calls
    this. `anew`: texts of editions were redacted."""
    editions = {edition.pk: edition for edition in readable(now).filter(article=article)}
    rows = SearchEntry.objects.filter(article=article)
    kept = dict(rows.values_list("pk", "live_until"))
    gone = [pk for pk in kept if pk not in editions]
    new = [edition for pk, edition in editions.items() if anew or pk not in kept]
    if gone or new:
        write(new, gone=gone)
    for pk in kept.keys() & editions.keys():
        if kept[pk] != editions[pk].live_until:
            rows.filter(pk=pk).update(live_until=editions[pk].live_until)


def readable(now: datetime | None = None) -> EditionQuerySet:
    """The editions that have entries at `now`, with all that is read of them."""
    return Edition.objects.live_or_to_come(now).select_related("review").only(*READ).order_by()


@transaction.atomic
def write(editions: Iterable[Edition], *, gone: Sequence[int] = ()) -> None:
    """Make or replace the entries of editions that `readable` gave, and take those of the
    keys `gone` away."""
    pairs = [(edition, _entry(edition)) for edition in editions]
    keys = [*gone, *(edition.pk for edition, _ in pairs)]
    with _Change() as change:
        change.leave(list(SearchEntry.objects.filter(pk__in=keys)))
        change.come([entry for _, entry in pairs])
        engine().forget(gone)
        SearchEntry.objects.filter(pk__in=gone).delete()
        SearchEntry.objects.bulk_create(
            [_row(edition, entry) for edition, entry in pairs],
            update_conflicts=True,
            unique_fields=["edition"],
            update_fields=["live_from", "live_until", *TEXT],
        )
        engine().store({edition.pk: entry.keys for edition, entry in pairs})


def remove(editions: Sequence[int]) -> None:
    """Take the entries of editions away, by their keys."""
    write((), gone=editions)


class _Change:
    """A change of the index: counts its entries and words, and says that it is another index now.

    Whoever changes it waits for the one before: two could lock each other's words.
    """

    def __enter__(self) -> "_Change":
        self.state, _ = SearchState.objects.select_for_update().get_or_create(
            pk=1, defaults={"version": uuid.uuid4()}
        )
        self.words: Counter[str] = Counter()
        return self

    def come(self, coming: Sequence[Entry]) -> None:
        self.state.entries += len(coming)
        for entry in coming:
            self.words.update(entry.words)

    def leave(self, leaving: Sequence[SearchEntry]) -> None:
        self.state.entries -= len(leaving)
        for row in leaving:
            self.words.subtract(words(row))

    def __exit__(self, *failure: object) -> None:
        # Of a word that becomes rarer nobody asks the stem: it is there.
        counts = {
            word: (analysis.stem(word) if n > 0 else "", n)
            for word, n in sorted(self.words.items())
            if n
        }
        if counts:
            engine().add_words(counts)
        fewer = [word for word, (_, n) in counts.items() if n < 0]
        SearchWord.objects.filter(word__in=fewer, entries=0).delete()
        self.state.version = uuid.uuid4()
        self.state.save()


def words(row: SearchEntry) -> set[str]:
    """The folded words of an entry."""
    texts = (text for _, _, text in row.passages)
    return {word for text in texts for word in analysis.folded(text)}


def _entry(edition: Edition) -> Entry:
    return entries.entry(edition.title, edition.standfirst, pages.read(edition.html))


def _row(edition: Edition, entry: Entry) -> SearchEntry:
    return SearchEntry(
        edition=edition,
        article_id=edition.article_id,
        live_from=edition.published_at,
        live_until=edition.live_until,
        reviewed_on=edition.reviewed_on,
        analysis=ANALYSIS,
        title_key=_sorted_by(edition.title),
        weights=entry.weights,
        sections=[(each.id, each.title, each.is_question) for each in entry.sections],
        passages=[(each.section, each.kind, each.text) for each in entry.passages],
        stems=entry.stems,
    )


def _sorted_by(title: str) -> str:
    key = " ".join(analysis.folded(analysis.clean(title)))
    return key[: SearchEntry._meta.get_field("title_key").max_length]

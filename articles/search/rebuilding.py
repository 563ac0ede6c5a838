"""The search's index made anew from the record, while readers go on searching.

Each batch is a transaction of its own, so a run that was interrupted is simply started again: by
default it goes on with what is missing or was made by an older release.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.models import Edition, SearchEntry, SearchState, SearchWord
from articles.search import indexing
from articles.search.engines import engine
from articles.words import analysis
from articles.words.entries import ANALYSIS

A_BATCH = 200
ATTEMPTS = 5


def wanting(*, everything: bool = False, now: datetime | None = None) -> list[int]:
    """Keys of the editions that are live or to come and have no entry, or one that an older release
    made; or of all that are live or to come."""
    editions = Edition.objects.live_or_to_come(now).order_by("pk")
    if not everything:
        done = SearchEntry.objects.filter(analysis=ANALYSIS)
        editions = editions.exclude(pk__in=done.values("pk"))
    return list(editions.values_list("pk", flat=True))


def rebuild(editions: list[int], *, now: datetime | None = None) -> Iterator[int]:
    """Write the entries of these editions, then clear what is past and count the words again.
    Yields how many are done, after each batch."""
    now = now or timezone.now()
    for start in range(0, len(editions), A_BATCH):
        keys = editions[start : start + A_BATCH]
        indexing.write(indexing.readable(now).filter(pk__in=keys))
        yield start + len(keys)
    clear(now=now)
    count_words()
    engine().tidy()


def clear(*, now: datetime | None = None) -> None:
    """Remove the entries of editions that were followed by another or withdrawn."""
    alive = Edition.objects.live_or_to_come(now).values("pk")
    past = list(SearchEntry.objects.exclude(pk__in=alive).values_list("pk", flat=True))
    for start in range(0, len(past), A_BATCH):
        indexing.remove(past[start : start + A_BATCH])


def count_words() -> None:
    """Count anew how many entries hold each word. What is published meanwhile is not held up: if
    the index has changed when the count is done, it is made once more."""
    for _ in range(ATTEMPTS):
        state = SearchState.objects.first()
        if state is None or _stored(_counted(), state):
            return


def _counted() -> Counter[str]:
    words: Counter[str] = Counter()
    for row in SearchEntry.objects.only("passages").iterator(chunk_size=A_BATCH):
        words.update(indexing.words(row))
    return words


@transaction.atomic
def _stored(words: Counter[str], state: SearchState) -> bool:
    now = SearchState.objects.select_for_update().get(pk=state.pk)
    if now.version != state.version:
        return False
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, stem=analysis.stem(word), entries=n) for word, n in words.items()),
        batch_size=1_000,
    )
    now.entries = SearchEntry.objects.count()
    now.save(update_fields=["entries"])
    return True

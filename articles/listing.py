"""The lists of live articles: their alphabet, their order and their pages.

Databases disagree on the order of letters, so it is made here, from the titles alone; the rest is
read for one page at a time.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from string import ascii_uppercase
from typing import Any, NamedTuple

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from articles.models import Edition, Topic
from articles.models.live import EditionQuerySet

OTHER = "#"
LETTERS = [*ascii_uppercase, OTHER]
PLACES = {letter: place for place, letter in enumerate(LETTERS)}
A_PAGE = 50
CARDS_A_PAGE = 24


class Entry(NamedTuple):
    """A live article in the A to Z."""

    edition: int
    topic: int | None
    plain: str
    letter: str


def index() -> list[Entry]:
    """Everything live, from A to Z."""
    live = Edition.objects.live().order_by("pk")
    rows = live.values_list("pk", "article__topic", "title")
    entries = (_entry(edition, topic, _plain(title)) for edition, topic, title in rows)
    return sorted(entries, key=lambda entry: (PLACES[entry.letter], entry.plain))


def chosen(entries: Iterable[Entry], topic: Topic | None, letter: str | None) -> list[Entry]:
    """Those of the entries that are of the topic and under the letter; None leaves it open."""
    return [
        entry
        for entry in entries
        if (topic is None or entry.topic == topic.pk) and (letter is None or entry.letter == letter)
    ]


def letter(title: str) -> str:
    """A to Z by the first letter or digit, accents aside; "#" for digits and other scripts."""
    return _letter(_plain(title))


def letters(taken: Iterable[str]) -> list[tuple[str, bool]]:
    """The alphabet, and for each letter whether it is taken: whether an article begins with it."""
    known = set(taken)
    return [(each, each in known) for each in LETTERS]


def taken() -> set[str]:
    """The letters with which live articles begin."""
    titles = Edition.objects.live().order_by().values_list("title", flat=True)
    return {letter(title) for title in titles}


def groups(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """Editions in their order, a group for each letter."""
    return [
        {"letter": initial, "editions": list(group)}
        for initial, group in groupby(editions, key=lambda edition: letter(edition.title))
    ]


def topics() -> list[Topic]:
    """The topics in their order, each with `article_count`, the number of its live articles."""
    live = Edition.objects.live().order_by().values("article")
    return list(
        Topic.objects.annotate(article_count=Count("articles", filter=Q(articles__in=live)))
    )


def cards(editions: EditionQuerySet) -> EditionQuerySet:
    """Those editions with what a list shows of each, in one query, the latest first."""
    return editions.for_lists().order_by("-published_at", "-pk")


def page(
    entries: Sequence[Any] | QuerySet[Any], number: str | None, size: int = CARDS_A_PAGE
) -> Page[Any]:
    """Page `number` of the entries, the first if it is None. Raises Http404 if there is none."""
    try:
        return Paginator(entries, size).page(number or 1)
    except InvalidPage as error:
        raise Http404 from error


class Brief(NamedTuple):
    """A live edition, as other pages name it in passing."""

    pk: int
    slug: str
    title: str
    topic: int | None

    def get_absolute_url(self) -> str:
        """The page of its article."""
        return reverse("article_detail", args=[self.slug])


def briefs(ids: Iterable[int]) -> dict[int, Brief]:
    """Those of the editions that are live, in one query."""
    rows = Edition.objects.live().filter(pk__in=ids).order_by()
    fields = rows.values_list("pk", "article__slug", "title", "article__topic")
    return {row[0]: Brief(*row) for row in fields}


def editions(ids: Iterable[int]) -> dict[int, Edition]:
    """The live editions of those ids, in one query and in the order of the ids."""
    wanted = list(ids)
    found = cards(Edition.objects.live()).in_bulk(wanted)
    return {pk: found[pk] for pk in wanted if pk in found}


def _plain(title: str) -> str:
    """The title as it is sorted: small letters without accents, from its first letter or digit."""
    bare = title.casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    if bare[:1].isalnum():
        return bare
    start = next((place for place, each in enumerate(bare) if each.isalnum()), len(bare))
    return bare[start:]


def _letter(plain: str) -> str:
    first = plain[:1].upper()
    return first if first in PLACES else OTHER


def _entry(edition: int, topic: int | None, plain: str) -> Entry:
    return Entry(edition, topic, plain, _letter(plain))

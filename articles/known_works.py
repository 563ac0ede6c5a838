"""Which works the library has: found again by what identifies them, or by title and year."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from articles.citations.dates import year
from articles.citations.item import Item
from articles.models import Source
from articles.sources.identifiers import same_page
from articles.sources.likeness import are_alike, first_words, normal_title, telling_words

IDENTIFIERS = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "ISBN": "isbn"}


@dataclass(frozen=True)
class Match:
    """The library's Source for a work (`known`), or one that is perhaps the same."""

    known: Source | None = None
    perhaps: Source | None = None


@dataclass(frozen=True)
class _Card:
    """What tells one work from another, made ready for comparing."""

    item: Item
    year: str
    title: str
    words: frozenset[str]
    source: Source | None = None


class Catalogue:
    """The Sources that may be one of `items`, loaded in two queries, however many these are."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._by_mark: dict[tuple[str, str], Source] = {}
        self._by_title: dict[str, list[_Card]] = defaultdict(list)
        self._by_word: dict[tuple[str, str], list[_Card]] = defaultdict(list)
        for source in _candidates(items):
            self.add(source)

    def add(self, source: Source) -> Source:
        """Know of one more Source, and return it."""
        card = _card(source.item(), source)
        for mark in _marks(card.item):
            self._by_mark.setdefault(mark, source)
        self._by_title[card.title].append(card)
        for word in first_words(card.words):
            self._by_word[card.year, word].append(card)
        return source

    def find(self, item: Item) -> Match:
        """The Source of the same DOI, PMID, PMCID, ISBN (if a book) or page; else of the same
        title, year, type and first author. One that is merely alike, or whose identifiers differ,
        is perhaps the same."""
        for mark in _marks(item):
            if known := self._by_mark.get(mark):
                return Match(known)
        card = _card(item)
        namesakes = [each for each in self._by_title[card.title] if each.year in _years(card)]
        for each in namesakes:
            if _is_same(each, card):
                return Match(each.source)
        alike = namesakes or self._alike(card)
        return Match(perhaps=alike[0].source if alike else None)

    def _alike(self, card: _Card) -> list[_Card]:
        near = {
            id(each): each
            for near_year in _years(card)
            for word in first_words(card.words)
            for each in self._by_word.get((near_year, word), ())
        }
        return [each for each in near.values() if are_alike(each.words, card.words)]


def match(items: Sequence[Item]) -> list[Match]:
    """What the library has of the works."""
    catalogue = Catalogue(items)
    return [catalogue.find(item) for item in items]


def store(items: Sequence[Item]) -> list[Source]:
    """The library's Source for each of the works, a new one where it has none.

    Raises ValidationError if a field is too long or malformed.
    """
    catalogue = Catalogue(items)
    return [catalogue.find(item).known or catalogue.add(_new(item)) for item in items]


def fitting(item: Item) -> Source:
    """An unsaved Source for a work. Raises ValidationError if a field is unfit."""
    source = Source.from_item(item)
    source.clean_fields()
    source.clean()
    return source


def _new(item: Item) -> Source:
    source = fitting(item)
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        # Somebody else entered the work at the same moment.
        if known := match([item])[0].known:
            return known
        raise
    return source


def _candidates(items: Sequence[Item]) -> QuerySet[Source]:
    marked = Q(pk__in=_namesakes(items))
    for csl, field in IDENTIFIERS.items():
        values = {item[csl] for item in items if item.get(csl)}  # type: ignore[literal-required]
        marked |= Q(**{f"{field}__in": values})
    pages = {address for item in items if "URL" in item for address in _addresses(item["URL"])}
    return Source.objects.filter(marked | Q(url__in=pages)).order_by("pk")


def _namesakes(items: Sequence[Item]) -> list[int]:
    """Keys of the Sources whose titles are alike, of the years in question. Their titles alone are
    looked at: most of the library is of no interest."""
    wanted: dict[tuple[str, str], list[_Card]] = defaultdict(list)
    for card in map(_card, items):
        for near_year in _years(card):
            for word in [card.title, *first_words(card.words)]:
                wanted[near_year, word].append(card)
    titles = Source.objects.annotate(year=Left("issued", 4)).values_list("pk", "year", "title")
    return [
        pk
        for pk, its_year, title in titles.filter(year__in={near for near, _ in wanted})
        if _is_wanted(its_year, normal_title(title), wanted)
    ]


def _is_wanted(its_year: str, title: str, wanted: dict[tuple[str, str], list[_Card]]) -> bool:
    if (its_year, title) in wanted:
        return True
    words = telling_words(title)
    return any(
        are_alike(words, card.words)
        for word in first_words(words)
        for card in wanted.get((its_year, word), ())
    )


def _addresses(url: str) -> Iterator[str]:
    """The ways to write the address of a page."""
    page, question, query = same_page(url).partition("?")
    for scheme in ("https://", "http://"):
        for www in ("", "www."):
            for end in ("", "/"):
                yield f"{scheme}{www}{page}{end}{question}{query}"
    yield url


def _marks(item: Item) -> Iterator[tuple[str, str]]:
    """What the work is found again by. A chapter shares its book's ISBN, so an ISBN finds books
    only; and often its address, which finds all but chapters."""
    for name in IDENTIFIERS:
        value = item.get(name)
        if value and not (name == "ISBN" and item.get("type") != "book"):
            yield name, str(value)
    if (url := item.get("URL")) and item.get("type") != "chapter":
        yield "URL", same_page(url)


def _card(item: Item, source: Source | None = None) -> _Card:
    title = normal_title(item.get("title", ""))
    return _Card(item, year(item.get("issued")), title, telling_words(title), source)


def _years(card: _Card) -> list[str]:
    """The year of a work, and those beside it: what appears online in December is printed in
    January."""
    number = int(card.year) if card.year else 0
    return [card.year, str(number - 1), str(number + 1)] if number else [""]


def _is_same(one: _Card, other: _Card) -> bool:
    """Whether works of the same title are the same for certain."""
    pairs = [(one.item.get(name), other.item.get(name)) for name in ("type", *IDENTIFIERS)]
    if one.item.get("type") == "webpage":
        pairs.append((same_page(one.item.get("URL", "")), same_page(other.item.get("URL", ""))))
    differ = any(mine and theirs and mine != theirs for mine, theirs in pairs)
    authors = {_first_author(one.item), _first_author(other.item)} - {""}
    return bool(one.year) and one.year == other.year and not differ and len(authors) < 2


def _first_author(item: Item) -> str:
    first = next(iter(item.get("author", [])), None)
    return normal_title(first.get("family") or first.get("literal", "")) if first else ""

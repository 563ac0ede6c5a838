"""Readers' words, judged by hand, find their article first; a plain search does not do as well.

The measure is the mean reciprocal rank: 1 if the right article always comes first, ½ if second.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Q

from articles import sample_library
from articles.models import Edition
from articles.search.finding import find
from articles.search.results import Asked
from articles.words import analysis

LINES = (Path(__file__).parent / "judged.txt").read_text("utf-8").splitlines()
JUDGED = [tuple(line.rsplit(" = ", 1)) for line in LINES if line and not line.startswith("#")]
Finder = Callable[[str], list[str]]


@pytest.fixture
def samples(db: None) -> None:
    """The sample library, as `load_sample_library` leaves it."""
    sample_library.sign_ins()
    sample_library.load()


def test_the_set_is_large_and_its_queries_differ() -> None:
    assert len({query for query, _ in JUDGED}) == len(JUDGED) >= 60


def test_the_right_article_comes_first(samples: None) -> None:
    ours, like, plain = (mean(each) for each in (by_search, by_like, by_plain_words))
    print(f"\nMean reciprocal rank of {len(JUDGED)} queries")
    for name, reached in (("ours", ours), ("LIKE", like), ("plain full text", plain)):
        print(f"{name:16}{reached:6.3f}")
    assert ours >= 0.9
    assert ours > like
    assert ours > plain


def mean(finder: Finder) -> float:
    """The mean reciprocal rank that a search reaches; prints what ours does not find first."""
    ranks = []
    for query, wanted in JUDGED:
        found = finder(query)
        ranks.append(1 / (found.index(wanted) + 1) if wanted in found else 0)
        if finder is by_search and ranks[-1] < 1:
            print(f"{ranks[-1]:.2f}  {query}: {found[:3]}")
    return sum(ranks) / len(ranks)


def by_search(query: str) -> list[str]:
    """The search of the library."""
    return [hit.edition.article.slug for hit in find(Asked(query)).hits]


def by_like(query: str) -> list[str]:
    """As WordPress searches: every word somewhere, those with it in the title first, then the
    newest."""
    live = Edition.objects.live().select_related("article")
    in_title = live
    for word in query.split():
        holds = Q(title__icontains=word) | Q(standfirst__icontains=word) | Q(html__icontains=word)
        live, in_title = live.filter(holds), in_title.filter(title__icontains=word)
    newest = [each.article.slug for each in live.order_by("-published_at")]
    first = {each.article.slug for each in in_title}
    return sorted(newest, key=lambda slug: slug not in first)


def by_plain_words(query: str) -> list[str]:
    """As the database's full text search does it by itself, one text without weights, in its
    own order."""
    words = analysis.folded(analysis.clean(query))
    texts = {
        each.article.slug: f"{each.title} {each.standfirst} {each.html}"
        for each in Edition.objects.live().select_related("article")
    }
    search = _fts5 if connection.vendor == "sqlite" else _tsvector
    return search(words, texts)


def _fts5(words: list[str], texts: dict[str, str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.plain USING fts5(slug UNINDEXED, text, tokenize='porter')"
        )
        cursor.executemany("INSERT INTO temp.plain VALUES (%s, %s)", list(texts.items()))
        match = " ".join(f'"{word}"' for word in words)
        cursor.execute("SELECT slug FROM temp.plain WHERE plain MATCH %s ORDER BY rank", [match])
        found = [slug for (slug,) in cursor.fetchall()]
        cursor.execute("DROP TABLE temp.plain")
        return found


def _tsvector(words: list[str], texts: dict[str, str]) -> list[str]:
    sql = """SELECT slug FROM unnest(%s::text[], %s::text[]) AS plain (slug, text),
        plainto_tsquery('english', %s) query
        WHERE to_tsvector('english', text) @@ query
        ORDER BY ts_rank(to_tsvector('english', text), query) DESC"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(texts), list(texts.values()), " ".join(words)])
        return [slug for (slug,) in cursor.fetchall()]

from typing import Any, cast

import pytest
from django.core.exceptions import ValidationError

from articles import known_works
from articles.citations.item import Item
from articles.models import Source
from tests.factories import SourceFactory

TITLE = "Do examples help? A trial"


def work(**fields: Any) -> Item:
    """A book; `ISBN` and the like in CSL's names."""
    return cast(Item, {"type": "book", "title": "Otherwise written"} | fields)


def match(**fields: Any) -> known_works.Match:
    return known_works.match([work(**fields)])[0]


@pytest.mark.parametrize(
    ("field", "csl", "value"),
    [
        ("doi", "DOI", "10.1000/abc"),
        ("pmid", "PMID", "123"),
        ("pmcid", "PMCID", "PMC123"),
        ("isbn", "ISBN", "9780000000002"),
        ("url", "URL", "https://example.org/work"),
    ],
)
def test_a_known_work_is_found_by_what_identifies_it(
    db: None, field: str, csl: str, value: str
) -> None:
    known = SourceFactory(**{"type": "book", "doi": "", field: value})
    assert match(**{csl: value}).known == known


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/work",
        "https://www.example.org/work/",
        "https://example.org/work#findings",
    ],
)
def test_a_page_is_the_same_by_whichever_road(db: None, url: str) -> None:
    known = SourceFactory(doi="", url="https://example.org/work")
    assert match(URL=url).known == known


def test_another_page_of_the_site_is_another_work(db: None) -> None:
    SourceFactory(doi="", url="https://example.org/work")
    assert match(URL="https://example.org/work?page=2").known is None


@pytest.mark.parametrize(
    ("field", "csl", "value"),
    [("isbn", "ISBN", "9780000000002"), ("url", "URL", "https://example.org/book")],
)
def test_a_chapter_is_not_taken_for_its_book_or_its_neighbour(
    db: None, field: str, csl: str, value: str
) -> None:
    for kind in ("book", "chapter"):
        SourceFactory(**{"type": kind, "doi": "", field: value})
    assert match(**{"type": "chapter", csl: value}).known is None


def test_a_work_is_found_by_title_and_year_however_it_is_written(db: None) -> None:
    known = SourceFactory(type="book", title="Dö  examples help: a TRIAL.", issued="2020", doi="")
    found = match(title=TITLE, issued={"date-parts": [[2020, 3]]})
    assert found.known == known


@pytest.mark.parametrize(
    "differing",
    [
        {"issued": {"date-parts": [[2021]]}},
        {"DOI": "10.1000/another"},
        {"type": "report"},
        {"author": [{"family": "Birch"}]},
    ],
)
def test_a_namesake_is_offered_and_not_merged(db: None, differing: dict[str, Any]) -> None:
    known = SourceFactory(type="book", title=TITLE, issued="2020", doi="10.1000/one")
    item = {"title": TITLE, "issued": {"date-parts": [[2020]]}, "author": [{"family": "Example"}]}
    assert match(**item).known == known
    assert match(**item | differing) == known_works.Match(perhaps=known)


def test_pages_of_the_same_title_are_not_merged(db: None) -> None:
    known = SourceFactory(
        type="webpage", title=TITLE, issued="2020", doi="", url="https://example.org/a"
    )
    item = {"type": "webpage", "title": TITLE, "issued": {"date-parts": [[2020]]}}
    other = match(**item, URL="https://example.com/b")
    assert other == known_works.Match(perhaps=known)


def test_without_a_year_a_namesake_is_only_perhaps_the_same(db: None) -> None:
    known = SourceFactory(type="book", title=TITLE, issued="", doi="")
    assert match(title=TITLE) == known_works.Match(perhaps=known)


def test_a_title_with_a_slip_is_offered(db: None) -> None:
    known = SourceFactory(title="Stretching before exercise: a randomised trial", issued="2020")
    found = match(
        title="Stretching before exercise, randomised trial", issued={"date-parts": [[2021]]}
    )
    assert found == known_works.Match(perhaps=known)


def test_a_title_on_the_same_subject_is_not_offered(db: None) -> None:
    SourceFactory(title="Stretching before exercise: a randomised trial", issued="2020")
    other = "Stretching after injury: a systematic review"
    assert match(title=other, issued={"date-parts": [[2020]]}) == known_works.Match()


def test_a_work_that_is_new_is_stored_once(db: None) -> None:
    first, again, other = known_works.store(
        [work(DOI="10.1000/a"), work(title="Written anew", DOI="10.1000/a"), work(title="Other")]
    )
    assert first == again != other
    assert Source.objects.count() == 2


def test_a_field_that_is_unfit_is_refused(db: None) -> None:
    with pytest.raises(ValidationError):
        known_works.store([work(title="x" * 501)])


def test_queries_do_not_grow_with_the_works(db: None, django_assert_num_queries: Any) -> None:
    items = [work(title=f"Work {place}", DOI=f"10.1000/{place}") for place in range(50)]
    known_works.store(items)
    for asked in (items[:1], items):
        with django_assert_num_queries(2):
            assert all(each.known for each in known_works.match(asked))

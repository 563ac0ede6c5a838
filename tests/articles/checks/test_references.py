"""The fields of a reference, as Citing Medicine asks for them."""

from datetime import date
from typing import Any

import pytest

from articles.citations.item import Item
from tests.articles.checks.made import ARTICLE, PAGE, found, places, reference, text

LOOKED_AT = date(2026, 2, 25)
CODES = [
    *("cited-date-format", "access-date-missing", "date-missing", "author-incomplete"),
    "database-as-publisher",
]


def of(code: str, item: Item = ARTICLE, **changes: Any) -> list[str]:
    return places(code, text(references=[reference("a", item, **changes)]))


@pytest.mark.parametrize("code", CODES)
def test_sound_references_have_no_fault(code: str) -> None:
    sound = [reference("a"), reference("b", PAGE, accessed=LOOKED_AT)]
    assert found(code, text(references=sound)) == []


@pytest.mark.parametrize("code", CODES[1:])
def test_a_reference_by_hand_is_not_judged_by_its_fields(code: str) -> None:
    fields = {"issued": {}, "author": [{"family": "K"}], "publisher": "PubMed"}
    assert of(code, PAGE, fields=fields) == ["reference:a"]
    assert of(code, PAGE, fields=fields, by_hand="As it is printed.") == []


def test_a_date_of_citation_in_another_form_is_known_from_the_written_line() -> None:
    assert of("cited-date-format", faults=("cited-date-format",)) == ["reference:a"]


def test_a_page_without_the_day_on_which_it_was_looked_at() -> None:
    assert of("access-date-missing", PAGE) == ["reference:a"]
    assert of("access-date-missing", PAGE, accessed=LOOKED_AT) == []


@pytest.mark.parametrize("identifier", ["DOI", "PMID", "PMCID", "ISBN"])
def test_what_an_identifier_fixes_needs_no_such_day(identifier: str) -> None:
    assert of("access-date-missing", PAGE, fields={identifier: "1"}) == []


def test_a_book_in_print_needs_no_such_day() -> None:
    fields = {"type": "book", "DOI": ""}
    assert of("access-date-missing", fields=fields) == []


@pytest.mark.parametrize("issued", [{}, {"date-parts": []}, {"date-parts": [[0]]}, None])
def test_a_work_without_a_year(issued: Any) -> None:
    assert of("date-missing", fields={"issued": issued}) == ["reference:a"]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([{"family": "K"}, {"family": "S"}], ["reference:a"]),
        ([{"family": "Alder", "given": "B"}, {"family": "J.-P."}], ["reference:a"]),
        ([{"family": "O", "given": "Sung"}], []),
        ([{"family": "LI", "given": "Wei"}], []),
        ([{"literal": "WHO"}], []),
        ([{"family": "Alder"}], []),
        ([], []),
    ],
)
def test_an_author_of_whom_only_initials_are_left(authors: Any, expected: list[str]) -> None:
    assert of("author-incomplete", fields={"author": authors}) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publisher": "PubMed"}, ["reference:a"]),
        ({"publisher": "U.S. National Library of Medicine", "PMID": "1"}, ["reference:a"]),
        ({"publisher": "U.S. National Library of Medicine"}, []),
        ({"publisher": "Oak Press"}, []),
        ({}, []),
    ],
)
def test_a_database_in_place_of_the_publisher(fields: Any, expected: list[str]) -> None:
    assert of("database-as-publisher", fields=fields) == expected

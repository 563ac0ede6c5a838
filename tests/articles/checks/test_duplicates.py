"""One work listed twice is an error, so two works must never be taken for one."""

from typing import Any

import pytest

from articles.citations.item import Item
from tests.articles.checks.made import ARTICLE, PAGE, found, places, reference, text

BOOK: dict[str, Any] = {"type": "book", "ISBN": "9780306406157", "DOI": ""}


def listed(first: dict[str, Any], second: dict[str, Any], item: Item = ARTICLE) -> list[str]:
    references = [reference("a", item, fields=first), reference("b", item, fields=second)]
    return places("duplicate-reference", text(references=references))


@pytest.mark.parametrize(
    ("first", "second", "item"),
    [
        ({"DOI": "10.1000/AB"}, {"DOI": "10.1000/ab"}, ARTICLE),
        ({"DOI": "", "PMID": "5"}, {"DOI": "10.1000/b", "PMID": "5"}, ARTICLE),
        (BOOK, BOOK | {"title": "The same, second printing"}, ARTICLE),
        ({"URL": "https://www.example.org/a/"}, {"URL": "http://example.org/a#part"}, PAGE),
        ({"DOI": "", "title": "A trial: of it"}, {"DOI": "", "title": "A Trial of It"}, ARTICLE),
        ({"DOI": "", "title": "A trial"}, {"title": "A trial"}, ARTICLE),
    ],
    ids=["DOI", "PMID", "ISBN", "address", "title and year", "one without identifier"],
)
def test_the_same_work(first: dict[str, Any], second: dict[str, Any], item: Item) -> None:
    assert listed(first, second, item) == ["reference:b"]


CHAPTER = BOOK | {"type": "chapter", "URL": "https://example.org/book"}


@pytest.mark.parametrize(
    ("first", "second", "item"),
    [
        ({}, {}, ARTICLE),
        ({"title": "Overview"}, {"title": "Overview"}, ARTICLE),
        ({"title": "Overview"}, {"title": "Overview"}, PAGE),
        (CHAPTER | {"title": "One"}, CHAPTER | {"title": "Two"}, ARTICLE),
        ({"DOI": "", "title": "Cramps", "issued": {"date-parts": [[2020]]}},
         {"DOI": "", "title": "Cramps", "issued": {"date-parts": [[2021]]}}, ARTICLE),
        ({"DOI": "", "title": ""}, {"DOI": "", "title": ""}, ARTICLE),
    ],
    ids=["other DOIs", "a title, other DOIs", "a title, other pages", "chapters", "other years",
         "nothing known"],
)  # fmt: skip
def test_two_works(first: dict[str, Any], second: dict[str, Any], item: Item) -> None:
    assert listed(first, second, item) == []


def test_the_earlier_one_is_named() -> None:
    same = {"DOI": "10.1000/ab"}
    references = [reference(key, fields=same) for key in "abc"]
    messages = [each.message for each in found("duplicate-reference", text(references=references))]
    assert len(messages) == 2
    assert all("The same work as reference a." in message for message in messages)

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations.vancouver import reference
from articles.sources import csl_json
from articles.sources.reference_line import ParsedReference
from tests.articles.sources.reading import items, reasons
from tests.articles.sources.works import articles

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
NAMES = [
    *("type", "title", "author", "editor", "container-title", "publisher", "issued", "volume"),
    *("issue", "page", "edition", "number", "DOI", "PMID", "PMCID", "ISBN", "URL", "accessed"),
]


def read_one(**fields: Any) -> dict[str, Any]:
    return items(csl_json.read(json.dumps({"title": "A", "type": "book"} | fields)))[0]


@given(st.lists(articles(), min_size=1, max_size=3))
def test_what_is_written_as_csl_json_is_read_back(works: list[dict[str, Any]]) -> None:
    assert items(csl_json.read(json.dumps(works))) == works


def test_unknown_fields_are_dropped() -> None:
    given = {"id": "x", "ISSN": ["1234-5678"], "subject": [1], "custom": {"a": 1}}
    assert read_one(**given) == {"title": "A", "type": "book"}


def test_registry_that_sends_lists_and_numbers_is_understood() -> None:
    read = read_one(title=["A <i>b</i> &amp; p<0.05", "again"], volume=12, issue=None, page=3.5)
    assert (read["title"], read["volume"]) == ("A b & p<0.05", "12")
    assert read.keys() == {"title", "type", "volume"}


@pytest.mark.parametrize(
    ("issued", "parts"),
    [
        ({"date-parts": [[2020, 3, 5]]}, [2020, 3, 5]),
        ({"date-parts": [["2020", "3"]]}, [2020, 3]),
        ({"date-parts": [[2020, 3], [2020, 4]]}, [2020, 3]),
        ({"date-parts": [[2020, 2, 31]]}, [2020, 2]),
        ({"date-parts": [[2020, None]]}, [2020]),
        ({"raw": "2020-03-05"}, [2020, 3, 5]),
        ({"literal": "Spring 2020"}, [2020]),
        ("2020-03", [2020, 3]),
    ],
)
def test_date_is_understood_in_every_form(issued: Any, parts: list[int]) -> None:
    assert read_one(issued=issued)["issued"] == {"date-parts": [parts]}


@pytest.mark.parametrize(
    "issued", [{"date-parts": [[None]]}, {"date-parts": []}, {"date-parts": "x"}, 3, [], None]
)
def test_date_that_says_nothing_is_left_out(issued: Any) -> None:
    assert "issued" not in read_one(issued=issued)


def test_names_are_people_or_bodies() -> None:
    given = [
        {"family": "Oak", "given": "Ed", "non-dropping-particle": "van der", "ORCID": "x"},
        {"name": "Test Institute", "sequence": "first"},
        {"literal": "A Body"},
        {"given": "Plato"},
        {"family": None},
        "Alder",
        7,
    ]
    assert read_one(author=given)["author"] == [
        {"family": "van der Oak", "given": "Ed"},
        {"literal": "Test Institute"},
        {"literal": "A Body"},
        {"literal": "Plato"},
    ]


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        ("journal-article", "article-journal"),
        ("posted-content", "article-journal"),
        ("article-magazine", "article-newspaper"),
        ("monograph", "book"),
        ("paper-conference", "chapter"),
        ("standard", "guideline"),
        ("post-weblog", "webpage"),
        ("neverheard", "report"),
        (None, "report"),
        ([], "report"),
    ],
)
def test_types_become_ours(named: Any, ours: str) -> None:
    assert read_one(type=named)["type"] == ours


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("DOI", "https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("DOI", "none", None),
        ("PMID", "PMC12", None),
        ("PMID", 123, "123"),
        ("PMID", "²", None),
        ("PMCID", "pmc12", "PMC12"),
        ("PMCID", "12", "PMC12"),
        ("ISBN", "978-0-306-40615-7 0306406152", "9780306406157"),
        ("ISBN", "978-0-306-40615-8", None),
        ("URL", "javascript:alert(1)", None),
        ("URL", "https://example.org/a b", None),
        ("URL", "https://[::1", None),
        ("URL", "https://doi.org/10.1000/abc", "https://doi.org/10.1000/abc"),
    ],
)
def test_identifier_is_kept_in_its_normal_form_or_not(name: str, given: Any, kept: Any) -> None:
    assert read_one(**{name: given}).get(name) == kept


def test_resolvers_address_is_dropped_beside_the_doi() -> None:
    assert "URL" not in read_one(DOI="10.1000/abc", URL="https://doi.org/10.1000/abc")


def test_access_date_is_kept_for_the_reference() -> None:
    [read] = csl_json.read('{"title": "A", "accessed": {"date-parts": [[2023, 2, 25]]}}')
    assert isinstance(read, ParsedReference)
    assert str(read.accessed) == "2023-02-25"


@pytest.mark.parametrize("text", ["", "{", "[", "[1,]", "[" * 100_000, '{"title": "a"'])
def test_broken_json_is_reported(text: str) -> None:
    assert reasons(csl_json.read(text)) == [
        "This is no whole JSON text: a bracket or a comma may be missing."
    ]


@pytest.mark.parametrize("given", [3, None, "x", [[]], {"title": ""}, {"title": None}, {}])
def test_what_is_no_work_is_reported(given: Any) -> None:
    assert reasons(csl_json.read(json.dumps([given, {"title": "A"}]))) != []


def test_html_in_fields_is_text_when_printed() -> None:
    item: Any = read_one(title="A <script>alert(1)</script>", author=[{"family": "<b>x</b>"}])
    assert "<script>" not in reference(item)


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_no_type_is_trusted(fields: dict[str, Any]) -> None:
    for read in csl_json.read(json.dumps(fields)):
        if isinstance(read, ParsedReference):
            reference(read.item, accessed=read.accessed)

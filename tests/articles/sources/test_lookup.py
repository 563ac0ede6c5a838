import json
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sources import lookup
from articles.sources.lookup import Answer, Get, NotLookedUp
from articles.sources.reference_line import ParsedReference
from articles.sources.wanted import Wanted, wanted
from tests.articles.sources.recorded import CSL, Recorded, silent

TODAY = date(2026, 11, 24)
ARTICLE = {
    "type": "article-journal",
    "author": [{"family": "Alder", "given": "Bea"}, {"literal": "Example Study Group"}],
    "volume": "12",
    "issue": "3",
    "page": "100-110",
    "issued": {"date-parts": [[2020, 3, 5]]},
    "DOI": "10.1000/example.7",
}


def look_up(text: str, get: Get | None = None) -> ParsedReference:
    work = wanted(text)
    assert work is not None
    return lookup.look_up(work, get=get or Recorded(), today=TODAY)


def failure(text: str, get: Get | None = None) -> str:
    with pytest.raises(NotLookedUp) as failed:
        look_up(text, get)
    return str(failed.value)


def says(body: str | bytes, status: int = 200, kind: str = "application/json") -> Get:
    """A service that gives one answer to everything."""

    def get(url: str, *, accept: str = "", hosts: Collection[str] | None = None) -> Answer:
        return Answer(status, url, kind, body if isinstance(body, bytes) else body.encode())

    return get


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("10.1000/ABC", "DOI", "10.1000/abc"),
        ("doi:10.1000/abc.", "DOI", "10.1000/abc"),
        (" DOI 10.1000/abc ", "DOI", "10.1000/abc"),
        ("https://doi.org/10.1000/abc", "DOI", "10.1000/abc"),
        ("https://dx.doi.org/10.1000%2Fabc", "DOI", "10.1000/abc"),
        ("1234567", "PMID", "1234567"),
        ("PMID: 1234567", "PMID", "1234567"),
        ("https://pubmed.ncbi.nlm.nih.gov/1234567/", "PMID", "1234567"),
        ("PMC765432", "PMCID", "PMC765432"),
        ("PMCID: pmc 765432", "PMCID", "PMC765432"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC765432/", "PMCID", "PMC765432"),
        ("978-0-306-40615-7", "ISBN", "9780306406157"),
        ("ISBN 0-306-40615-2", "ISBN", "0306406152"),
        ("https://example.org/a", "URL", "https://example.org/a"),
        ("www.example.org/a", "URL", "https://www.example.org/a"),
    ],
)
def test_identifier_is_recognised_however_it_is_written(text: str, name: str, value: str) -> None:
    assert wanted(text) == Wanted(name, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "978-0-306-40615-8",
        "123456789",
        "²",
        "Alder B. A trial. J Tests. 2020;1:2. doi:10.1000/abc",
        "https://example.org/a https://example.org/b",
        "ftp://example.org/",
    ],
)
def test_what_is_more_or_less_than_an_identifier_is_none(text: str) -> None:
    assert wanted(text) is None


def test_doi_is_looked_up_where_it_is_registered() -> None:
    get = Recorded()
    read = look_up("10.1000/EXAMPLE.7", get)
    assert read.item == {
        **ARTICLE,
        "title": "Do examples help? A made-up trial",
        "container-title": "Journal of Examples",
        "publisher": "Example Press",
        "language": "en",
    }
    assert get.asked[0] == ("https://doi.org/10.1000/example.7", CSL)


def test_doi_of_a_dataset_is_looked_up_in_the_same_way() -> None:
    assert look_up("10.5072/example-data").item == {
        "type": "dataset",
        "title": "Measurements of made-up examples",
        "author": [{"family": "Birch", "given": "Cy"}],
        "issued": {"date-parts": [[2021]]},
        "publisher": "Example Repository",
        "DOI": "10.5072/example-data",
        "URL": "https://example.org/data",
    }


@pytest.mark.parametrize("text", ["PMID 1234567", "PMC765432"])
def test_pmid_and_pmcid_are_looked_up_in_pubmed(text: str) -> None:
    assert look_up(text).item == {
        **ARTICLE,
        "title": "Do examples help? A made-up trial that is written down for a test",
        "container-title": "J Examples",
        "PMID": "1234567",
        "PMCID": "PMC765432",
    }


def test_isbn_is_looked_up_in_open_library() -> None:
    assert look_up("ISBN 978-0-306-40615-7").item == {
        "type": "book",
        "title": "A book of examples: made up for a test",
        "author": [{"family": "Alder", "given": "Bea"}],
        "publisher": "Oak Press",
        "publisher-place": "Leeds",
        "issued": {"date-parts": [[2017, 3]]},
        "ISBN": "9780306406157",
    }


def test_web_page_says_of_itself_what_it_is() -> None:
    read = look_up("https://example.org/cramps?utm_source=mail#:~:text=a%20passage")
    assert read.item == {
        "type": "webpage",
        "title": "Cramps: what helps & what does not",
        "author": [{"family": "Alder", "given": "Bea"}, {"literal": "Example Health Team"}],
        "container-title": "Example Health",
        "publisher": "Example Media",
        "issued": {"date-parts": [[2021, 4, 3]]},
        "URL": "https://example.org/cramps",
    }
    assert (read.accessed, read.passage) == (TODAY, "a passage")


def test_page_of_a_journal_is_an_article() -> None:
    assert look_up("https://example.org/trial").item == {
        **ARTICLE,
        "author": [{"family": "Alder", "given": "Bea"}, {"family": "Birch", "given": "Cy D"}],
        "title": "Do examples help? A made-up trial",
        "container-title": "Journal of Examples",
        "URL": "https://example.org/trial",
    }


def test_page_that_says_little_has_its_title() -> None:
    page = "<html><head><title>\n A &amp; B\n</title></head>"
    assert look_up("https://example.org/x", says(page, kind="text/html")).item == {
        "type": "webpage",
        "title": "A & B",
        "URL": "https://example.org/x",
    }


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<title>Müsli</title>".encode("cp1252"), "text/html; charset=windows-1252"),
        (b'<meta charset="latin1"><title>M\xfcsli</title>', "text/html"),
        ("<title>Müsli</title>".encode(), "text/html; charset=no-such-charset"),
    ],
)
def test_page_may_be_in_any_character_set(data: bytes, kind: str) -> None:
    assert look_up("https://example.org/x", says(data, kind=kind)).item["title"] == "Müsli"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("10.1000/none", "DOI 10.1000/none could not be looked up: doi.org does not know it."),
        ("PMID 99", "PMID 99 could not be looked up: PubMed does not know it."),
        ("PMC999", "PMC999 could not be looked up: PubMed Central does not know it."),
        (
            "0-306-40615-2",
            "ISBN 0306406152 could not be looked up: Open Library does not know it.",
        ),
        (
            "https://example.org/none",
            "https://example.org/none could not be looked up: there is no such page.",
        ),
    ],
)
def test_work_that_nobody_knows_is_said_to_be_unknown(text: str, sentence: str) -> None:
    assert failure(text) == sentence


@pytest.mark.parametrize("text", ["10.1000/x", "1", "PMC1", "0306406152", "https://example.org/"])
def test_without_network_that_is_said_and_nothing_else(text: str) -> None:
    assert failure(text, silent).endswith(" could not be looked up (no answer).")


def test_what_is_known_all_the_same_is_kept_for_the_form() -> None:
    with pytest.raises(NotLookedUp) as failed:
        look_up("10.1000/x", silent)
    assert failed.value.item == {"DOI": "10.1000/x"}


@pytest.mark.parametrize("text", ["10.1000/x", "PMID 1", "PMC1", "0306406152"])
@pytest.mark.parametrize(
    "body", ["", "null", "[]", "3", "{", "<html>", '{"records": [3]}', '{"title": 7}', "[" * 99_999]
)
def test_answer_that_is_none_is_said_to_be_none(text: str, body: str) -> None:
    if (text, body) == ("10.1000/x", '{"title": 7}'):
        assert look_up(text, says(body)).item["title"] == "7"
    else:
        assert "could not be looked up: " in failure(text, says(body))


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_server_that_refuses_is_not_said_not_to_know(status: int) -> None:
    sentence = failure("10.1000/x", says("", status))
    assert sentence.endswith(f"doi.org answered {status}, try again later.")


def test_file_that_is_no_page_is_not_read() -> None:
    sentence = failure("https://example.org/a.pdf", says("%PDF", kind="application/pdf"))
    assert sentence.endswith("what is there is no web page (application/pdf).")


def test_page_without_a_title_is_not_taken() -> None:
    sentence = failure("https://example.org/", says("<p>Hello", kind="text/html"))
    assert sentence.endswith("the answer does not say what the work is called.")


HOSTILE = [
    '<meta name="citation_title"' * 30_000,
    '<meta "' * 100_000,
    "<meta '\"" * 100_000,
    '<script type="application/ld+json">' * 20_000,
    '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    '<script type="application/ld+json">{"@graph": [[[3]]], "@type": {"a": 1}}</script>',
    '<script type="application/ld+json">{"@type": "Article", "author": [3, {"name": []}],'
    ' "publisher": [[]], "headline": {"a": "b"}, "isPartOf": "x"}</script>',
    "<title" * 100_000,
    "<title>" * 100_000,
]


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_page_costs_little_and_is_not_taken(page: str) -> None:
    assert "called" in failure("https://example.org/", says(page, kind="text/html"))


@given(st.text())
def test_any_page_is_read_without_a_crash(page: str) -> None:
    head = f'<title>A</title><meta name="author" content="{page}">'
    assert look_up("https://example.org/", says(head, kind="text/html")).item["title"] == "A"


@given(st.recursive(st.none() | st.text() | st.integers(), lambda each: st.lists(each)))
def test_no_type_of_open_library_is_trusted(value: Any) -> None:
    names = ("title", "subtitle", "authors", "publishers", "publish_places", "publish_date")
    body = json.dumps({"ISBN:0306406152": dict.fromkeys(names, value) | {"title": "A"}})
    assert look_up("0306406152", says(body)).item["ISBN"] == "0306406152"

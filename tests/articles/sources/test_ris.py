from datetime import date
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from articles.sources import ris
from articles.sources.reference_line import ParsedReference
from tests.articles.sources.reading import items, reasons
from tests.articles.sources.works import articles

ARTICLE = """Provider: An Example
TY  - JOUR
AU  - Alder, Bea
AU  - Birch-Elm, Cy D., Jr.
AU  - Test Institute,
TI  - Is it so? A trial with a title
  that goes on
JF  - Journal of Tests
VL  - 12
IS  - 3
SP  - 100
EP  - 110
PY  - 2020
DA  - 2020/03/05/
Y2  - 2023/02/25/
DO  - https://doi.org/10.1000/ABC
AN  - 1234567
DB  - PubMed
C2  - PMC765
UR  - https://example.org/a;b?utm_source=mail#:~:text=a%20passage
ER  - 
"""


def test_journal_article_is_read_into_fields() -> None:
    assert items(ris.read(ARTICLE)) == [
        {
            "type": "article-journal",
            "title": "Is it so? A trial with a title that goes on",
            "author": [
                {"family": "Alder", "given": "Bea"},
                {"family": "Birch-Elm", "given": "Cy D.", "suffix": "Jr."},
                {"literal": "Test Institute"},
            ],
            "container-title": "Journal of Tests",
            "volume": "12",
            "issue": "3",
            "page": "100-110",
            "issued": {"date-parts": [[2020, 3, 5]]},
            "DOI": "10.1000/abc",
            "PMID": "1234567",
            "PMCID": "PMC765",
            "URL": "https://example.org/a;b",
        }
    ]


def test_access_date_and_passage_are_kept_for_the_reference() -> None:
    [read] = ris.read(ARTICLE)
    assert isinstance(read, ParsedReference)
    assert (read.accessed, read.passage) == (date(2023, 2, 25), "a passage")


def test_isbn_of_a_book_is_found_where_rispy_calls_it_issn() -> None:
    book = "TY  - BOOK\nTI  - A book\nSN  - 978-0-306-40615-7 (pbk.)\nER  - \n"
    assert items(ris.read(book)) == [
        {"type": "book", "title": "A book", "ISBN": "9780306406157"},
    ]


def test_issn_of_a_journal_is_no_isbn() -> None:
    assert "ISBN" not in items(ris.read("TY  - JOUR\nTI  - A\nSN  - 1234-5678\nER  - \n"))[0]


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        ("JOUR", "article-journal"),
        ("MGZN", "article-newspaper"),
        ("EBOOK", "book"),
        ("CPAPER", "chapter"),
        ("DATA", "dataset"),
        ("STAND", "guideline"),
        ("GOVDOC", "report"),
        ("THES", "thesis"),
        ("ELEC", "webpage"),
        ("NEVERHEARD", "report"),
    ],
)
def test_types_become_ours(named: str, ours: str) -> None:
    assert items(ris.read(f"TY  - {named}\nTI  - A\nER  - \n"))[0]["type"] == ours


def test_record_without_its_end_is_read_and_does_not_swallow_the_next() -> None:
    text = "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n"
    assert [item["title"] for item in items(ris.read(text))] == ["One", "Two"]


def test_record_without_title_is_reported_and_the_others_are_read() -> None:
    read = ris.read("TY  - JOUR\nER  - \n\nTY  - JOUR\nTI  - Two\nER  - \n")
    assert reasons(read) == ["It has no title."]
    assert items(read[1:])[0]["title"] == "Two"


def test_tags_with_one_space_are_understood() -> None:
    assert items(ris.read("TY - JOUR\nTI - A\nER -\n"))[0]["title"] == "A"


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("PY  - 2020", [2020]),
        ("PY  - 2020///", [2020]),
        ("Y1  - 2020/03//", [2020, 3]),
        ("PY  - 2020\nDA  - 2020/13/45", [2020]),
        ("PY  - 2020\nDA  - Mar", [2020]),
        ("DA  - 2020/03/05", [2020, 3, 5]),
    ],
)
def test_date_is_as_exact_as_the_record(written: str, parts: list[int]) -> None:
    item = items(ris.read(f"TY  - JOUR\nTI  - A\n{written}\nER  - \n"))[0]
    assert item["issued"] == {"date-parts": [parts]}


@given(st.lists(articles(), min_size=1, max_size=3))
def test_what_rispy_writes_is_read_back(works: list[dict[str, Any]]) -> None:
    assert items(ris.read(rispy.dumps([_record(work) for work in works]))) == works


def _record(item: dict[str, Any]) -> dict[str, Any]:
    year, month, day = item["issued"]["date-parts"][0]
    start, end = item["page"].split("-")
    return {
        "type_of_reference": "JOUR",
        "title": item["title"],
        "authors": [
            name.get("literal") or f"{name['family']}, {name['given']}" for name in item["author"]
        ],
        "journal_name": item["container-title"],
        "year": str(year),
        "date": f"{year}/{month:02d}/{day:02d}",
        "volume": item["volume"],
        "number": item["issue"],
        "start_page": start,
        "end_page": end,
        "doi": item["DOI"],
        "urls": [item["URL"]],
    }


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    ris.read(f"TY  - JOUR\n{text}\nER  - ")

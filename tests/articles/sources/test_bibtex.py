from datetime import date
from typing import Any

import pytest
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from hypothesis import given
from hypothesis import strategies as st

from articles.sources import bibtex
from articles.sources.reference_line import ParsedReference
from tests.articles.sources.reading import items, reasons
from tests.articles.sources.works import articles

ARTICLE = r"""
% a comment
@string{jt = "Journal of Tests"}
@Article{alder2020,
  Author = {Alder, Bea and {Test and Trial Institute} and van der Oak, Jr, Ed and others},
  title = {Is the {DNA} of m{\"u}sli 50% \& more of $\alpha$?},
  journal = jt, year = 2020, month = mar, volume = {12}, number = {3}, pages = {100--110},
  doi = {10.1000/A\_BC}, pmid = {1234567}, pmcid = {PMC765},
  url = {https://example.org/a%20b?c=\_d&utm_source=mail#:~:text=a%20passage},
  urldate = {2023-02-25}
}
"""


def test_journal_article_is_read_into_fields() -> None:
    assert items(bibtex.read(ARTICLE)) == [
        {
            "type": "article-journal",
            "title": "Is the DNA of müsli 50% & more of α?",
            "author": [
                {"family": "Alder", "given": "Bea"},
                {"literal": "Test and Trial Institute"},
                {"family": "van der Oak", "given": "Ed", "suffix": "Jr"},
                {"literal": "et al."},
            ],
            "container-title": "Journal of Tests",
            "volume": "12",
            "issue": "3",
            "page": "100-110",
            "issued": {"date-parts": [[2020, 3]]},
            "DOI": "10.1000/a_bc",
            "PMID": "1234567",
            "PMCID": "PMC765",
            "URL": "https://example.org/a%20b?c=_d",
        }
    ]


def test_access_date_and_passage_are_kept_for_the_reference() -> None:
    [read] = bibtex.read(ARTICLE)
    assert isinstance(read, ParsedReference)
    assert (read.accessed, read.passage) == (date(2023, 2, 25), "a passage")


def test_book_thesis_and_web_page() -> None:
    text = r"""
    @book{a, title={A book}, author={Bea Alder}, publisher={Oak \& Elm}, address={Leeds},
      edition={4th}, isbn={978-0-306-40615-7}, date={2017}}
    @phdthesis{b, title={My work}, author={Alder, Bea}, school={University of Tests}, year=2010}
    @misc{c, title={A page}, howpublished={\url{https://example.org/p}}}
    """
    book, thesis, page = items(bibtex.read(text))
    assert book["type"] == "book"
    assert book["author"] == [{"family": "Alder", "given": "Bea"}]
    assert (book["publisher"], book["publisher-place"]) == ("Oak & Elm", "Leeds")
    assert (book["ISBN"], book["issued"]) == ("9780306406157", {"date-parts": [[2017]]})
    assert (thesis["type"], thesis["genre"]) == ("thesis", "PhD thesis")
    assert thesis["publisher"] == "University of Tests"
    assert (page["type"], page["URL"]) == ("webpage", "https://example.org/p")


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        ("article", "article-journal"),
        ("inproceedings", "chapter"),
        ("techreport", "report"),
        ("online", "webpage"),
        ("neverheard", "report"),
    ],
)
def test_types_become_ours(named: str, ours: str) -> None:
    assert items(bibtex.read(f"@{named}{{k, title={{A}}}}"))[0]["type"] == ours


def test_entry_that_is_cut_short_is_reported_and_the_others_are_read() -> None:
    read = bibtex.read("@book{a, title={no end\n@book{b, title={Whole}}\n")
    assert reasons(read) == ["A bracket, comma or quotation mark is missing in it or before it."]
    assert items(read[1:])[0]["title"] == "Whole"


def test_entries_of_the_same_key_are_all_read() -> None:
    read = bibtex.read('@book{a, title={One}}\n@book{a, title="Two", title={Three}}\n')
    assert [item["title"] for item in items(read)] == ["One", "Two"]


def test_entry_without_title_is_reported() -> None:
    assert reasons(bibtex.read("@book{a, year=2020}")) == ["It has no title."]


@given(st.lists(articles(), min_size=1, max_size=3))
def test_what_bibtexparser_writes_is_read_back(works: list[dict[str, Any]]) -> None:
    library = Library([_entry(work, f"k{place}") for place, work in enumerate(works)])
    assert items(bibtex.read(write_string(library))) == works


def _entry(item: dict[str, Any], key: str) -> Entry:
    authors = [
        f"{{{name['literal']}}}" if "literal" in name else f"{name['family']}, {name['given']}"
        for name in item["author"]
    ]
    values = {
        "author": " and ".join(authors),
        "title": item["title"],
        "journal": item["container-title"],
        "date": "-".join(f"{part:02d}" for part in item["issued"]["date-parts"][0]),
        "volume": item["volume"],
        "number": item["issue"],
        "pages": item["page"].replace("-", "--"),
        "doi": item["DOI"],
        "url": item["URL"],
    }
    return Entry("article", key, [Field(name, value) for name, value in values.items()])


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    bibtex.read(f"@article{{k, title={{{text}}}, author={{{text}}}}}")
    bibtex.read(text)


@pytest.mark.parametrize("text", ["@a{b, title={" + "{" * 20_000, "@a{" * 2_000, "\\" * 9_000])
def test_hostile_text_is_read_without_a_crash(text: str) -> None:
    bibtex.read(text)

from hypothesis import given
from hypothesis import strategies as st

from articles.sources import nbib
from tests.articles.sources.reading import items, reasons

ARTICLE = """
PMID- 1234567
OWN - NLM
IP  - 3
VI  - 12
DP  - 2020 Mar 5
TI  - Is it so? A trial with a title
      that goes on.
PG  - 100-10
LID - S0000-1111(20)30001-2 [pii]
LID - 10.1000/ABC [doi]
FAU - Alder, Bea
AU  - Alder B
AD  - Department of Tests,
      Leeds.
FAU - Birch-Elm, Cy D
AU  - Birch-Elm CD
CN  - Test Study Group
LA  - fre
PT  - Journal Article
TA  - J Tests
JT  - Journal of tests
PMC - PMC765
SO  - J Tests. 2020 Mar 5;12(3):100-10.
"""


def test_journal_article_is_read_into_fields() -> None:
    assert items(nbib.read(ARTICLE)) == [
        {
            "type": "article-journal",
            "title": "Is it so? A trial with a title that goes on",
            "author": [
                {"family": "Alder", "given": "Bea"},
                {"family": "Birch-Elm", "given": "Cy D"},
                {"literal": "Test Study Group"},
            ],
            "container-title": "J Tests",
            "volume": "12",
            "issue": "3",
            "page": "100-10",
            "issued": {"date-parts": [[2020, 3, 5]]},
            "language": "fr",
            "DOI": "10.1000/abc",
            "PMID": "1234567",
            "PMCID": "PMC765",
        }
    ]


def test_doi_in_aid_is_found() -> None:
    text = "PMID- 1\nTI  - A.\nAID - 10.1000/xyz [doi]\nAID - 12 [pii]\n"
    assert items(nbib.read(text))[0]["DOI"] == "10.1000/xyz"


def test_short_names_do_where_full_ones_are_missing() -> None:
    text = "PMID- 1\nTI  - A.\nAU  - van der Oak EJ\nAU  - Test\n"
    assert items(nbib.read(text))[0]["author"] == [
        {"family": "van der Oak", "given": "EJ"},
        {"family": "Test"},
    ]


def test_chapter_of_a_book_is_read() -> None:
    text = (
        "PMID- 1\nBTI - A Book\nCTI - One chapter\nPB  - Oak Press\nPL  - Leeds (UK)\n"
        "DP  - 2021\nFED - Elm, Di\n"
    )
    assert items(nbib.read(text)) == [
        {
            "type": "chapter",
            "title": "One chapter",
            "container-title": "A Book",
            "editor": [{"family": "Elm", "given": "Di"}],
            "publisher": "Oak Press",
            "publisher-place": "Leeds (UK)",
            "issued": {"date-parts": [[2021]]},
            "PMID": "1",
        }
    ]


def test_record_without_title_is_reported_and_the_others_are_read() -> None:
    read = nbib.read(f"PMID- 1\nVI  - 2\n\n{ARTICLE}")
    assert reasons(read) == ["It has no title."]
    assert len(items(read[1:])) == 1


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    nbib.read(f"PMID- 1\nTI  - A\n{text}")

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sources.reference_line import parse

SITE = "Available from: https://example.org/a"

LINES: list[tuple[str, dict[str, Any]]] = [
    (
        "3. Alder B, Birch-Elm CD, van der Oak E Jr. Is it so? A trial. Br J Tests."
        " 2020 Mar 5;12(3):100-10. doi:10.1000/ABC. PMID: 123",
        {
            "type": "article-journal",
            "title": "Is it so? A trial",
            "author": [
                {"family": "Alder", "given": "B"},
                {"family": "Birch-Elm", "given": "CD"},
                {"family": "van der Oak", "given": "E", "suffix": "Jr"},
            ],
            "container-title": "Br J Tests",
            "issued": {"date-parts": [[2020, 3, 5]]},
            "volume": "12",
            "issue": "3",
            "page": "100-10",
            "DOI": "10.1000/abc",
            "PMID": "123",
        },
    ),
    (
        "Alder B. A book of tests. 4th ed. Leeds: Oak Press; 2017. ISBN 978-0-306-40615-7.",
        {
            "type": "book",
            "title": "A book of tests",
            "author": [{"family": "Alder", "given": "B"}],
            "edition": "4th",
            "publisher-place": "Leeds",
            "publisher": "Oak Press",
            "issued": {"date-parts": [[2017]]},
            "ISBN": "9780306406157",
        },
    ),
    (
        "Alder B. One chapter. In: Birch C, Cedar D, editors. A book. Leeds: Oak; 2012. p. 12-9.",
        {
            "type": "chapter",
            "title": "One chapter",
            "author": [{"family": "Alder", "given": "B"}],
            "editor": [{"family": "Birch", "given": "C"}, {"family": "Cedar", "given": "D"}],
            "container-title": "A book",
            "publisher-place": "Leeds",
            "publisher": "Oak",
            "issued": {"date-parts": [[2012]]},
            "page": "12-9",
        },
    ),
    (
        f"Cramps: what helps [Internet]. Test Health. Oak Media; 2020 [cited 2023 Feb 25]. {SITE}",
        {
            "type": "webpage",
            "title": "Cramps: what helps",
            "container-title": "Test Health",
            "publisher": "Oak Media",
            "issued": {"date-parts": [[2020]]},
            "URL": "https://example.org/a",
        },
    ),
    (
        f"Test Institute. Back pain [Internet]. London: Oak; 2016. (Test guideline 7). {SITE}",
        {
            "type": "guideline",
            "title": "Back pain",
            "author": [{"literal": "Test Institute"}],
            "publisher-place": "London",
            "publisher": "Oak",
            "issued": {"date-parts": [[2016]]},
            "number": "Test guideline 7",
            "URL": "https://example.org/a",
        },
    ),
    (
        "Alder B. My work [PhD thesis]. Leeds: University of Tests; 2010.",
        {
            "type": "thesis",
            "title": "My work",
            "author": [{"family": "Alder", "given": "B"}],
            "genre": "PhD thesis",
            "publisher-place": "Leeds",
            "publisher": "University of Tests",
            "issued": {"date-parts": [[2010]]},
        },
    ),
    (
        "Alder B. Cramps in the news. The Guardian. 2020 Mar 5.",
        {
            "type": "article-newspaper",
            "title": "Cramps in the news",
            "author": [{"family": "Alder", "given": "B"}],
            "container-title": "The Guardian",
            "issued": {"date-parts": [[2020, 3, 5]]},
        },
    ),
]


@pytest.mark.parametrize(("line", "item"), LINES)
def test_line_is_read_into_fields(line: str, item: dict[str, Any]) -> None:
    assert parse(line).item == item


@pytest.mark.parametrize("prefix", ["12. ", "12) ", "[12] ", "[12]: ", "(12) "])
def test_number_is_taken_off_the_line(prefix: str) -> None:
    read = parse(prefix + LINES[1][0])
    assert (read.number, read.item) == (12, LINES[1][1])


def test_further_authors_are_not_denied() -> None:
    read = parse("Alder B, Birch C, et al. A trial. Br J Tests. 2020;1:2.")
    assert read.authors == ["Alder B", "Birch C", "et al."]


@pytest.mark.parametrize(
    "written",
    [
        "2023Feb25",
        "2023 February 25",
        "25 Feb 2023",
        "February 25, 2023",
        "2023-02-25",
        "2023Feb 25",
    ],
)
def test_odd_access_date_is_read_and_reported(written: str) -> None:
    read = parse(f"Cramps [Internet]. Test Health; 2020 [cited {written}]. {SITE}")
    assert read.accessed == date(2023, 2, 25)
    assert read.faults == ("cited-date-format",)


def test_access_date_in_the_right_form_is_no_fault() -> None:
    read = parse(f"Cramps [Internet]. Test Health; 2020 [cited 2023 Feb 25]. {SITE}")
    assert (read.accessed, read.faults) == (date(2023, 2, 25), ())


def test_access_date_that_is_no_date_is_reported_and_not_invented() -> None:
    read = parse(f"Cramps [Internet]. Test Health; 2020 [cited 2023 Feb 31]. {SITE}")
    assert (read.accessed, read.faults) == (None, ("cited-date-format",))


def test_text_fragment_becomes_the_passage() -> None:
    read = parse(f"Cramps [Internet]. Test Health; 2020. {SITE}#:~:text=They%20hurt.,No%20cure.")
    assert read.passage == "They hurt. … No cure."
    assert read.item["URL"] == "https://example.org/a"
    assert read.faults == ("url-text-fragment",)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("K; S. A trial. Br J Tests. 2020;1:2.", "author-incomplete"),
        ("Alder B. A trial. Leeds: ResearchGate; 2020.", "database-as-publisher"),
        ("Alder B. A trial. Br J Tests. U.S. National Library of Medicine; 2020. PMID: 1",
         "database-as-publisher"),
        ("Alder B. A book. Leeds: Oak Press.", "date-missing"),
    ],
)  # fmt: skip
def test_fault_of_a_line_is_named(line: str, fault: str) -> None:
    assert parse(line).faults == (fault,)


def test_library_is_a_publisher_of_its_own_books() -> None:
    line = "Patrias K. Citing medicine. Bethesda: National Library of Medicine; 2007."
    assert parse(line).faults == ()


def test_short_chinese_names_are_whole() -> None:
    assert parse("Li X, Wu Y. A trial. Br J Tests. 2020;1:2.").faults == ()


def test_line_without_any_form_is_kept_as_a_title() -> None:
    assert parse("something my aunt told me").item["title"] == "something my aunt told me"
    assert parse("https://example.org/a").item["title"] == "https://example.org/a"


@given(st.text(max_size=400))
def test_no_line_breaks_the_reader(line: str) -> None:
    read = parse(line)
    assert read.raw == " ".join(line.split())
    assert read.item["title"] or not read.raw

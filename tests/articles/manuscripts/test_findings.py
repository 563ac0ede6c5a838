"""The faults of marks and references, each with its place."""

import pytest

from articles.findings import Finding
from articles.manuscripts.reading import read
from tests.articles.manuscripts.reading_marks import (
    in_markdown,
    in_text,
    of_marks_and_references,
)

BOOK = "Alder B. A book. Leeds: Oak Press; 2017. ISBN 978-0-306-40615-7."


def found(body: str, *references: str) -> list[Finding]:
    listed = "\n".join(f"{number}. {line}" for number, line in enumerate(references, start=1))
    text = f"A title\n\n{body}\n\nReferences\n\n{listed}\n"
    return of_marks_and_references(read(text.encode(), "a.txt"))


def codes(body: str, *references: str) -> list[tuple[str, str, str]]:
    return [(each.code, each.severity, each.where) for each in found(body, *references)]


def test_order_of_first_appearance_is_named_once() -> None:
    (finding,) = found("Rest.2 Heat.1 Rest.2", BOOK, "Birch C. Another. Leeds: Oak; 2001.")
    assert (finding.code, finding.severity, finding.where) == (
        "citation-order",
        "warning",
        "line 3",
    )
    assert "2, 1" in finding.message
    assert "2→1, 1→2" in finding.message


def test_mark_without_reference_is_an_error() -> None:
    assert codes("Rest.1 Heat.4 Sleep.4", BOOK) == [("citation-dangling", "error", "line 3")]


def test_reference_without_mark_is_an_error() -> None:
    body = "Rest.1"
    assert codes(body, BOOK, "Birch C. Another. Leeds: Oak; 2001.") == [
        ("reference-uncited", "error", "reference 2")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Alder B. One. BMJ. 2020;1:2. doi:10.1000/AB",
         "Birch C. Two. BMJ. 2021;1:2. doi:10.1000/ab"),
        ("One [Internet]. Oak; 2020. Available from: https://www.example.org/a/",
         "Other [Internet]. Elm; 2021. Available from: http://example.org/a#part"),
        ("Alder B. A trial. BMJ. 2020;1:2. PMID: 5", "Birch C. Trial. JAMA. 2021;1:2. PMID: 5"),
        ("Alder B. A trial: of it. BMJ. 2020;1:2.", "Birch C. A trial of it. BMJ. 2020;9:2."),
    ],
)  # fmt: skip
def test_one_work_listed_twice_is_an_error(first: str, second: str) -> None:
    assert codes("Rest.1,2", first, second) == [("duplicate-reference", "error", "reference 2")]


def test_two_chapters_of_one_book_are_two_works() -> None:
    chapter = "Alder B. {}. In: Oak D, editor. A book. Leeds: Oak; 2017. ISBN 978-0-306-40615-7."
    assert codes("Rest.1,2", chapter.format("Part one"), chapter.format("Part two")) == []


def test_bare_address_is_named_with_its_reference_if_it_has_one() -> None:
    page = "Cramps [Internet]. Oak; 2020. Available from: https://example.org/a#b"
    known, unknown = found("See https://example.org/a and https://example.org/c for more.1", page)
    assert {known.code, unknown.code} == {"bare-url"}
    assert "cite reference 1" in known.message
    assert "cite it as a source" in unknown.message


def test_link_behind_words_is_no_bare_address() -> None:
    linked = in_markdown("See [this page](https://example.org/a).[1]", count=1)
    assert of_marks_and_references(linked) == []


def test_section_answer_and_summary_without_marks_are_named() -> None:
    read_in = in_text(
        "An opening.\n\nWhat it is\n\nIt is so.1\n\nWhat to do\n\nRest.\n\n"
        "FAQs\n\nIs it so?\n\nYes.1\n\nWhy is it so?\n\nNobody knows.\n\nSummary\n\nIt is so.",
        count=1,
    )
    assert [(each.code, each.where) for each in of_marks_and_references(read_in)] == [
        ("section-uncited", "line 3"),
        ("section-uncited", "line 9"),
        ("faq-uncited", "FAQ 2"),
        ("summary-uncited", "line 25"),
    ]


def test_list_numbered_twice_follows_its_order() -> None:
    text = (
        f"A title\n\nRest.1,2\n\nReferences\n\n1. {BOOK}\n1. Birch C. Another. Leeds: Oak; 2001.\n"
    )
    read_in = read(text.encode(), "a.txt")
    assert [each.parsed.number for each in read_in.references] == [1, 2]
    assert read_in.changed == ["references numbered in the order of the list"]
    assert of_marks_and_references(read_in) == []

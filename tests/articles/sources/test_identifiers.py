import pytest

from articles.sources.identifiers import (
    Identifiers,
    identifiers,
    normal_doi,
    normal_isbn,
    same_page,
    urls,
)


@pytest.mark.parametrize(
    "text",
    [
        "10.1136/BMJ.f1325",
        "doi:10.1136/bmj.f1325",
        "DOI: 10.1136/bmj.f1325.",
        "https://doi.org/10.1136/bmj.f1325",
        "http://dx.doi.org/10.1136/BMJ.F1325",
        "(https://doi.org/10.1136%2Fbmj.f1325)",
    ],
)
def test_doi_is_the_same_however_it_is_written(text: str) -> None:
    assert normal_doi(text) == "10.1136/bmj.f1325"


def test_brackets_within_a_doi_stay() -> None:
    assert normal_doi("(doi 10.1016/S0140-6736(15)60865-0)") == "10.1016/s0140-6736(15)60865-0"


@pytest.mark.parametrize("text", ["", "10.5 mg", "10.1136", "version 10.2/3"])
def test_numbers_are_no_doi(text: str) -> None:
    assert normal_doi(text) == ""


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("0-306-40615-2", "0306406152"),
        ("0 8044 2957 x", "080442957X"),
        ("978-0-306-40615-8", ""),
        ("0-306-40615-3", ""),
        ("1234567890123", ""),
        ("", ""),
    ],
)
def test_isbn_is_taken_only_with_its_right_check_digit(text: str, isbn: str) -> None:
    assert normal_isbn(text) == isbn


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/3471061/", Identifiers(pmid="3471061")),
        ("https://www.ncbi.nlm.nih.gov/pubmed/3471061", Identifiers(pmid="3471061")),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC12345/", Identifiers(pmcid="PMC12345")),
        ("https://doi.org/10.1000/XYZ", Identifiers(doi="10.1000/xyz")),
        ("PMID: 3471061; PMCID: PMC99", Identifiers(pmid="3471061", pmcid="PMC99")),
        ("ISBN 978-0-306-40615-7.", Identifiers(isbn="9780306406157")),
        ("https://example.org/3471061/", Identifiers()),
        ("https://[broken/3471061/", Identifiers()),
    ],
)
def test_identifiers_are_read_from_labels_and_addresses(text: str, expected: Identifiers) -> None:
    assert identifiers(text) == expected


def test_address_ends_where_its_sentence_does() -> None:
    text = "See (https://example.org/a_(b)), www.example.org/c. Or https://example.org/d#7.-Papaya!"
    assert urls(text) == [
        "https://example.org/a_(b)",
        "www.example.org/c",
        "https://example.org/d#7.-Papaya",
    ]


def test_scheme_www_and_anchor_make_no_other_page() -> None:
    assert same_page("https://www.example.org/a/#b") == same_page("http://example.org/a")
    assert same_page("https://example.org/a?b=1") != same_page("https://example.org/a?b=2")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sources import formats
from articles.sources.wanted import Wanted
from tests.articles.sources.reading import items, reasons

LINE = "1. Alder B. A book of tests. 4th ed. Leeds: Oak Press; 2017. ISBN 978-0-306-40615-7."
TEXTS = {
    "RIS": "TY  - BOOK\nTI  - A book of tests\nER  - \n",
    "BibTeX": "@book{a,\n title = {A book of tests}\n}\n",
    "NBIB": "PMID- 1\nTI  - A book of tests.\n",
    "CSL-JSON": '[{"type": "book", "title": "A book of tests"}]',
    "one item of CSL-JSON": '{"type": "book", "title": "A book of tests"}',
    "lines": LINE,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_format_is_recognised(text: str) -> None:
    assert [item["title"] for item in items(formats.read(text))] == ["A book of tests"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_may_end_in_every_way(text: str, newline: str) -> None:
    read = formats.read("\ufeff" + newline + text.replace("\n", newline))
    assert [item["title"] for item in items(read)] == ["A book of tests"]


@pytest.mark.parametrize(
    "data",
    [
        "Müsli – a trial".encode(),
        b"\xef\xbb\xbf" + "Müsli – a trial".encode(),
        "Müsli – a trial".encode("cp1252"),
        "Müsli – a trial".encode("utf-16"),
    ],
)
def test_file_may_be_in_every_usual_character_set(data: bytes) -> None:
    assert formats.decoded(data) == "Müsli – a trial"


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    formats.read(formats.decoded(data))


def test_each_line_is_a_reference_and_what_is_none_is_reported() -> None:
    read = formats.read(f"{LINE}\n\nReferences\n{LINE}")
    assert reasons(read) == [
        "It is no reference: it has neither a date nor an address nor an identifier."
    ]
    assert len(read) == 3


def test_identifier_alone_on_its_line_is_to_be_looked_up() -> None:
    read = formats.read(f"{LINE}\nPMID: 1234567\nhttps://doi.org/10.1000/ABC\n")
    assert read[1:] == [Wanted("PMID", "1234567"), Wanted("DOI", "10.1000/abc")]


def test_line_that_is_far_too_long_is_reported() -> None:
    assert reasons(formats.read("x" * 6000)) == ["It is too long for a reference."]


def test_2000_works_are_read() -> None:
    assert len(items(formats.read(f"{LINE}\n" * 2000))) == 2000


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE}\n" * 2001,
        "TY  - BOOK\nTI  - A\nER  - \n" * 2001,
        "@book{a}" * 2001,
        "PMID- 1\n" * 2001,
        f"[{','.join(['{}'] * 2001)}]",
    ],
    ids=["lines", "RIS", "BibTeX", "NBIB", "CSL-JSON"],
)
def test_more_are_refused_as_a_whole(text: str) -> None:
    assert reasons(formats.read(text)) == [
        "More than 2,000 works are not read at once. Divide the file."
    ]


def test_more_than_2_mb_are_refused() -> None:
    assert reasons(formats.read("é" * 1_000_001)) == [
        "More than 2 MB are not read at once. Divide the file."
    ]


def test_what_is_no_text_is_refused() -> None:
    assert reasons(formats.read("%PDF\0\x01")) == ["This is no text: it holds control characters."]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_empty_text_holds_nothing(text: str) -> None:
    assert formats.read(text) == []


@given(st.text())
def test_any_text_is_read_without_a_crash(text: str) -> None:
    formats.read(text)

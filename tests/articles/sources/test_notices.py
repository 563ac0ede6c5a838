import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sources.notices import Found, Unintelligible, from_crossref, from_pubmed, is_known

ANSWERS = Path(__file__).parent / "answers"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def answer(name: str) -> bytes:
    return (ANSWERS / name).read_bytes()


def test_crossref_names_what_was_said_of_the_work() -> None:
    found = from_crossref(answer("notices-crossref-retracted.json"), "10.1000/example.retracted")
    assert found == [
        Found("correction", "10.1000/notice.correction", date(2021, 4, 2)),
        Found("expression-of-concern", "10.1000/notice.concern", None),
        Found("retraction", "10.1000/notice.retraction", date(2023, 6, 7)),
    ]
    assert found[2].url == "https://doi.org/10.1000/notice.retraction"


def test_crossref_has_nothing_to_say() -> None:
    assert from_crossref(answer("notices-crossref-fine.json"), "10.1000/example.fine") == []


def test_work_that_is_itself_a_notice_is_about_another() -> None:
    found = from_crossref(answer("notices-crossref-is-a-notice.json"), "10.1000/notice.retraction")
    assert found == [
        Found(
            "retraction",
            "10.1000/notice.retraction",
            date(2023, 6, 7),
            about="10.1000/example.retracted",
        )
    ]


def test_notice_in_the_place_of_the_work_is_about_the_work() -> None:
    written = (
        b'{"message": {"DOI": "10.1000/a", "update-to": [{"DOI": "10.1000/A", "type": "%s"}]}}'
    )
    for name, kind in [
        (b"Retraction", "retraction"),
        (b"withdrawal", "retraction"),
        (b"expression-of-concern", "expression-of-concern"),
        (b"Erratum", "correction"),
    ]:
        (found,) = from_crossref(written % name, "10.1000/a")
        assert (found.kind, found.identifier, found.about) == (kind, "10.1000/a", "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Maintenance</html>",
        b"[]",
        b"null",
        b'{"message": []}',
        b'{"message": {"updated-by": []}}',
        b"[" * 100_000,
    ],
)
def test_what_crossref_does_not_give_is_no_answer(data: bytes) -> None:
    with pytest.raises(Unintelligible):
        from_crossref(data, "10.1000/a")


@given(JSON)
def test_no_answer_of_a_stranger_breaks_the_reading(value: Any) -> None:
    for message in (value, {"DOI": "10.1000/a", "updated-by": value, "update-to": [value]}):
        try:
            found = from_crossref(json.dumps({"message": message}).encode(), "10.1000/a")
        except Unintelligible:
            continue
        assert all(isinstance(each, Found) for each in found)


def test_pubmed_names_what_was_said_of_each_work() -> None:
    found = from_pubmed(answer("notices-pubmed.xml"))
    assert found == {
        "1001": [
            Found("retraction", "10.1000/notice.retraction"),
            Found("expression-of-concern", "2002"),
            Found("correction", ""),
        ],
        "1002": [],
        "1003": [Found("retraction")],
    }
    assert found["1001"][1].url == "https://pubmed.ncbi.nlm.nih.gov/2002/"
    assert found["1003"][0].url == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Maintenance</html>",
        b"<PubmedArticleSet>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><PubmedArticleSet/>',
        b"\xff\xfe\x00",
        b"\0",
    ],
)
def test_what_pubmed_does_not_give_is_no_answer(data: bytes) -> None:
    with pytest.raises(Unintelligible):
        from_pubmed(data)


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    wrapped = b"<PubmedArticleSet><PubmedArticle>" + data + b"</PubmedArticle></PubmedArticleSet>"
    for given_ in (data, wrapped):
        try:
            assert isinstance(from_pubmed(given_), dict)
        except Unintelligible:
            continue


@pytest.mark.parametrize(
    ("identifier", "known", "expected"),
    [
        ("10.1000/a", [], False),
        ("10.1000/a", [("retraction", "10.1000/a")], True),
        ("10.1000/a", [("retraction", "10.1000/b")], False),
        ("10.1000/a", [("correction", "10.1000/a")], False),
        ("2001", [("retraction", "10.1000/a")], True),
        ("10.1000/a", [("retraction", "2001")], True),
        ("10.1000/a", [("retraction", "")], True),
        ("", [("retraction", "2001")], True),
        ("2001", [("retraction", "2002")], False),
    ],
)
def test_notice_is_known_again(identifier: str, known: Any, expected: bool) -> None:
    assert is_known(Found("retraction", identifier), known) is expected

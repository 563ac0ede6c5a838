"""What is handed to reference managers: neither their libraries nor our readers lose any of it."""

import json
import warnings
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import split_multiple_persons_names
from hypothesis import example, given
from hypothesis import strategies as st

from articles.citations.item import Item
from articles.models import Source
from articles.sources import bibtex, csl_json, formats, ris
from articles.sources.reference_line import ParsedReference
from articles.sources.writing import bibtex as bibtex_writing
from articles.sources.writing import csl_json as csl_writing
from articles.sources.writing import ris as ris_writing
from articles.sources.writing.cited import Cited, line
from articles.sources.writing.latex import latex, title
from tests.articles.citations.items import items as any_items
from tests.articles.citations.items import unhurried
from tests.articles.sources.reading import items, whole
from tests.articles.sources.works import DATE, HEX, SMALL, WORD, WORDS

ODD = st.sampled_from(
    [
        *"%_#$~^\\{}@-'`?!\",;:()[]=+/|",
        "--",
        "''",
        "``",
        "R & D",
        "100%",
        "NHS",
        "pH",
        "{NHS",
        "@ A",
    ]
)
PROSE = st.lists(WORD | ODD, min_size=1, max_size=7).map(" ".join) | st.lists(
    WORD | ODD, min_size=2, max_size=7
).map("".join)
TEXT = PROSE.filter(lambda text: any(map(str.isalnum, text)))
NAME = st.fixed_dictionaries(
    {"family": WORD | st.sampled_from(["O'Neil", "van de Kamp", "Land and", "and", "Müller-Lü"])},
    optional={"given": WORD | st.sampled_from(["A. B.", "and", "Jo and Al", "É"])},
) | st.fixed_dictionaries(
    {"family": WORD, "given": WORD, "suffix": st.sampled_from(["Jr.", "III"])}
)
BODY = st.fixed_dictionaries(
    {
        "literal": WORDS
        | st.sampled_from(["Health and Safety, Wales", "R & D {NHS}", "100% @ NHS, A, B"])
    }
)
OTHERS = {"literal": "et al."}
NAMES = st.lists(NAME | BODY, max_size=4)
ISBNS = st.sampled_from(["9780306406157", "0306406152"])
DATES = DATE.flatmap(
    lambda day: st.sampled_from([[day.year], [day.year, day.month], [day.year, day.month, day.day]])
).map(lambda parts: {"date-parts": [parts]})
PAGES = st.sampled_from(["1", "100-110", "e12-e18", "S1-S4, S9", "1-2; 5-6"])
ADDRESS = HEX.map("https://example.org/a%20b;c_d~x?e={}&f=@g#h%25".format)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "author": NAMES,
    "editor": NAMES,
    "container-title": TEXT,
    "publisher": TEXT,
    "publisher-place": TEXT,
    "issued": DATES,
    "volume": SMALL,
    "edition": WORDS,
    "language": st.sampled_from(["fr", "en-GB"]),
    "DOI": HEX.map("10.1000/(sici)1<1::aid-x_{}>3.0.co;2-2".format),
    "PMID": SMALL,
    "PMCID": SMALL.map("PMC{}".format),
    "ISBN": ISBNS,
    "URL": ADDRESS,
}
PERIODICAL = {"issue": SMALL, "page": PAGES}
OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "article-journal": PERIODICAL,
    "article-newspaper": PERIODICAL,
    "book": {},
    "chapter": {"page": PAGES},
    "dataset": {},
    "guideline": {"number": SMALL, "genre": TEXT},
    "report": {"number": SMALL, "genre": TEXT, "issue": SMALL},
    "thesis": {"genre": TEXT | st.sampled_from(["PhD thesis", "Master's thesis"])},
    "webpage": {},
}


def _has_a_place(work: dict[str, Any]) -> bool:
    """RIS has one place for an issue and for a report's number, unless a report has both."""
    return work["type"] != "report" or "issue" not in work or "number" in work


WORKS = (
    st.sampled_from(sorted(OWN))
    .flatmap(
        lambda kind: st.fixed_dictionaries(
            {"type": st.just(kind), "title": TEXT}, optional=COMMON | OWN[kind]
        )
    )
    .filter(_has_a_place)
)


def cited(*works: Any) -> list[Cited]:
    return [Cited(f"work-{place}", work) for place, work in enumerate(works)]


@unhurried
@given(st.lists(WORKS, min_size=1, max_size=3))
@pytest.mark.parametrize(
    ("written", "read"),
    [
        (ris_writing.written, ris.read),
        (bibtex_writing.written, bibtex.read),
        (csl_writing.written, csl_json.read),
    ],
    ids=["ris", "bibtex", "csl-json"],
)
def test_our_own_reader_takes_all_of_it_back(
    written: Callable[..., str], read: Callable[[str], Any], works: list[dict[str, Any]]
) -> None:
    text = written(cited(*works))
    assert [whole(item) for item in items(read(text))] == [whole(work) for work in works]
    assert [whole(item) for item in items(formats.read(text))] == [whole(work) for work in works]


TAGS = {"title": "title", "secondary_title": "container-title", "publisher": "publisher"}
TAGS |= {"place_published": "publisher-place", "volume": "volume", "edition": "edition"}
TAGS |= {"type_of_work": "genre", "language": "language", "doi": "DOI", "issn": "ISBN"}
TAGS |= {"accession_number": "PMID", "custom2": "PMCID", "number": "issue", "note": "number"}


@unhurried
@given(WORKS | any_items())
def test_rispy_reads_every_field_as_it_was(work: Any) -> None:
    given_work = Cited("a-key", work, date(2024, 2, 29), "By hand.\nTwo lines.")
    [read] = rispy.loads(ris_writing.written([given_work]), delimiter_tags_mapping={})
    assert {label: read.get(label, "") for label in TAGS} == {
        label: given_work.field(name) for label, name in TAGS.items()
    }
    assert read.get("urls", []) == [url for url in [given_work.field("URL")] if url]
    pages = [read.get("start_page", ""), read.get("end_page", "")]
    assert "-".join(filter(None, pages)) == given_work.field("page")
    day = read.get("date", "").split("/")
    assert [part for part in day if part] == given_work.issued()
    assert (read["id"], read["access_date"]) == ("a-key", "2024/02/29/")
    assert read["notes"] == ["By hand. Two lines."]
    for label, role in (("authors", "author"), ("secondary_authors", "editor")):
        names = given_work.names(role)
        assert read.get(label, []) == [ris_writing.name_written(name) for name in names]


def undone(entry: Any, name: str) -> str:
    return str(entry.fields_dict[name].value) if name in entry.fields_dict else ""


PROSE_FIELDS = {"title": "title", "edition": "edition", "address": "publisher-place"}
PROSE_FIELDS |= {"volume": "volume", "language": "language", "pmid": "PMID", "isbn": "ISBN"}


@unhurried
@given(WORKS | any_items())
@example({"title": "Is 5% {NHS} & a_b #1 $ ^ ~ \\ -- '' `` ?` @ NHS @{x, \x00 \ud800 done"})
def test_bibtexparser_reads_every_field_as_it_was(work: Any) -> None:
    given_work = Cited("a-key", work, date(2024, 2, 29), "By {hand}.")
    text = bibtex_writing.written([given_work])
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware(keep_math_mode=False)])
    [entry] = library.entries
    assert not library.failed_blocks
    assert {name: undone(entry, name) for name in PROSE_FIELDS} == {
        name: given_work.field(ours) for name, ours in PROSE_FIELDS.items()
    }
    assert undone(entry, "date").split("-") == (given_work.issued() or [""])
    assert (entry.key, undone(entry, "urldate")) == ("a-key", "2024-02-29")
    assert undone(entry, "note") == "By {hand}."
    raw = parse_string(text).entries[0]
    assert undone(raw, "url") == bibtex_writing._verbatim(given_work.field("URL"))
    count = len(given_work.names("author"))
    assert len(split_multiple_persons_names(undone(raw, "author"))) == count


@unhurried
@given(st.text())
def test_any_text_comes_back_from_latex(text: str) -> None:
    assert bibtex.plain(latex(line(text))).split() == line(text).split()
    assert bibtex.plain(title(line(text))).split() == line(text).split()


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Sleep and the NHS", "Sleep and the {NHS}"),
        ("NHS care", "{NHS} care"),
        ("eGFR in Wales", "{eGFR} in {Wales}"),
        ("Cut by 5% & more", r"Cut by 5\% \& more"),
        ("The $NHS", r"The {{\$NHS}}"),
        ("a -- b", "a -{}- b"),
    ],
)
def test_titles_keep_their_capitals_and_signs(words: str, written: str) -> None:
    assert title(words) == written


@unhurried
@given(st.lists(any_items(), max_size=3))
def test_whatever_a_source_holds_makes_a_file(works: list[Item]) -> None:
    for written in (ris_writing.written, bibtex_writing.written, csl_writing.written):
        text = written(cited(*works))
        assert "\0" not in text
        text.encode()
    assert [each["id"] for each in json.loads(csl_writing.written(cited(*works)))] == [
        f"work-{place}" for place in range(len(works))
    ]


def test_day_of_access_is_kept() -> None:
    work = Cited("a", {"type": "webpage", "title": "A", "URL": "https://a.org"}, date(2024, 2, 29))
    for written, read in (
        (ris_writing.written, ris.read),
        (bibtex_writing.written, bibtex.read),
        (csl_writing.written, csl_json.read),
    ):
        [entry] = read(written([work]))
        assert isinstance(entry, ParsedReference)
        assert entry.accessed == date(2024, 2, 29)


def test_others_are_not_denied() -> None:
    work: Any = {"type": "book", "title": "A", "author": [{"family": "A", "given": "B"}, OTHERS]}
    assert "A, B and others" in bibtex_writing.written(cited(work))
    for written, read in ((ris_writing.written, ris.read), (bibtex_writing.written, bibtex.read)):
        assert items(read(written(cited(work))))[0]["author"][-1] == OTHERS


def test_bodies_are_written_as_endnote_asks() -> None:
    assert ris_writing.name_written({"literal": "Test Institute"}) == "Test Institute,"
    assert ris_writing.name_written({"literal": "Health, Wales"}) == "Health,, Wales"


def test_no_warning_is_given_by_a_library() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ris_writing.written(cited({"type": "book", "title": "A", "publisher": "B"}))


def test_every_field_of_a_source_has_its_place() -> None:
    known = {*ris_writing.FIELDS.values(), "page", "URL"}
    texts = set(Item.__annotations__) - {"type", "author", "editor", "issued"}
    assert known == texts == set(csl_writing.FIELDS)
    assert set(ris_writing.TYPES) == set(bibtex_writing.TYPES) == set(Source.Type.values)

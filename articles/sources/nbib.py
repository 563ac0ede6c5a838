"""NBIB, PubMed's own format (MEDLINE): a tag of up to four letters, `- `, and its value.

Tags: NLM, *MEDLINE/PubMed Data Element (Field) Descriptions*. Continued lines are indented.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from articles.citations.item import Name
from articles.sources.entries import Entry, entry

CONTINUED = re.compile(r"\n +")
LINE = re.compile(r"^([A-Z]{2,4}) *- ?(.*)", re.MULTILINE)
RECORD = re.compile(r"^(?=PMID *- )", re.MULTILINE)
# MEDLINE's codes for the languages that `citations.languages` has a name for.
LANGUAGES = {
    **{"ara": "ar", "cze": "cs", "dan": "da", "dut": "nl", "fin": "fi", "fre": "fr", "ger": "de"},
    **{"gre": "el", "heb": "he", "hin": "hi", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko"},
    **{"nor": "no", "pol": "pl", "por": "pt", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv"},
    **{"tur": "tr", "ukr": "uk", "chi": "zh"},
}


def read(text: str) -> list[Entry]:
    """The works of an NBIB text; never raises."""
    records = RECORD.split(CONTINUED.sub(" ", text))
    return [_entry(record) for record in records if record.startswith("PMID")]


def _entry(record: str) -> Entry:
    tags: dict[str, list[str]] = defaultdict(list)
    for tag, value in LINE.findall(record):
        tags[tag].append(value.strip())

    def first(*names: str) -> str:
        return next((value for name in names for value in tags.get(name, []) if value), "")

    is_book, title = "BTI" in tags, first("TI", "CTI", "BTI")
    given = {
        "type": ("chapter" if "CTI" in tags else "book") if is_book else "article-journal",
        "title": title.removesuffix("."),
        "author": [*_people(tags.get("FAU") or tags.get("AU", [])), *_bodies(tags.get("CN", []))],
        "editor": _people(tags.get("FED") or tags.get("ED", [])),
        "container-title": first("TA", "JT") or (first("BTI") if "CTI" in tags else ""),
        "publisher": first("PB"),
        "publisher-place": first("PL") if is_book else "",
        "issued": first("DP", "DEP"),
        "volume": first("VI"),
        "issue": first("IP"),
        "page": first("PG"),
        "language": LANGUAGES.get(first("LA").lower(), ""),
        "DOI": _marked(tags, "doi"),
        "PMID": first("PMID"),
        "PMCID": first("PMC"),
        "ISBN": first("ISBN"),
    }
    return entry(given, record)


def _people(names: Iterable[str]) -> list[Name]:
    """`Smith, John A` and `Smith JA`."""
    return [_person(name) for name in names]


def _person(name: str) -> Name:
    family, comma, given = name.partition(", ")
    if not comma:
        family, _, given = name.rpartition(" ")
    return Name(family=family or given, given=given if family else "")


def _bodies(names: Iterable[str]) -> list[Name]:
    return [Name(literal=name) for name in names]


def _marked(tags: dict[str, list[str]], mark: str) -> str:
    """The identifier `10.1000/abc [doi]` of the tags LID and AID."""
    values = [*tags.get("LID", []), *tags.get("AID", [])]
    return next((value for value in values if value.endswith(f"[{mark}]")), "")

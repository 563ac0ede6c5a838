"""RIS, which EndNote, Zotero, Mendeley and RefWorks read.

Tags: *RIS Format Specifications* (Research Information Systems, 2011). A body's name ends in a
comma, and a comma inside it is doubled, as EndNote asks for in "Corporate Authors".
"""

import re
from collections.abc import Iterable
from typing import Any

import rispy

from articles.citations.item import Name
from articles.sources.writing.cited import Cited

TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "guideline": "STAND",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
# Our fields by rispy's names of the tags: M1 is its `note`, SN its `issn`, M3 its `type_of_work`.
FIELDS = {
    "title": "title",
    "secondary_title": "container-title",
    "volume": "volume",
    "number": "issue",
    "note": "number",
    "edition": "edition",
    "publisher": "publisher",
    "place_published": "publisher-place",
    "type_of_work": "genre",
    "language": "language",
    "doi": "DOI",
    "accession_number": "PMID",
    "custom2": "PMCID",
    "issn": "ISBN",
}
PAGES = re.compile(r"([^\s,;-]+)-([^\s,;-]+)")


def written(works: Iterable[Cited]) -> str:
    """The works as RIS, a record each."""
    records = (rispy.dumps([_record(work)], implementation=_Writer) for work in works)
    return "\n".join(records)


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # it has no types
    """Records without the number that rispy puts before each, and no standard knows."""

    def set_header(self, count: int) -> str:
        return ""


def _record(work: Cited) -> dict[str, Any]:
    found: dict[str, Any] = {"type_of_reference": TYPES[work.type], "id": work.key}
    found["authors"] = [name_written(name) for name in work.names("author")]
    found["secondary_authors"] = [name_written(name) for name in work.names("editor")]
    found |= {label: work.field(name) for label, name in FIELDS.items()}
    found |= _pages(work.field("page")) | _dates(work)
    found["name_of_database"] = "PubMed" if work.field("PMID") else ""
    found["urls"] = list(filter(None, [work.field("URL")]))
    found["notes"] = list(filter(None, [work.remark()]))
    return {label: value for label, value in found.items() if value}


def name_written(name: Name) -> str:
    """`Family, Given, Suffix`, or a body with a comma at its end."""
    if body := name.get("literal"):
        return body.replace(",", ",,", 1) if "," in body else f"{body},"
    parts = [name["family"], name.get("given", ""), name.get("suffix", "")]
    return ", ".join(parts).rstrip(", ") if parts[1] else f"{name['family']},"


def _pages(pages: str) -> dict[str, str]:
    """First and last page of one range; several stand together in the first."""
    one = PAGES.fullmatch(pages)
    return {"start_page": one[1], "end_page": one[2]} if one else {"start_page": pages}


def _dates(work: Cited) -> dict[str, str]:
    """`YYYY/MM/DD/`, its unknown parts empty."""
    issued, read_on = work.issued(), work.read_on()
    return {
        "year": issued[0] if issued else "",
        "date": _slashed(issued),
        "access_date": _slashed(read_on),
    }


def _slashed(digits: list[str]) -> str:
    return "/".join([*digits, "", "", ""][:3]) + "/" if digits else ""

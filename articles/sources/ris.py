"""RIS, the format of EndNote and of publishers' "export citation".

Tags: *RIS Format Specifications* (Research Information Systems, 2011), and what exports make of it.
"""

import re
from typing import Any

import rispy

from articles.citations.item import Name
from articles.sources.entries import Entry, Unread, entry
from articles.sources.work_types import RIS, type_of

TAG = re.compile(r"^([A-Z][A-Z0-9]) {1,3}- ?", re.MULTILINE)
CONTINUED = re.compile(r"\n+(?![A-Z][A-Z0-9]  -)")
RECORD = re.compile(r"^(?=TY  - )", re.MULTILINE)
END = re.compile(r"^ER  -.*", re.MULTILINE | re.DOTALL)
# Of other works, M3 is whatever an export calls them.
GENRED = {"thesis", "report", "guideline"}
NUMBERED = {"report", "guideline"}


def read(text: str) -> list[Entry]:
    """The works of a RIS text; never raises. A record whose end is missing is read all the same."""
    tidy = CONTINUED.sub(" ", TAG.sub(r"\1  - ", text))
    records = (record for record in RECORD.split(tidy) if record.startswith("TY"))
    return [_record(END.sub("", record)) for record in records]


def _record(record: str) -> Entry:
    try:
        # The delimiter of URLs is taken away: `;` is part of many an address.
        tags = rispy.loads(f"{record}\nER  - \n", delimiter_tags_mapping={})[0]
    except Exception:  # whatever a parser makes of hostile text
        return Unread(record[:300], "It is no RIS that can be read.")
    return entry(_fields(tags), record, accessed=_first(tags, "access_date"))


def _fields(tags: dict[str, Any]) -> dict[str, object]:
    urls = [url for url in tags.get("urls", []) if url.lower().startswith("http")]
    kind = type_of(tags.get("type_of_reference", "").upper(), RIS, has_address=bool(urls))
    is_part = kind in {"article-journal", "article-newspaper", "chapter", "webpage"}
    # M1, which rispy calls `note`: beside it, IS is an issue.
    is_issue = kind not in NUMBERED or "note" in tags
    return {
        "type": kind,
        "title": _first(tags, "title", "primary_title", *([] if is_part else ["secondary_title"])),
        "author": [_name(name) for name in [*_list(tags, "authors", "first_authors")]],
        "editor": [_name(name) for name in _list(tags, "secondary_authors")],
        "container-title": _container(tags, is_part),
        "publisher": _first(tags, "publisher"),
        "publisher-place": _first(tags, "place_published"),
        "issued": _issued(tags),
        "volume": _first(tags, "volume"),
        "issue": _first(tags, "number") if is_issue else "",
        "number": _first(tags, "note", "number") if kind in NUMBERED else "",
        "page": _pages(_first(tags, "start_page"), _first(tags, "end_page")),
        "edition": _first(tags, "edition"),
        "genre": _first(tags, "type_of_work") if kind in GENRED else "",
        "language": _first(tags, "language"),
        "DOI": _first(tags, "doi"),
        "PMID": _pmid(tags),
        "PMCID": _pmcid(tags),
        # rispy calls SN `issn`, whatever it is; no ISSN is long enough to be taken for an ISBN.
        "ISBN": _first(tags, "issn"),
        "URL": urls[0] if urls else "",
    }


def _first(tags: dict[str, Any], *names: str) -> str:
    return next((value for name in names for value in _list(tags, name) if value), "")


def _list(tags: dict[str, Any], *names: str) -> list[str]:
    values = (tags.get(name, []) for name in names)
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def _name(written: str) -> Name:
    """`Family, Given, Suffix`; a body has no comma, or one at its end, or doubles its first."""
    if ",," in written:
        return Name(literal=written.replace(",,", ",", 1))
    family, given, suffix = [part.strip() for part in (*written.split(",", 2), "", "")][:3]
    if not given:
        return Name(literal=family)
    return Name(family=family, given=given, suffix=suffix)


def _container(tags: dict[str, Any], is_part: bool) -> str:
    """Of a whole work its series, in T2 where T2 is not the title."""
    if not is_part:
        return _first(tags, "secondary_title") if _first(tags, "title", "primary_title") else ""
    names = ("alternate_title3", "journal_name", "secondary_title", "alternate_title2")
    unknown = tags.get("unknown_tag", {}).get("BT", [])
    return _first(tags, *names, "alternate_title1") or next(iter(unknown), "")


def _issued(tags: dict[str, Any]) -> str:
    """DA holds the day where PY and Y1 hold the year alone."""
    year, day = _first(tags, "year", "publication_year"), _first(tags, "date")
    return day if day.startswith(year[:4]) and len(day) > len(year.rstrip("/")) else year or day


def _pages(start: str, end: str) -> str:
    return f"{start}-{end}" if start and end and "-" not in start else start or end


def _pmid(tags: dict[str, Any]) -> str:
    number = _first(tags, "accession_number")
    base = _first(tags, "name_of_database", "database_provider").lower()
    return number if re.search("pubmed|medline|nlm", base) else ""


def _pmcid(tags: dict[str, Any]) -> str:
    return next((value for value in _list(tags, "custom2") if value.startswith("PMC")), "")

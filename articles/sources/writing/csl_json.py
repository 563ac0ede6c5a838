"""CSL-JSON, which citation processors and Zotero read (schema 1.0.2, `csl-data.json`)."""

import json
from collections.abc import Iterable
from typing import Any

from articles.sources.fields import TEXTS
from articles.sources.writing.cited import Cited

FIELDS = (*TEXTS, "DOI", "PMID", "PMCID", "ISBN", "URL")
# CSL has no guideline; what it calls a standard is read as one.
TYPES = {"guideline": "standard"}


def written(works: Iterable[Cited]) -> str:
    """The works as one CSL-JSON list."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Cited) -> dict[str, Any]:
    found: dict[str, Any] = {"id": work.key, "type": TYPES.get(work.type, work.type)}
    found |= {name: work.field(name) for name in FIELDS}
    found |= {role: work.names(role) for role in ("author", "editor")}
    found |= {"issued": _date(work.issued()), "accessed": _date(work.read_on())}
    found["note"] = work.remark()
    return {name: value for name, value in found.items() if value}


def _date(digits: list[str]) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(each) for each in digits]]} if digits else {}

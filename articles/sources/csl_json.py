"""CSL-JSON, as Zotero and citation processors exchange it: a list of items, or a single one."""

import json

from articles.sources import fields
from articles.sources.entries import Entry, Unread, entry


def read(text: str) -> list[Entry]:
    """The works of a CSL-JSON text; never raises."""
    try:
        given = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return [Unread("", "This is no whole JSON text: a bracket or a comma may be missing.")]
    return [_entry(each) for each in (given if isinstance(given, list) else [given])]


def _entry(given: object) -> Entry:
    if not isinstance(given, dict):
        return Unread(str(given)[:300], "It is no description of a work.")
    accessed = fields.issued(given.get("accessed")).get("date-parts", [[]])[0]
    raw = ", ".join(filter(None, [fields.text(given.get("id")), fields.text(given.get("title"))]))
    return entry(given, raw, accessed="-".join(f"{part:02d}" for part in accessed))

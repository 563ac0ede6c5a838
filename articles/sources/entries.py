"""The entries of a file or a pasted text: each is read into a work, or said to be unreadable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from articles.citations.item import Item
from articles.sources import fields, text_fragment
from articles.sources.dates import read_date
from articles.sources.reference_line import ParsedReference
from articles.sources.tracking import without_tracking

LONGEST_SHOWN = 300


@dataclass(frozen=True)
class Unread:
    """An entry that could not be read: how it begins, why not, and what is known all the same."""

    raw: str
    reason: str
    item: Item = field(default_factory=lambda: Item())


Entry = ParsedReference | Unread


def entry(given: Mapping[str, object], raw: str, *, accessed: str = "") -> Entry:
    """The work of CSL-JSON fields `given`, with the passage that its address points at."""
    shown = " ".join(raw.split())[:LONGEST_SHOWN]
    try:
        item = fields.item(given)
    except fields.Unfit as fault:
        return Unread(shown, str(fault))
    url, passage = text_fragment.split(item.get("URL", ""))
    if url:
        item["URL"] = without_tracking(url)
    return ParsedReference(0, item, _day(accessed), passage, shown)


def _day(text: str) -> date | None:
    return read_date(text.strip(" /").replace("/", "-")[:60])

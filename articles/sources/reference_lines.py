"""Formatted references, one a line, as they stand in a manuscript's list; an identifier alone on
its line stands for the work that it names."""

from articles.citations.wording import visible
from articles.sources import reference_line
from articles.sources.entries import LONGEST_SHOWN, Entry, Unread
from articles.sources.tracking import without_tracking
from articles.sources.wanted import Wanted, wanted

FINDABLE = {"issued", "URL", "DOI", "PMID", "PMCID", "ISBN"}


def read(text: str) -> list[Entry | Wanted]:
    """The works of the lines that are not empty, or the identifiers by which to look them up; never
    raises."""
    return [_entry(line) for line in text.splitlines() if line.strip()]


def _entry(line: str) -> Entry | Wanted:
    """A line that has neither a date nor a place to find the work is some other text."""
    shown = " ".join(visible(line).split())
    if work := wanted(shown):
        return work
    if len(shown) > reference_line.LINE_AT_MOST:
        return Unread(shown[:LONGEST_SHOWN], "It is too long for a reference.")
    parsed = reference_line.parse(shown)
    if not parsed.item.keys() & FINDABLE:
        reason = "It is no reference: it has neither a date nor an address nor an identifier."
        return Unread(shown[:LONGEST_SHOWN], reason)
    if "URL" in parsed.item:
        parsed.item["URL"] = without_tracking(parsed.item["URL"])
    return parsed

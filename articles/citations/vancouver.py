"""One reference in Vancouver style, after NLM's *Citing Medicine*, 2nd edition.

Where we differ, on purpose: at most six authors are named (ICMJE's habit); what is unknown is left
out, without "[place unknown]" or "[date unknown]"; in HTML a link's text omits scheme and `www.`.
"""

from collections.abc import Iterator
from datetime import date
from html import escape

from articles.citations.addresses import Address, identifier_addresses, web_address
from articles.citations.item import Date, Item
from articles.citations.languages import language_name
from articles.citations.layouts import statements
from articles.citations.wording import clean, sentence
from articles.citations.work import Work, work_of


def reference(item: Item, *, accessed: date | None = None, locator: str = "") -> str:
    """`item` as safe HTML, its addresses linked; any field may be missing or odd."""
    return " ".join(
        part.as_html() if isinstance(part, Address) else escape(part, quote=False)
        for part in _parts(work_of(item, accessed), locator)
    )


def reference_text(
    item: Item,
    *,
    accessed: date | str | None = None,
    updated: Date | None = None,
    locator: str = "",
) -> str:
    """`item` as plain text, its addresses in full; `accessed` may be words to be filled in."""
    return " ".join(
        part.as_text() if isinstance(part, Address) else part
        for part in _parts(work_of(item, accessed, updated), locator)
    )


def _parts(work: Work, locator: str) -> Iterator[str | Address]:
    """In the order of Citing Medicine, chapter 22: statements, availability, language, notes."""
    yield from filter(None, map(sentence, [*statements(work), clean(locator)]))
    if work.online:
        yield web_address(work.url)
    if language := language_name(work.field("language")):
        yield sentence(language)
    yield from identifier_addresses(work.fields, shown=work.url if work.online else "")

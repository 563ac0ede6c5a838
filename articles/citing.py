"""How readers cite an article, and how they take its references with them.

The form of a web document is that of NLM's *Citing Medicine*, chapter 25: a date of publication, of
update and of citation. The last is the reader's own day, which no shared page can know.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from articles import publisher
from articles.citations import keys, vancouver
from articles.citations.item import Date, Item
from articles.models import Edition
from articles.people import Person
from articles.sources.names import signed
from articles.sources.writing import bibtex, csl_json, ris
from articles.sources.writing.cited import Cited

READ_ON = "YYYY Mon DD"
SAMPLE = "Sample article: it has not been reviewed by a real clinician."


@dataclass(frozen=True)
class Format:
    """A format of reference managers: its name, its media type, and who writes it."""

    name: str
    media_type: str
    write: Callable[[Iterable[Cited]], str]


# By the ending of the file.
FORMATS = {
    "ris": Format("RIS", "application/x-research-info-systems", ris.written),
    "bib": Format("BibTeX", "application/x-bibtex", bibtex.written),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json.written),
}


def item(edition: Edition, authors: Sequence[Person], *, address: str) -> Item:
    """An edition as a work that others cite; `address` is its path."""
    return {
        "type": "webpage",
        "title": edition.title,
        "author": [signed(author.name) for author in authors],
        "container-title": publisher.SITE,
        "publisher": publisher.NAME,
        "publisher-place": publisher.PLACE,
        "issued": _date(edition.published_at),
        "language": "en-GB",
        "URL": settings.SITE_URL + address,
    }


def edition(edition: Edition, authors: Sequence[Person], *, address: str) -> Cited:
    """The same for a file; its date is that of the text which was read."""
    work = item(edition, authors, address=address)
    note = SAMPLE if edition.article.sample else ""
    return Cited(keys.key_for(work, ()), work, note=note)


def references(edition: Edition) -> list[Cited]:
    """The works of the reference list, in its order."""
    by_key = {reference.key: reference for reference in edition.revision.content.references}
    listed = (by_key[entry["key"]] for entry in edition.references)
    return [Cited(each.key, each.item, each.accessed_on, each.text) for each in listed]


def vancouver_text(work: Item, first_published_at: datetime) -> str:
    """The work with the day of its first publication, of its last change if that was later, and a
    place for the day of reading."""
    first, changed = _date(first_published_at), work["issued"]
    return vancouver.reference_text(
        {**work, "issued": first},
        accessed=READ_ON,
        updated=changed if changed != first else None,
    )


def box(
    edition: Edition, authors: Sequence[Person], first_published_at: datetime, *, older: bool
) -> dict[str, Any]:
    """What an article's page shows under "Cite this page": its line, and the files with their
    names; they stand beside the page, so their addresses are relative. An older edition is cited as
    itself, the live one as its article."""
    address = (edition if older else edition.article).get_absolute_url()
    return {
        "text": vancouver_text(item(edition, authors, address=address), first_published_at),
        "read_on": READ_ON,
        "files": [(each.name, f"cite.{ending}") for ending, each in FORMATS.items()],
        "reference_files": [
            (each.name, f"references.{ending}")
            for ending, each in FORMATS.items()
            if edition.references
        ],
    }


def _date(moment: datetime) -> Date:
    day = localdate(moment)
    return {"date-parts": [[day.year, day.month, day.day]]}

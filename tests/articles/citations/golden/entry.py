"""Golden references: the item, the reference as plain text, and the rule that it follows.

The rules are those of NLM's *Citing Medicine*, 2nd edition, by chapter; those of names, titles and
dates are worded in chapter 1 and hold for all types. The works marked "seed" are the eight sources
of the first sample article.
"""

from datetime import date
from typing import NamedTuple

from articles.citations.item import Date, Item, Name


class Golden(NamedTuple):
    """One expectation."""

    rule: str
    item: Item
    text: str
    accessed: date | None = None
    locator: str = ""


def on(*parts: int) -> Date:
    """A CSL date."""
    return {"date-parts": [list(parts)]}


def person(given: str, family: str, suffix: str = "") -> Name:
    """A CSL name."""
    return {"given": given, "family": family, "suffix": suffix}


def article(*authors: Name, **fields: str) -> Item:
    """A journal article of 2002 by `authors`, with `fields` in place of its own."""
    item: Item = {
        "type": "article-journal",
        "title": "Sleep and pain",
        "author": list(authors),
        "container-title": "J Example Med",
        "issued": on(2002),
        "volume": "4",
        "page": "5",
    }
    item.update(fields)  # type: ignore[typeddict-item]
    return item


READ = date(2023, 2, 25)

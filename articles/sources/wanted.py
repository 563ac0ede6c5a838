"""What somebody typed to name a work: a DOI, PMID, PMCID, ISBN or address, and nothing else."""

import re
from dataclasses import dataclass
from typing import cast

from articles.citations.item import Item
from articles.sources import text_fragment
from articles.sources.identifiers import identifiers_of_url, normal_doi, normal_isbn

FORMS = [
    ("DOI", re.compile(r"(?:doi\s*:?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)),
    ("PMCID", re.compile(r"(?:PMCID\s*:?\s*)?(PMC\s?[0-9]{1,9})", re.IGNORECASE)),
    ("PMID", re.compile(r"(?:PMID\s*:?\s*)?([0-9]{1,8})", re.IGNORECASE)),
    ("ISBN", re.compile(r"(?:ISBN(?:-1[03])?\s*:?\s*)?([0-9][0-9 -]{7,15}[0-9X])", re.IGNORECASE)),
    ("URL", re.compile(r"((?:https?://|www\.)\S+)", re.IGNORECASE)),
]


@dataclass(frozen=True)
class Wanted:
    """An identifier in its normal form; `name` is the field of an `Item` that holds it."""

    name: str
    value: str
    passage: str = ""

    def __str__(self) -> str:
        return self.value if self.name in {"URL", "PMCID"} else f"{self.name} {self.value}"

    @property
    def item(self) -> Item:
        """All that is known before anybody answered."""
        return cast(Item, {self.name: self.value})


def wanted(text: str) -> Wanted | None:
    """The identifier that `text` is and nothing else, or None. The address of a resolver, of PubMed
    or of PMC is the identifier in it."""
    text = text.strip()
    for name, form in FORMS:
        if (found := form.fullmatch(text)) and (known := _wanted(name, found[1])):
            return known
    return None


def _wanted(name: str, value: str) -> Wanted | None:
    if name == "URL":
        return _wanted_address(value)
    normal = {"DOI": normal_doi, "ISBN": normal_isbn}.get(name, _without_spaces)(value)
    return Wanted(name, normal) if normal else None


def _without_spaces(value: str) -> str:
    return re.sub(r"\s", "", value.upper())


def _wanted_address(address: str) -> Wanted:
    url, passage = text_fragment.split(address if "://" in address else f"https://{address}")
    known = identifiers_of_url(url)
    named = {"DOI": known.doi, "PMID": known.pmid, "PMCID": known.pmcid, "URL": url}
    name = next(name for name, value in named.items() if value)
    return Wanted(name, named[name], passage)

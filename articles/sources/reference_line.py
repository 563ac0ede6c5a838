"""One formatted reference line, as a writer types it, into CSL-JSON fields.

The line is taken to be in the Vancouver form (NLM *Citing Medicine*, 2nd edition); what does not
fit ends up in the title rather than nowhere, and `raw` keeps the line.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from articles.citations.item import Item
from articles.sources import names, text_fragment
from articles.sources.dates import PLAIN, read_date
from articles.sources.identifiers import (
    DOI,
    DOI_HOSTS,
    ISBN,
    PMCID,
    PMID,
    URL,
    address,
    host_and_path,
    identifiers,
)
from articles.sources.statement import statement

LINE_AT_MOST = 5_000
NUMBER = re.compile(r"\s*(?:\[(\d{1,5})\]:?|\((\d{1,5})\)|(\d{1,5})[.)])(?:\s+|$)")
ACCESS_WORD = r"(?:cited|accessed|retrieved|viewed)"
ACCESS = [
    re.compile(rf"\[[^\[\]]*\b{ACCESS_WORD}\b:?\s*(?P<date>[^\[\]]*)\]", re.IGNORECASE),
    re.compile(rf"\(?\b{ACCESS_WORD}\b(?: on)?:?\s+(?P<date>[\w ,-]{{4,20}}\d)\)?\.?", re.I),
]
AVAILABLE = re.compile(
    r"\b(?:(?:also )?available (?:from|at|online)|retrieved from|from|url)\s*:?\s*\.?\s*$",
    re.IGNORECASE,
)
LABELS = [
    re.compile(rf"(?:\bdoi:?\s*)?{DOI.pattern}", re.IGNORECASE),
    PMID,
    re.compile(rf"(?:\bPMCID:?\s*)?{PMCID.pattern}", re.IGNORECASE),
    ISBN,
]
DATABASES = re.compile(
    r"\b(?:pubmed|medline|europe pmc|researchgate|sciencedirect|jstor|google scholar|scopus"
    r"|web of science|wiley online library|springerlink|semantic scholar|cinahl|embase)\b",
    re.IGNORECASE,
)
LIBRARIES = re.compile(
    r"\bnational (?:library of medicine|center for biotechnology information)\b|\bNCBI\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ParsedReference:
    """A reference line read: `number` as written (0 if none), the work as a CSL-JSON `item`,
    when it was `accessed`, the `passage` that its address pointed at, the line itself (`raw`)
    and the codes of the `faults` in it."""

    number: int
    item: Item
    accessed: date | None = None
    passage: str = ""
    raw: str = ""
    faults: tuple[str, ...] = field(default=())

    @property
    def authors(self) -> list[str]:
        """The authors as the reference list writes them."""
        return [names.written(name) for name in self.item.get("author", [])]

    @property
    def year(self) -> int | None:
        """The year of publication, if the line gives one."""
        parts = self.item.get("issued", {}).get("date-parts", [])
        return parts[0][0] if parts else None


def parse(line: str, number: int = 0) -> ParsedReference:
    """The reference in `line`; a number at its start is taken off and used unless one is given.

    Never raises: a line that says nothing known becomes a web page or book of that title.
    """
    raw = " ".join(line.split())
    written, rest = number_of(raw)
    rest, url, passage, quoted = _take_url(rest[:LINE_AT_MOST])
    rest, access = _take_access(rest)
    item = statement(_without_labels(rest), online=bool(url))
    item["title"] = item["title"] or raw
    _identify(item, raw[:LINE_AT_MOST], url)
    accessed = read_date(access)
    faults = _faults(item, quoted=quoted, access=access, accessed=accessed)
    return ParsedReference(number or written, item, accessed, passage, raw, faults)


def number_of(line: str) -> tuple[int, str]:
    """The number at the start of a reference line (0 if there is none), and the rest."""
    found = NUMBER.match(line)
    if not found:
        return 0, line
    return int(found[1] or found[2] or found[3]), line[found.end() :]


def _take_url(text: str) -> tuple[str, str, str, bool]:
    found = URL.search(text)
    if not found:
        return text, "", "", False
    whole = address(found[0])
    url, passage = text_fragment.split(whole)
    before = AVAILABLE.sub("", text[: found.start()])
    return f"{before} {text[found.end() :]}", url, passage, url != whole


def _take_access(text: str) -> tuple[str, str]:
    for pattern in ACCESS:
        if found := pattern.search(text):
            return f"{text[: found.start()]} {text[found.end() :]}", found["date"].strip()
    return text, ""


def _without_labels(text: str) -> str:
    for label in LABELS:
        text = label.sub(" ", text)
    return " ".join(text.split())


def _identify(item: Item, raw: str, url: str) -> None:
    known = identifiers(raw)
    if known.doi:
        item["DOI"] = known.doi
    if known.pmid:
        item["PMID"] = known.pmid
    if known.pmcid:
        item["PMCID"] = known.pmcid
    if known.isbn:
        item["ISBN"] = known.isbn
    if url and host_and_path(url)[0] not in DOI_HOSTS:
        item["URL"] = url
    if item["type"] == "webpage" and (known.pmid or known.pmcid or known.doi):
        item["type"] = "article-journal"


def _faults(item: Item, *, quoted: bool, access: str, accessed: date | None) -> tuple[str, ...]:
    found = {
        "url-text-fragment": quoted,
        "cited-date-format": bool(access) and not (accessed and PLAIN.fullmatch(access)),
        "author-incomplete": any(names.is_incomplete(name) for name in item.get("author", [])),
        "database-as-publisher": names_a_database(item),
        "date-missing": "issued" not in item,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def names_a_database(item: Item) -> bool:
    """Whether the publisher is where the work was found; the National Library of Medicine
    publishes too, so it counts only for a work that lies in its databases."""
    publisher = item.get("publisher", "")
    held = "PMID" in item or "PMCID" in item
    return bool(DATABASES.search(publisher) or (held and LIBRARIES.search(publisher)))

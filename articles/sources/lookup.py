"""A work by its DOI, PMID, PMCID, ISBN or address: whom to ask for it, and what the answer says.

How an address is fetched is the caller's: `get` is given, and tests give recorded answers.
"""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, cast
from urllib.parse import quote, urlencode

from articles.citations.item import Item
from articles.sources import nbib, web_page
from articles.sources.entries import Entry, entry
from articles.sources.identifiers import normal_doi
from articles.sources.reference_line import ParsedReference
from articles.sources.wanted import Wanted

CSL_JSON = "application/vnd.citationstyles.csl+json"
# Who answers for a DOI: the resolver sends us on to the agency that registered it.
DOI_REGISTRIES = frozenset(
    {
        *("doi.org", "api.crossref.org", "data.crossref.org", "api.datacite.org"),
        *("data.datacite.org", "data.crosscite.org", "crosscite.org", "data.medra.org"),
    }
)
PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
PMC_CONVERTER = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
OPEN_LIBRARY = "https://openlibrary.org/api/books"
TOOL = "klarity-health-library"


@dataclass(frozen=True)
class Answer:
    """What a server said, whatever its `status`, and the address that it said it at."""

    status: int
    url: str
    content_type: str
    body: bytes


class Get(Protocol):
    """Fetches an address; with `hosts` it goes to these alone. Raises Unanswered."""

    def __call__(
        self, url: str, *, accept: str = "*/*", hosts: Collection[str] | None = None
    ) -> Answer: ...


class Unanswered(Exception):
    """The work was not got; the message says why, and is empty where no answer came at all."""


class NotLookedUp(Exception):
    """A work could not be looked up. The message is a sentence; `item` is what is known of it."""

    def __init__(self, wanted: Wanted, reason: str = "") -> None:
        self.item = wanted.item
        why = f": {reason}" if reason else " (no answer)"
        super().__init__(f"{wanted} could not be looked up{why}.")


def look_up(wanted: Wanted, *, get: Get, today: date) -> ParsedReference:
    """The work that is wanted. Raises NotLookedUp if nobody knows it, or nobody answers."""
    try:
        found = _ASKED[wanted.name](wanted.value, get)
    except Unanswered as error:
        raise NotLookedUp(wanted, str(error)) from error
    if not isinstance(found, ParsedReference):
        raise NotLookedUp(wanted, "the answer does not say what the work is called")
    item = cast(Item, {**wanted.item, **found.item})
    accessed = today if wanted.name == "URL" else None
    passage = wanted.passage or found.passage
    return replace(found, item=item, accessed=accessed, passage=passage, raw=str(wanted))


def _by_doi(doi: str, get: Get) -> Entry:
    """Crossref, DataCite and others by content negotiation (doi.org, *DOI Content Negotiation*)."""
    url = f"https://doi.org/{quote(doi, safe='/:;()')}"
    given = _json(get(url, accept=CSL_JSON, hosts=DOI_REGISTRIES), "doi.org")
    return entry({**given, "DOI": doi}, doi)


def _by_pmid(pmid: str, get: Get) -> Entry:
    """NLM, *Entrez Programming Utilities Help*, EFetch; MEDLINE's format is NBIB."""
    asked = {"db": "pubmed", "id": pmid, "rettype": "medline", "retmode": "text", "tool": TOOL}
    answer = get(f"{PUBMED}?{urlencode(asked)}", hosts={"eutils.ncbi.nlm.nih.gov"})
    # For a number that it does not know EFetch answers 400, or a text without a record.
    found = nbib.read(_body(answer, "PubMed", unknown={400, 404}))
    if not found:
        raise _unknown("PubMed")
    return found[0]


def _by_pmcid(pmcid: str, get: Get) -> Entry:
    """NLM, *PMC ID Converter API*: which article of PubMed it is, else which DOI it has."""
    asked = urlencode({"ids": pmcid, "format": "json", "tool": TOOL})
    answer = get(f"{PMC_CONVERTER}?{asked}", hosts={"pmc.ncbi.nlm.nih.gov"})
    records = _json(answer, "PubMed Central", unknown={400, 404}).get("records")
    record = records[0] if isinstance(records, list) and records else None
    known = record if isinstance(record, dict) else {}
    if pmid := re.fullmatch("[0-9]{1,8}", str(known.get("pmid", ""))):
        return _by_pmid(pmid[0], get)
    if doi := normal_doi(str(known.get("doi", ""))):
        return _by_doi(doi, get)
    raise _unknown("PubMed Central")


def _by_isbn(isbn: str, get: Get) -> Entry:
    """Open Library, *Books API*, `jscmd=data`."""
    asked = urlencode({"bibkeys": f"ISBN:{isbn}", "format": "json", "jscmd": "data"})
    answer = get(f"{OPEN_LIBRARY}?{asked}", hosts={"openlibrary.org"})
    book = _json(answer, "Open Library").get(f"ISBN:{isbn}")
    if not isinstance(book, dict):
        raise _unknown("Open Library")
    title = ": ".join(str(book[name]) for name in ("title", "subtitle") if book.get(name))
    given = {
        "type": "book",
        "title": title,
        "author": [web_page.person(name) for name in _names(book.get("authors"))],
        "publisher": _names(book.get("publishers")),
        "publisher-place": _names(book.get("publish_places")),
        "issued": book.get("publish_date"),
        "ISBN": isbn,
    }
    return entry(given, isbn)


def _by_address(url: str, get: Get) -> Entry:
    answer = get(url, accept="text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
    if answer.status in {404, 410}:
        raise Unanswered("there is no such page")
    page = _body(answer, "the server")
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in {"", "text/html", "application/xhtml+xml"}:
        raise Unanswered(f"what is there is no web page ({kind[:60]})")
    return entry(web_page.fields(page, answer.url), url)


_ASKED: dict[str, Callable[[str, Get], Entry]] = {
    "DOI": _by_doi,
    "PMID": _by_pmid,
    "PMCID": _by_pmcid,
    "ISBN": _by_isbn,
    "URL": _by_address,
}


def _unknown(who: str) -> Unanswered:
    return Unanswered(f"{who} does not know it")


def _body(answer: Answer, who: str, unknown: Collection[int] = (404,)) -> str:
    """The answer's text. Raises Unanswered if there is none to be had."""
    if answer.status in unknown:
        raise _unknown(who)
    if answer.status != 200:
        raise Unanswered(f"{who} answered {answer.status}, try again later")
    return web_page.decoded(answer.body, answer.content_type)


def _json(answer: Answer, who: str, unknown: Collection[int] = (404,)) -> dict[str, Any]:
    try:
        given = json.loads(_body(answer, who, unknown))
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise Unanswered(f"{who} answered what cannot be read")
    return given


def _names(given: object) -> list[str]:
    things = given if isinstance(given, list) else []
    return [str(thing["name"]) for thing in things if isinstance(thing, dict) and "name" in thing]

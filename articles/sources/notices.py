"""What Crossref and PubMed say of a work after it appeared, out of their answers.

An answer that cannot be read, or is about another work, says nothing: a work is never taken to be
in order because nobody could tell.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from xml.etree import ElementTree

from articles.sources.identifiers import normal_doi

Kind = Literal["retraction", "expression-of-concern", "correction"]

# Crossref, "Registering updates": the types that say something against a work. New versions and
# editions are no notices.
CROSSREF_KINDS: dict[str, Kind] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "expression-of-concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
}
# NLM, "MEDLINE/PubMed data element descriptions": CommentsCorrections, by RefType.
PUBMED_KINDS: dict[str, Kind] = {
    "RetractionIn": "retraction",
    "PartialRetractionIn": "retraction",
    "ExpressionOfConcernIn": "expression-of-concern",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
}
PUBLICATION_TYPES: dict[str, Kind] = {"retracted publication": "retraction"}
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
LONGEST_IDENTIFIER = 200
LONGEST_PMID = 12


class Unintelligible(ValueError):
    """The answer is not what this service gives, or is about another work."""


@dataclass(frozen=True)
class Found:
    """A notice: what it says, the DOI or PMID of the notice itself ("" if nobody gives one), and
    since when. `about` is the DOI of the work, where that is another one than was asked for."""

    kind: Kind
    identifier: str = ""
    issued_on: date | None = None
    about: str = ""

    @property
    def url(self) -> str:
        """Where the notice is to be read, or ""."""
        if self.identifier.startswith("10."):
            return f"https://doi.org/{self.identifier}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.identifier}/" if self.identifier else ""


def is_known(found: Found, known: Iterable[tuple[str, str]]) -> bool:
    """Whether the notice is one of the `known` of the same work, each a kind and an identifier.

    One service names a notice by its DOI, the other by its PMID, or not at all: two that cannot be
    told apart are taken to be one, or an editor would have to answer the same twice.
    """
    return any(
        kind == found.kind
        and (identifier == found.identifier or _scheme(identifier) != _scheme(found.identifier))
        for kind, identifier in known
    )


def _scheme(identifier: str) -> str:
    if not identifier:
        return ""
    return "DOI" if identifier.startswith("10.") else "PMID"


def from_crossref(answer: bytes, doi: str) -> list[Found]:
    """The notices in the answer of api.crossref.org/works/{doi}.

    `updated-by` names what was said of the work; `update-to` what the work says of others, or of
    itself where a publisher put the notice in its place. Raises Unintelligible.
    """
    message = _mapping(_mapping(_json(answer)).get("message"))
    own = _doi(message.get("DOI"))
    if not own:
        raise Unintelligible("The answer names no DOI.")
    said = [_update(update, about="") for update in _mappings(message.get("updated-by"))]
    for update in _mappings(message.get("update-to")):
        target = _doi(update.get("DOI"))
        said.append(_update(update | {"DOI": own}, about="" if target in {own, doi} else target))
    return [found for found in said if found]


def _update(update: dict[str, Any], about: str) -> Found | None:
    name = re.sub(r"[\s-]+", "_", str(update.get("type", "")).strip().lower())
    kind = CROSSREF_KINDS.get(name)
    if kind is None:
        return None
    return Found(kind, _doi(update.get("DOI")), _date(_mapping(update.get("updated"))), about)


def _json(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise Unintelligible("The answer is no JSON.") from error


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _doi(value: Any) -> str:
    doi = normal_doi(value) if isinstance(value, str) else ""
    return doi if len(doi) <= LONGEST_IDENTIFIER and "\0" not in doi else ""


def _date(updated: dict[str, Any]) -> date | None:
    """CSL's date-parts, if they are a whole date."""
    try:
        year, month, day = updated["date-parts"][0]
        return date(year, month, day)
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return None


def from_pubmed(answer: bytes) -> dict[str, list[Found]]:
    """The notices of each work in an answer of PubMed's efetch (XML), by PMID: an empty list for
    one that is there and has none, nothing for one that is not there. Raises Unintelligible."""
    root = _xml(answer)
    if root.tag != "PubmedArticleSet":
        raise Unintelligible("The answer is not PubMed's.")
    works = root.iterfind("PubmedArticle/MedlineCitation")
    return {pmid: list(_of_citation(work)) for work in works if (pmid := _pmid(work))}


def _xml(answer: bytes) -> ElementTree.Element:
    text = answer.decode("utf-8", "replace")
    if ENTITY.search(text):
        raise Unintelligible("The answer declares entities, which PubMed's do not.")
    try:
        return ElementTree.fromstring(text)  # noqa: S314 no entities, so none can multiply
    except (ElementTree.ParseError, ValueError) as error:
        raise Unintelligible("The answer is no XML.") from error


def _of_citation(citation: ElementTree.Element) -> Iterator[Found]:
    said = set()
    for entry in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        if kind := PUBMED_KINDS.get(entry.get("RefType", "")):
            said.add(kind)
            yield Found(kind, _doi(entry.findtext("RefSource")) or _pmid(entry))
    for published_as in citation.iterfind("Article/PublicationTypeList/PublicationType"):
        kind = PUBLICATION_TYPES.get((published_as.text or "").strip().lower())
        if kind and kind not in said:
            yield Found(kind)


def _pmid(element: ElementTree.Element) -> str:
    pmid = (element.findtext("PMID") or "").strip()
    return pmid if pmid.isascii() and pmid.isdigit() and len(pmid) <= LONGEST_PMID else ""

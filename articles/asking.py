"""Asking Crossref and PubMed what was said of a work after it appeared: slowly, and no longer than
they answer."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote

import httpx
from django.conf import settings

from articles.models import Source
from articles.sources import notices
from articles.sources.notices import Found, Unintelligible
from klarity import safe_fetch
from klarity.safe_fetch import Client, Fetched, Unfetchable

BATCH = 50
MOST_BYTES = 8_000_000
# A service that was silent so often in a row is left alone until the next shift.
PATIENCE = 2
CROSSREF = "https://api.crossref.org/works/"
PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&id="


@dataclass(frozen=True)
class Answer:
    """What was found about a work. `failure` says who could not tell: then nothing that was not
    found is known to be absent."""

    found: Sequence[Found] = ()
    failure: str = ""


class Silent(Exception):
    """A service could not tell; the message says so in a sentence."""


@dataclass
class Service:
    """One of those who are asked."""

    name: str
    host: str
    client: Client
    silences: int = field(default=0)

    def ask(self, url: str) -> Fetched:
        """Its answer, whatever it is but "busy". Raises Silent."""
        if self.silences >= PATIENCE:
            raise Silent(f"{self.name} did not answer.")
        time.sleep(settings.WATCH_PAUSE_SECONDS)
        try:
            fetched = safe_fetch.get(
                url, client=self.client, hosts={self.host}, max_bytes=MOST_BYTES
            )
        except Unfetchable as error:
            self.silences += 1
            raise Silent(f"{self.name} could not be asked: {error}.") from error
        if fetched.status == httpx.codes.TOO_MANY_REQUESTS or fetched.status >= 500:
            self.silences += 1
            raise Silent(f"{self.name} was busy (it answered {fetched.status}).")
        self.silences = 0
        return fetched


def transport() -> httpx.BaseTransport:
    """How other servers are reached; tests put recorded answers in its place."""
    return safe_fetch.PublicTransport()


def ask(sources: Iterable[Source]) -> Iterator[tuple[Source, Answer]]:
    """Each of the sources with what is said of it, as the answers come in: PubMed is asked of many
    at once, Crossref of one after the other."""
    with Client(user_agent=settings.LOOKUP_USER_AGENT, transport=transport()) as client:
        crossref = Service("Crossref", "api.crossref.org", client)
        pubmed = Service("PubMed", "eutils.ncbi.nlm.nih.gov", client)
        left = iter(sources)
        while batch := list(islice(left, BATCH)):
            by_pmid = _pubmed(pubmed, [source.pmid for source in batch if source.pmid])
            for source in batch:
                said = [_crossref(crossref, source.doi)] if source.doi else []
                said += [by_pmid[source.pmid]] if source.pmid else []
                yield source, _joined(said)


def _joined(said: Sequence[Answer]) -> Answer:
    found = [notice for answer in said for notice in answer.found]
    return Answer(found, " ".join(answer.failure for answer in said if answer.failure))


def _crossref(service: Service, doi: str) -> Answer:
    try:
        fetched = service.ask(CROSSREF + quote(doi, safe=""))
        if fetched.status == httpx.codes.NOT_FOUND:
            return Answer(failure="Crossref does not know this DOI.")
        return Answer(notices.from_crossref(_body(fetched), doi))
    except Silent as silence:
        return Answer(failure=str(silence))
    except Unintelligible as error:
        return Answer(failure=f"Crossref’s answer was not understood. {error}")


def _pubmed(service: Service, pmids: Sequence[str]) -> dict[str, Answer]:
    if not pmids:
        return {}
    try:
        found = notices.from_pubmed(_body(service.ask(PUBMED + ",".join(pmids))))
    except Silent as silence:
        return dict.fromkeys(pmids, Answer(failure=str(silence)))
    except Unintelligible as error:
        return dict.fromkeys(pmids, Answer(failure=f"PubMed’s answer was not understood. {error}"))
    unknown = Answer(failure="PubMed does not know this PMID.")
    return {pmid: Answer(found[pmid]) if pmid in found else unknown for pmid in pmids}


def _body(fetched: Fetched) -> bytes:
    if fetched.status != httpx.codes.OK:
        raise Unintelligible(f"It answered {fetched.status}.")
    return fetched.body

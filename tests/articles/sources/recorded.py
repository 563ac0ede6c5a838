"""Answers of the services that we ask, in their shape but of made-up works: none is ever asked."""

from collections.abc import Collection
from pathlib import Path

import httpx

from articles.sources.lookup import Answer, Unanswered

ANSWERS = Path(__file__).parent / "answers"
CSL = "application/vnd.citationstyles.csl+json"
CROSSREF = "https://api.crossref.org/v1/works/10.1000%2Fexample.7/transform"
# By the beginning of the address that is asked for.
FILES = {
    CROSSREF: ("crossref.json", CSL),
    "https://doi.org/10.5072/example-data": ("datacite.json", CSL),
    "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&id=1234567&": (
        "pubmed.txt",
        "text/plain; charset=UTF-8",
    ),
    "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/?ids=PMC765432&": (
        "converter.json",
        "application/json",
    ),
    "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/?ids=PMC999&": (
        "converter_unknown.json",
        "application/json",
    ),
    "https://openlibrary.org/api/books?bibkeys=ISBN%3A9780306406157&": (
        "open_library.json",
        "application/json",
    ),
    "https://example.org/cramps": ("page.html", "text/html; charset=utf-8"),
    "https://example.org/trial": ("journal_page.html", "text/html"),
}


def answer(request: httpx.Request) -> httpx.Response:
    """What the service says; 404 for what was not recorded. As in life, doi.org sends us on."""
    url = str(request.url)
    if url == "https://doi.org/10.1000/example.7":
        return httpx.Response(302, headers={"location": CROSSREF})
    for beginning, (name, kind) in FILES.items():
        if url.startswith(beginning):
            body = (ANSWERS / name).read_bytes()
            return httpx.Response(200, content=body, headers={"content-type": kind})
    if "openlibrary.org" in url:
        return httpx.Response(200, json={})
    return httpx.Response(404, text="Not found")


def unplugged(request: httpx.Request) -> httpx.Response:
    """A network that is not there."""
    raise httpx.ConnectError("no network")


class Recorded:
    """A `Get` that answers from the files, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def __call__(
        self, url: str, *, accept: str = "*/*", hosts: Collection[str] | None = None
    ) -> Answer:
        self.asked.append((url, accept))
        response = answer(httpx.Request("GET", url))
        if location := response.headers.get("location"):
            return self(location, accept=accept, hosts=hosts)
        kind = response.headers.get("content-type", "")
        return Answer(response.status_code, url, kind, response.content)


def silent(url: str, *, accept: str = "*/*", hosts: Collection[str] | None = None) -> Answer:
    """A `Get` without a network."""
    raise Unanswered

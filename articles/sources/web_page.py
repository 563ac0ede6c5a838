"""What a web page says of itself in its head, into CSL-JSON fields.

In the order of trust: Highwire's `citation_*` tags, as Google Scholar's *Inclusion Guidelines for
Webmasters* describe them; schema.org's JSON-LD; Open Graph (ogp.me); the title.

The head is searched rather than parsed: a hostile page costs time in proportion to its length.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from articles.citations.item import Name

META = re.compile(r"<meta\b((?:[^\"'<>]|\"[^\"]*+\"|'[^']*+')*+)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
SCRIPT = re.compile(r"<script\b[^<>]{0,500}?application/ld\+json[^<>]{0,200}>", re.IGNORECASE)
TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]*+)", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
ARTICLES = re.compile(r"(?:Article|WebPage|BlogPosting|Report|Guideline)\Z")
THINGS_AT_MOST = 200


def decoded(body: bytes, content_type: str) -> str:
    """The page's text, in the character set that its server or itself names, else UTF-8."""
    named = CHARSET.search(content_type.encode()) or CHARSET.search(body[:4000])
    try:
        return body.decode(named[1].decode() if named else "utf-8", errors="replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", errors="replace")


def fields(page: str, url: str) -> dict[str, Any]:
    """CSL-JSON fields of the page at `url`; the title may be empty."""
    tags, thing = _tags(page), _article(page)

    def first(*names: str) -> str:
        return next((value for name in names for value in tags[name] if value), "")

    journal = first("citation_journal_title")
    pages = filter(None, [first("citation_firstpage"), first("citation_lastpage")])
    title = TITLE.search(page)
    return {
        "type": "article-journal" if journal else "webpage",
        "title": first("citation_title")
        or _text(thing, "headline", "name")
        or first("og:title", "dc.title", "dcterms.title")
        or (title[1] if title else ""),
        "author": [person(name) for name in tags["citation_author"]]
        or list(_authors(thing.get("author")))
        or [Name(literal=name) for name in (tags["author"] or tags["dc.creator"])],
        "container-title": journal or first("og:site_name") or _text(thing.get("isPartOf"), "name"),
        "publisher": first("citation_publisher", "dc.publisher")
        or _text(thing.get("publisher"), "name"),
        "issued": first("citation_publication_date", "citation_date", "citation_online_date")
        or _text(thing, "datePublished")
        or first("article:published_time", "dc.date", "dcterms.issued"),
        "volume": first("citation_volume"),
        "issue": first("citation_issue"),
        "page": "-".join(pages),
        "language": first("citation_language"),
        "DOI": first("citation_doi", "dc.identifier", "prism.doi"),
        "PMID": first("citation_pmid"),
        "ISBN": first("citation_isbn"),
        "URL": url,
    }


def _tags(page: str) -> dict[str, list[str]]:
    """The contents of the `meta` elements by their names in small letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for meta in META.finditer(page):
        attributes = {
            name.lower(): (double or single or bare).strip()
            for name, double, single, bare in ATTRIBUTE.findall(meta[1])
        }
        name = attributes.get("name") or attributes.get("property") or ""
        found[name.lower()].append(attributes.get("content", ""))
    return found


def _article(page: str) -> dict[str, Any]:
    """The first article or page that the JSON-LD describes, or nothing."""
    return next((thing for script in _scripts(page) for thing in _things(script)), {})


def _scripts(page: str) -> Iterator[object]:
    position = 0
    while start := SCRIPT.search(page, position):
        position = page.find("</script", start.end())
        if position < 0:
            return
        try:
            yield json.loads(page[start.end() : position])
        except (ValueError, RecursionError):
            continue


def _things(described: object) -> Iterator[dict[str, Any]]:
    """Those of a JSON-LD value that are articles: itself, of a list, of a graph."""
    graph = described.get("@graph", described) if isinstance(described, dict) else described
    for thing in (graph if isinstance(graph, list) else [graph])[:THINGS_AT_MOST]:
        if isinstance(thing, dict) and _is_article(thing.get("@type")):
            yield thing


def _is_article(types: object) -> bool:
    named = types if isinstance(types, list) else [types]
    return any(isinstance(each, str) and ARTICLES.search(each) for each in named)


def _text(thing: object, *names: str) -> str:
    """A text of a JSON-LD thing; of a list, its first thing."""
    thing = thing[0] if isinstance(thing, list) and thing else thing
    if not isinstance(thing, dict):
        return ""
    return next((value for name in names if isinstance(value := thing.get(name), str)), "")


def _authors(given: object) -> Iterator[Name]:
    for author in (given if isinstance(given, list) else [given])[:THINGS_AT_MOST]:
        is_person = isinstance(author, dict) and author.get("@type") == "Person"
        if name := author if isinstance(author, str) else _text(author, "name"):
            yield person(name) if is_person else Name(literal=name)


def person(name: str) -> Name:
    """`Alder, Bea` or `Bea Alder`."""
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.strip().rpartition(" ")
    return Name(family=family.strip(), given=given.strip())

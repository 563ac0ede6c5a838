"""A work as some other program or server describes it, into the fields of an `Item`.

What comes in is CSL-JSON at best (schema 1.0.2, `csl-data.json`); no type in it is trusted, as
registries send numbers for texts, lists for single values and null for anything.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, cast

from articles.citations.item import Date, Item, Name
from articles.citations.wording import visible
from articles.sources.dates import date_parts
from articles.sources.identifiers import DOI_HOSTS, host_and_path, normal_doi, normal_isbn
from articles.sources.names import NAMES_AT_MOST
from articles.sources.work_types import CSL, type_of

TEXTS = (
    *("title", "container-title", "publisher", "publisher-place", "volume", "issue", "page"),
    *("edition", "number", "genre", "language"),
)
LONGEST = 5_000
# What titles in Crossref and JATS are marked up with; `p<0.05` is no markup.
MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|sc|scp|u|p|br|span|title|(?:jats|mml):[a-z-]+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
PARTICLES = ("dropping-particle", "non-dropping-particle")


class Unfit(ValueError):
    """What was given is no work; the message is a sentence for whoever gave it."""


def item(given: object) -> Item:
    """The work that `given`, an object of CSL-JSON fields, describes; unknown fields are dropped.

    Raises Unfit if it is no object, or the work has no title.
    """
    if not isinstance(given, Mapping):
        raise Unfit("It is no description of a work.")
    found: dict[str, Any] = {name: text(given.get(name)) for name in TEXTS}
    if not found["title"]:
        raise Unfit("It has no title.")
    found |= identifiers(given)
    found |= {role: names(given.get(role)) for role in ("author", "editor")}
    found["issued"] = issued(given.get("issued"))
    found["type"] = type_of(text(given.get("type")), CSL, has_address=bool(found["URL"]))
    return cast(Item, {name: value for name, value in found.items() if value})


def text(value: object) -> str:
    """A text or a whole number as one line without markup; of a list, its first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    line = visible(MARKUP.sub("", unescape(str(value)[:LONGEST])))
    return " ".join(line.split())


def identifiers(given: Mapping[str, object]) -> dict[str, str]:
    """DOI, PMID, PMCID, ISBN and URL in their normal forms, "" for what is malformed."""
    doi = normal_doi(text(given.get("DOI")))
    pmcid = text(given.get("PMCID")).upper().removeprefix("PMC")
    return {
        "DOI": doi,
        "PMID": _number(text(given.get("PMID"))),
        "PMCID": f"PMC{number}" if (number := _number(pmcid)) else "",
        "ISBN": isbn(text(given.get("ISBN"))),
        "URL": web_address(text(given.get("URL")), doi),
    }


def isbn(given: str) -> str:
    """The first right ISBN of a list, such as `978-0-306-40615-7 (pbk.), 0-306-40615-2`."""
    found = map(normal_isbn, [*re.split(r"[,;()]", given), *given.split()])
    return next(filter(None, found), "")


def web_address(given: str, doi: str = "") -> str:
    """An http(s) address, or ""; the resolver's is none of its own where the DOI is known."""
    host, _ = host_and_path(given)
    is_web = re.match(r"https?://[^\s<>\"]+\Z", given, re.IGNORECASE)
    return given if is_web and host and not (doi and host in DOI_HOSTS) else ""


def names(given: object) -> list[Name]:
    """People and bodies; of those without a family name the whole name stands as it is given."""
    if not isinstance(given, list):
        return []
    return [name for each in given[:NAMES_AT_MOST] if (name := _name(each))]


def issued(given: object) -> Date:
    """A CSL date: its date-parts, else what its words say; empty without a year."""
    if not isinstance(given, Mapping):
        return _date(date_parts(text(given)))
    parts = given.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, Sequence) and not isinstance(first, str):
        return _date(date_parts("-".join(text(part) for part in first[:3])))
    return _date(date_parts(text(given.get("raw")) or text(given.get("literal"))))


def _date(parts: list[int]) -> Date:
    return {"date-parts": [parts]} if parts else {}


def _number(digits: str) -> str:
    return digits if re.fullmatch("[0-9]{1,9}", digits) else ""


def _name(given: object) -> Name | None:
    if not isinstance(given, Mapping):
        return None
    known = {part: text(given.get(part)) for part in ("family", "given", "suffix")}
    family = " ".join(filter(None, [*(text(given.get(each)) for each in PARTICLES)]))
    known["family"] = f"{family} {known['family']}".strip() if known["family"] else ""
    literal = text(given.get("literal")) or text(given.get("name"))
    if known["family"]:
        return cast(Name, {part: value for part, value in known.items() if value})
    whole = literal or known["given"]
    return Name(literal=whole) if whole else None

"""Where a work is found: its web address and its identifiers, as links where they are safe."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlsplit

from articles.citations.wording import compact, visible

_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """Words, an address and what follows it; a link where `href` is not empty."""

    before: str
    href: str
    label: str
    text: str
    after: str = ""

    def as_html(self) -> str:
        """Safe HTML, with the short label."""
        label = escape(self.label, quote=False)
        if self.href:
            label = f'<a href="{escape(self.href)}" rel="external">{label}</a>'
        return f"{self.before}{label}{self.after}"

    def as_text(self) -> str:
        """Plain text, with the whole address."""
        return f"{self.before}{self.text}{self.after}"


def web_address(url: str) -> Address:
    """`Available from: …`, a link if it is http(s).

    A full stop follows only where the address ends in a slash (Citing Medicine, chapter 22,
    availability).
    """
    address = re.sub(r"\s+", "%20", visible(url).strip())
    label = re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE)
    after = "." if address.endswith("/") else ""
    return Address("Available from: ", _safe(address), label, address, after)


def _safe(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""


def identifier_addresses(fields: Mapping[str, str], *, shown: str) -> Iterator[Address]:
    """`doi: …. PubMed PMID: …; PubMed Central PMCID: ….`, as PubMed's summary prints them.

    Left out are what `fields` lack, and what the address already `shown` ends in.
    """
    bare_doi = re.sub(_DOI_PREFIX, "", fields.get("DOI", ""))
    doi, pmid, pmcid = (
        _unless_shown(identifier, shown)
        for identifier in (bare_doi, fields.get("PMID", ""), fields.get("PMCID", ""))
    )
    if doi:
        yield _identifier("doi: ", doi, r"10\.[0-9]+/\S+", "https://doi.org/", ".")
    if pmid:
        after = ";" if pmcid else "."
        yield _identifier(
            "PubMed PMID: ", pmid, r"[0-9]+", "https://pubmed.ncbi.nlm.nih.gov/", after
        )
    if pmcid:
        root = "https://pmc.ncbi.nlm.nih.gov/articles/"
        yield _identifier("PubMed Central PMCID: ", pmcid, r"PMC[0-9]+", root, ".")


def _unless_shown(identifier: str, shown: str) -> str:
    tidy = compact(identifier)
    return "" if shown.lower().rstrip("/").endswith("/" + tidy.lower()) else tidy


def _identifier(before: str, identifier: str, form: str, root: str, after: str) -> Address:
    """One that is not of its `form` is printed but leads nowhere."""
    href = root + quote(identifier, safe="/:;()") if re.fullmatch(form, identifier) else ""
    return Address(before, href, identifier, identifier, after)

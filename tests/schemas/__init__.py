"""Schemas of our own in RELAX NG, written from the prose of the specifications: `atom` (RFC 4287,
section 4), `rss` (RSS 2.0 and its best practices), `sitemap` (sitemaps.org 0.9, both documents).

They hold what we emit: elements that we never use are not in them, so one is found out at once.
"""

from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent


def faults(name: str, document: bytes | str) -> list[str]:
    """What in the document is against the schema of that name, a line each."""
    schema = etree.RelaxNG(etree.parse(FOLDER / f"{name}.rng"))
    data = document.encode() if isinstance(document, str) else document
    schema.validate(etree.fromstring(data, etree.XMLParser(no_network=True)))
    return [f"{each.line}: {each.message}" for each in schema.error_log]

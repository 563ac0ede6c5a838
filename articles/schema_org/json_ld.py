"""JSON-LD as it stands in a page, and the parts that every page's has."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# JSON writes these as escapes just as well; as themselves, they could end the element or,
# for U+2028 and U+2029, a line of JavaScript (ECMA-262 before 2019).
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script(data: Mapping[str, Any]) -> SafeString:
    """The data as a script element that no text in them can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is unknown, empty or not true is left out, and not told as such."""
    return {name: value for name, value in values.items() if value}


def absolute(path: str) -> str:
    """The full address of a path of this site; one that is full stays."""
    return path if path.startswith(("http://", "https://")) else settings.SITE_URL + path


def web_page(kind: str, url: str, values: dict[str, Any]) -> dict[str, Any]:
    """A page of that kind at that address, with what is known of it."""
    head: dict[str, Any] = {"@context": "https://schema.org", "@type": kind, "@id": url, "url": url}
    return known(head | {"inLanguage": "en-GB"} | values)


def breadcrumb(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way from the front page, `steps` by name and path, as the page shows it."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": name,
            "item": {"@type": "WebPage", "@id": absolute(path)},
        }
        for position, (name, path) in enumerate([("Health Library", "/"), *steps], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}

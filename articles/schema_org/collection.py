"""Lists of articles: https://schema.org/CollectionPage, https://schema.org/ItemList."""

from collections.abc import Iterable
from typing import Any

from articles.models import Edition
from articles.schema_org.json_ld import absolute, breadcrumb, web_page
from articles.schema_org.organization import part_of_site


def collection(
    name: str,
    path: str,
    editions: Iterable[Edition],
    *,
    page: int = 1,
    description: str = "",
    above: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Page number `page` of the list at that path, with the articles that it shows; `above` is what
    stands between it and the front page, by name and path."""
    listed = [
        {
            "@type": "ListItem",
            "position": position,
            "name": edition.title,
            "url": absolute(edition.article.get_absolute_url()),
        }
        for position, edition in enumerate(editions, start=1)
    ]
    values = {
        "name": name,
        "description": description,
        "isPartOf": part_of_site(),
        "mainEntity": {"@type": "ItemList", "itemListElement": listed} if listed else None,
        "breadcrumb": breadcrumb([*above, (name, path)]),
    }
    return web_page(
        "CollectionPage", absolute(path) + (f"?page={page}" if page > 1 else ""), values
    )

"""One work that is listed twice."""

from collections import defaultdict
from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Reference, Text
from articles.citations.dates import year
from articles.citations.item import Item
from articles.sources.identifiers import same_page
from articles.sources.likeness import normal_title


@check("duplicate-reference", "error")
def duplicate_reference(text: Text) -> Iterator[Found]:
    """A work has one number (Citing Medicine's citation-sequence system), however often cited."""
    seen: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in text.references:
        signs = _signs(reference.item)
        alike = (other for sign in signs.values() for other in seen[sign])
        earlier = next((other for other in alike if _is_same(signs, _signs(other.item))), None)
        if earlier:
            message = (
                f"The same work as {earlier.name}. Let its marks name that one, and remove this."
            )
            yield Found(message, reference.place, reference.work)
        for sign in signs.values():
            seen[sign].append(reference)


def _is_same(signs: dict[str, str], others: dict[str, str]) -> bool:
    """The strongest sign that both have decides: two pages may well have the same title."""
    strongest = next(name for name in signs if name in others)
    return signs[strongest] == others[strongest]


def _signs(item: Item) -> dict[str, str]:
    """What two entries of one work share, the strongest sign first. A chapter shares its book's
    ISBN and, often, its address."""
    stands_alone = item.get("type") != "chapter"
    title = normal_title(item.get("title", ""))
    found_in = f"{item.get('container-title', '')} {year(item.get('issued'))}".casefold()
    signs = {
        "doi": item.get("DOI", "").lower(),
        "pmid": item.get("PMID", ""),
        "isbn": item.get("ISBN", "") if stands_alone else "",
        "address": same_page(item.get("URL", "")) if stands_alone else "",
        "title": title and f"{title} {found_in}",
    }
    return {name: f"{name} {value}" for name, value in signs.items() if value}

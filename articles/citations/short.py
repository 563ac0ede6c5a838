"""What a work is called in passing: `Brukner 2017`, `Shaw and Ali 2020`, `NHS 2021`."""

from articles.citations.dates import year
from articles.citations.item import Item, Name

LONGEST = 60


def short(item: Item) -> str:
    """Its first authors or editors, else where it appeared, else its title; and the year."""
    names = item.get("author") or item.get("editor") or []
    who = _who(names) or _cut(
        item.get("container-title") or item.get("publisher") or item.get("title") or "a source"
    )
    return f"{who} {year(item.get('issued'))}".strip()


def _who(names: list[Name]) -> str:
    families = [_cut(name.get("family") or name.get("literal") or "") for name in names]
    if len(families) > 2:
        return f"{families[0]} et al."
    return " and ".join(filter(None, families))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

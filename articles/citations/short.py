"""What a work is called in passing: `Brukner 2017`, `Shaw and Ali 2020`, `NHS: Cramp`."""

from articles.citations.dates import year
from articles.citations.item import Item, Name

LONGEST = 60


def short(item: Item) -> str:
    """Its first authors or editors, or else where it appeared, and the year; its title where one of
    these is missing."""
    title = _cut(item.get("title") or "a source")
    who = _who(item.get("author") or item.get("editor") or []) or _cut(
        item.get("container-title") or item.get("publisher") or ""
    )
    issued = year(item.get("issued"))
    if issued:
        return f"{who or title} {issued}"
    return f"{who}: {title}" if who else title


def _who(names: list[Name]) -> str:
    families = [_cut(name.get("family") or name.get("literal") or "") for name in names]
    if len(families) > 2:
        return f"{families[0]} et al."
    return " and ".join(filter(None, families))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"

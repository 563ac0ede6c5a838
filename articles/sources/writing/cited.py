"""A work as it is handed on: one line to a field, and nothing that would break a file."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from articles.citations.dates import numbers
from articles.citations.item import Item, Name
from articles.citations.wording import visible
from articles.sources.names import OTHERS


@dataclass(frozen=True)
class Cited:
    """A work in a file of works. `key` is not another's; `note` is what no field holds, such as
    a reference written by hand."""

    key: str
    item: Item
    accessed: date | None = None
    note: str = ""

    @property
    def type(self) -> str:
        """One of our nine types."""
        return self.item.get("type", "webpage")

    def field(self, name: str) -> str:
        """A text field of the item, "" if it is missing."""
        value = self.item.get(name)
        return line(str(value)) if isinstance(value, str | int) else ""

    def remark(self) -> str:
        """The note as one line."""
        return line(self.note)

    def names(self, role: str) -> list[Name]:
        """The people and bodies of that role, without empty ones. A body has `literal` alone, a
        person always `family`."""
        given = cast("list[Name]", self.item.get(role) or [])
        return [name for each in given if (name := _name(each))]

    def issued(self) -> list[str]:
        """Year, month and day of publication in digits, as far as they are known."""
        return _digits(numbers(self.item.get("issued")))

    def read_on(self) -> list[str]:
        """The same of the day of access."""
        day = self.accessed
        return _digits([day.year, day.month, day.day]) if day else []


def line(text: str) -> str:
    """The text as one line, without control characters and half a pair of surrogates."""
    return " ".join(visible(text).split())


def is_others(name: Name) -> bool:
    """Whether the name says that there are more."""
    return name == OTHERS


def _name(given: Name) -> Name | None:
    parts = {part: line(str(value)) for part, value in given.items() if value}
    if literal := parts.get("literal"):
        return Name(literal=literal)
    if not parts.get("family"):
        return Name(literal=parts["given"]) if parts.get("given") else None
    known = (part for part in ("family", "given", "suffix") if parts.get(part))
    return cast(Name, {part: parts[part] for part in known})


def _digits(parts: list[int]) -> list[str]:
    return [f"{part:0{2 if place else 4}d}" for place, part in enumerate(parts)]

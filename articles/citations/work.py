"""A cited work made ready to be written down."""

from dataclasses import dataclass
from datetime import date

from articles.citations.dates import cited_text, date_text
from articles.citations.item import Date, Item, ItemType
from articles.citations.names import editor_list, name_list
from articles.citations.wording import clean, compact


@dataclass(frozen=True, slots=True)
class Work:
    """Clean fields, lists of people, dates, and whether it is cited from the Internet."""

    type: ItemType
    fields: dict[str, str]
    authors: str
    editors: str
    issued: Date | None
    url: str
    online: bool
    cited: str

    def field(self, name: str) -> str:
        """A field, "" if it is missing."""
        return self.fields.get(name, "")

    def number(self, name: str) -> str:
        """A field that stands between punctuation."""
        return compact(self.field(name))

    def medium(self, content: str = "") -> str:
        """The designator: `Internet`, `dataset on the Internet`, `dataset` or "" (chapter 22)."""
        if not self.online:
            return content
        return f"{content} on the Internet" if content else "Internet"

    def dated(self, *, year_only: bool = False) -> str:
        """`2006 Sep [cited 2007 Jan 8]`, as much of it as is known."""
        written = date_text(self.issued, year_only=year_only)
        return " ".join(filter(None, [written, self.cited]))


def work_of(item: Item, accessed: date | str | None, updated: Date | None = None) -> Work:
    """`item` ready for writing; dates of update and of citation count only for a work on the
    Internet."""
    fields = {name: clean(str(v)) for name, v in item.items() if isinstance(v, str | int)}
    url = (item.get("URL") or "").strip()
    online = bool(url) and not _found_in_print(fields)
    return Work(
        type=item.get("type", "webpage"),
        fields=fields,
        authors=name_list(item.get("author") or []),
        editors=editor_list(item.get("editor") or []),
        issued=item.get("issued"),
        url=url,
        online=online,
        cited=cited_text(accessed, updated) if online else "",
    )


def _found_in_print(fields: dict[str, str]) -> bool:
    """A reader finds the work without its URL: by ISBN, or by volume, page and an identifier."""
    if fields.get("type") in {"book", "chapter"}:
        return bool(fields.get("ISBN"))
    located = fields.get("page") and (fields.get("volume") or fields.get("issue"))
    return bool(located and any(fields.get(name) for name in ("DOI", "PMID", "PMCID")))

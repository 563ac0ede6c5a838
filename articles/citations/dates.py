"""Dates as Citing Medicine writes them: `2023 Feb 25`, `2023 Feb`, `2023`, `2002 Nov-Dec`."""

from datetime import date

from articles.citations.item import Date

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def date_text(issued: Date | None, *, year_only: bool = False) -> str:
    """A CSL date, or "" if it has no year; a second date makes it a range (chapter 1, date)."""
    dates = [_words(parts[:1] if year_only else parts) for parts in _parts(issued)[:2]]
    if len(dates) < 2 or dates[0] == dates[1]:
        return " ".join(dates[0]) if dates else ""
    first, last = dates
    shared = 1 if first[0] == last[0] else 0
    return f"{' '.join(first)}-{' '.join(last[shared:])}".removesuffix("-")


def cited_text(accessed: date | str | None, updated: Date | None = None) -> str:
    """`[cited 2023 Feb 25]`, `[updated 2023 Jan 3; cited 2023 Feb 25]`, or "" without dates
    (chapters 22 and 25, date of update and of citation).

    Words in place of the day of access stand as they are.
    """
    if isinstance(accessed, date):
        accessed = f"{accessed.year} {_MONTHS[accessed.month - 1]} {accessed.day}"
    days = {"updated": date_text(updated), "cited": accessed}
    told = "; ".join(f"{word} {day}" for word, day in days.items() if day)
    return f"[{told}]" if told else ""


def numbers(issued: Date | None) -> list[int]:
    """Year, month and day of a CSL date as far as they make sense; empty without a year."""
    return next((_sensible(parts) for parts in _parts(issued)), [])


def year(issued: Date | None) -> str:
    """The year of a CSL date, or ""."""
    return next((str(parts[0]) for parts in _parts(issued)), "")


def _parts(issued: Date | None) -> list[list[int]]:
    """The dates that have a year; registries send null and strings too."""
    raw = (issued or {}).get("date-parts") or []
    dates = [[_number(part) for part in parts or []] for parts in raw]
    return [parts for parts in dates if parts and 0 < parts[0] <= 9999]


def _number(part: object) -> int:
    try:
        return int(str(part))
    except ValueError:
        return 0


def _words(parts: list[int]) -> list[str]:
    year, *month_and_day = _sensible(parts)
    months, days = month_and_day[:1], month_and_day[1:]
    return [str(year), *(_MONTHS[month - 1] for month in months), *map(str, days)]


def _sensible(parts: list[int]) -> list[int]:
    """Without a month or a day that no calendar has."""
    year, month, day = [*parts, 0, 0][:3]
    if not 1 <= month <= 12:
        return [year]
    return [year, month, day] if 1 <= day <= 31 else [year, month]

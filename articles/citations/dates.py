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


def cited_text(accessed: date | None) -> str:
    """`[cited 2023 Feb 25]`, or "" without a date (chapter 22, date of citation)."""
    if not accessed:
        return ""
    return f"[cited {accessed.year} {_MONTHS[accessed.month - 1]} {accessed.day}]"


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
    """Year, month, day, as far as they make sense."""
    year, month, day = [*parts, 0, 0][:3]
    words = [str(year)]
    if 1 <= month <= 12:
        words.append(_MONTHS[month - 1])
        if 1 <= day <= 31:
            words.append(str(day))
    return words

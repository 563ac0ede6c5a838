"""Dates as writers put them into a reference: `2023 Feb 25`, `25 February 2023`, `2023Feb25`."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_FORMS = [
    re.compile(rf"{_YEAR}\s*{_MONTH}\s*(?P<day>\d{{1,2}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*{_MONTH},?\s*{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s*{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b"),
]
_NUMBERS = re.compile(
    r"\s*([1-9]\d{3})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)(?=[-/T\s]|$)", re.ASCII
)
_YEAR_ALONE = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)")
_MONTH_ALONE = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b", re.IGNORECASE
)
PLAIN = re.compile(r"\d{4} [A-Z][a-z]{2} \d{1,2}")


def read_date(text: str) -> date | None:
    """The first full date in `text`, or None if there is none or it is not in the calendar."""
    for form in _FORMS:
        if found := form.search(text):
            return _date(found["year"], found["month"], found["day"])
    return None


def date_parts(text: str) -> list[int]:
    """Year, month and day as far as `text` gives them: `2020/03/05/`, `2020-3`, `2020 Mar-Apr`,
    `March 2020`, `2020`. Empty without a year; a day or month that no calendar has is left out."""
    text = text[:60]
    if whole := read_date(text):
        return [whole.year, whole.month, whole.day]
    if found := _NUMBERS.match(text):
        return _as_far_as_right([int(part) for part in found.groups() if part])
    year, month = _YEAR_ALONE.search(text), _MONTH_ALONE.search(text)
    if not year:
        return []
    return [int(year[0]), month_number(month[1])] if month else [int(year[0])]


def month_number(name: str) -> int:
    """1 to 12 for a month's name, its short form, or its two digits."""
    return int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return None


def _as_far_as_right(parts: list[int]) -> list[int]:
    """Year, month and day without those that the calendar does not have."""
    for count in (3, 2):
        try:
            date(*[*parts[:count], 1, 1][:3])
        except ValueError:
            continue
        return parts[:count]
    return parts[:1]

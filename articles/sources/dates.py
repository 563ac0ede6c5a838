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
PLAIN = re.compile(r"\d{4} [A-Z][a-z]{2} \d{1,2}")


def read_date(text: str) -> date | None:
    """The first full date in `text`, or None if there is none or it is not in the calendar."""
    for form in _FORMS:
        if found := form.search(text):
            return _date(found["year"], found["month"], found["day"])
    return None


def month_number(name: str) -> int:
    """1 to 12 for a month's name, its short form, or its two digits."""
    return int(name) if name.isdigit() else MONTHS.index(name[:3].lower()) + 1


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return None

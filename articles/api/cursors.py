"""Where a page of a list ends, as an opaque text: the list's name and the values by which it is
sorted.

The next page begins after that place and not after so many rows, so what is published meanwhile
neither doubles nor hides a row.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
PLACE = re.compile(r"([a-z]+)((?:\.[0-9]{1,19})+)")
# The largest key of a row in either database.
LARGEST = 2**63 - 1


class UnreadableError(ValueError):
    """The text is no cursor of this list."""


def write(name: str, *place: datetime | int) -> str:
    """The cursor of a place in the list of that name, which is of small letters."""
    numbers = [
        (part - EPOCH) // MICROSECOND if isinstance(part, datetime) else part for part in place
    ]
    text = ".".join([name, *map(str, numbers)])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def numbers(cursor: str, name: str, count: int) -> list[int]:
    """The `count` numbers of a cursor's place in the list of that name. Raises UnreadableError: the
    place in another list would be a wrong one that looks right."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError as error:
        raise UnreadableError from error
    place = PLACE.fullmatch(text)
    found = [int(part) for part in place[2].split(".")[1:]] if place and place[1] == name else []
    if len(found) != count or max(found) > LARGEST:
        raise UnreadableError
    return found


def moment(number: int) -> datetime:
    """The moment that a cursor wrote as a number. Raises UnreadableError."""
    try:
        return EPOCH + number * MICROSECOND
    except OverflowError as error:
        raise UnreadableError from error


def first(rows: Iterable[Row], limit: int) -> tuple[list[Row], bool]:
    """The first rows, and whether there are more."""
    taken = list(islice(rows, limit + 1))
    return taken[:limit], len(taken) > limit

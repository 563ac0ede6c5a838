"""Lists in pages, each beginning at the place where the one before ended."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from articles.api import cursors, problems
from articles.api.asked import Paged
from articles.models import Edition
from articles.models.live import EditionQuerySet

Row = TypeVar("Row", bound=Model)
UNREADABLE = "This is no cursor of this list. Take it from a `next` link, or leave it out to begin."


def numbers(cursor: str, name: str, count: int) -> list[int]:
    """The numbers of a cursor of the list of that name. Raises ProblemError (422)."""
    try:
        return cursors.numbers(cursor, name, count)
    except cursors.UnreadableError as error:
        raise problems.fault("cursor", UNREADABLE) from error


def moment(number: int) -> datetime:
    """The moment that a cursor wrote as a number. Raises ProblemError (422)."""
    try:
        return cursors.moment(number)
    except cursors.UnreadableError as error:
        raise problems.fault("cursor", UNREADABLE) from error


def latest_first(
    name: str, editions: EditionQuerySet, asked: Paged
) -> tuple[list[Edition], str | None]:
    """A page of the list of that name: editions as lists show them, and the cursor of the next
    page, if there is one."""
    if asked.cursor:
        at, pk = numbers(asked.cursor, name, 2)
        editions = editions.older(moment(at), pk)
    rows = editions.for_lists().order_by("-published_at", "-pk")
    found, is_more = cursors.first(rows[: asked.limit + 1], asked.limit)
    return found, cursors.write(name, found[-1].published_at, found[-1].pk) if is_more else None


def by_key(name: str, rows: QuerySet[Row], asked: Paged) -> tuple[list[Row], str | None]:
    """The same of rows in the order of their keys."""
    if asked.cursor:
        rows = rows.filter(pk__gt=numbers(asked.cursor, name, 1)[0])
    found, is_more = cursors.first(rows.order_by("pk")[: asked.limit + 1], asked.limit)
    return found, cursors.write(name, found[-1].pk) if is_more else None

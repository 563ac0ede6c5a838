"""SQL as it stands: with hundreds of keys, or a dozen small questions for one answer, the ORM would
have more work than the database."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def rows(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def marks(values: Sequence[Any]) -> str:
    """So many parameters, for IN."""
    return ", ".join(["%s"] * len(values)) or "NULL"

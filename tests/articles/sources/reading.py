"""What a reader made of a text, as the tests look at it."""

from collections.abc import Sequence
from typing import Any

from articles.sources.entries import Entry, Unread
from articles.sources.wanted import Wanted


def items(entries: Sequence[Entry | Wanted]) -> list[dict[str, Any]]:
    """The works; none may be unread."""
    found: list[dict[str, Any]] = []
    for entry in entries:
        assert not isinstance(entry, Unread), entry.reason
        found.append(dict(entry.item))
    return found


def reasons(entries: Sequence[Entry | Wanted]) -> list[str]:
    """Why entries could not be read."""
    return [entry.reason for entry in entries if isinstance(entry, Unread)]

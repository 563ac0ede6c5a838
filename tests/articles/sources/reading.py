"""What a reader made of a text, as the tests look at it."""

from typing import Any

from articles.sources.entries import Entry, Unread


def items(entries: list[Entry]) -> list[dict[str, Any]]:
    """The works; none may be unread."""
    found: list[dict[str, Any]] = []
    for entry in entries:
        assert not isinstance(entry, Unread), entry.reason
        found.append(dict(entry.item))
    return found


def reasons(entries: list[Entry]) -> list[str]:
    """Why entries could not be read."""
    return [entry.reason for entry in entries if isinstance(entry, Unread)]

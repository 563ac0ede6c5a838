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


def whole(work: Any) -> dict[str, Any]:
    """The work without empty lists; who has one name alone may be a person or a body."""
    kept = {name: value for name, value in work.items() if value}
    for role in {"author", "editor"} & kept.keys():
        kept[role] = [
            name if "given" in name else {"literal": name.get("family") or name["literal"]}
            for name in kept[role]
        ]
    return kept

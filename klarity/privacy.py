"""Who holds data on a person, found by e-mail address: each app registers its own part.

For requests of access, portability and erasure (UK GDPR, articles 15, 17 and 20).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction

Export = Callable[[str], list[dict[str, Any]]]
Erase = Callable[[str], int]


class Holder(NamedTuple):
    """One who holds data: how they are handed out, and how they are erased, if that is left to a
    program."""

    export: Export
    erase: Erase | None


_holders: dict[str, Holder] = {}


def register(name: str, *, export: Export, erase: Erase | None) -> None:
    """Let requests reach what an app holds: it calls this in `ready`.

    `export(email)` returns all that is held, as values that JSON knows; `erase(email)` makes it
    nameless and returns of how many things. None: a superuser does that by hand. A name registered
    again replaces the earlier one.
    """
    _holders[name] = Holder(export, erase)


def export(email: str) -> dict[str, Any]:
    """All that is held on whoever has this address, by holder; of some it may be nothing."""
    return {name: _holders[name].export(email) for name in sorted(_holders)}


@transaction.atomic
def erase(email: str) -> dict[str, int]:
    """Erase the person wherever that is left to a program, everywhere or nowhere; how many things
    of each holder. What `export` still gives afterwards is left to a superuser."""
    return {name: holder.erase(email) for name, holder in sorted(_holders.items()) if holder.erase}


def left_by_hand(held: dict[str, Any]) -> list[str]:
    """Those with something in an export whose part a superuser erases by hand."""
    return [name for name, things in held.items() if things and not _holders[name].erase]

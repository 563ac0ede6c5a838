"""An append-only chain of events, each sealed with the one before (as in RFC 6962, 1.1: nothing can
be changed or left out unseen).

A link holds no details of the event, only a commitment to them: the hash of a random salt and the
details. Whoever has both can show that they belong to the link; once both are deleted, nothing
can be told from it, and the chain is whole all the same.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """One event: the how manieth (from 1), of what kind, when (ISO 8601, UTC), and its seals."""

    number: int
    kind: str
    at: str
    commitment: str
    previous: str
    seal: str


@dataclass(frozen=True)
class Opening:
    """What opens a commitment: the salt and the details, both of which can be forgotten."""

    salt: str
    details: dict[str, Any]


def opening(details: dict[str, Any]) -> Opening:
    """The details with a fresh salt, long enough that nobody can try them all out."""
    return Opening(secrets.token_hex(32), details)


def commitment(opening: Opening) -> str:
    """The hash that commits to the details; raises TypeError for what JSON cannot hold."""
    return _hash([opening.salt, opening.details])


def link(*, number: int, kind: str, at: str, commitment: str, previous: str) -> Link:
    """The next link, sealed."""
    seal = _seal(number, kind, at, commitment, previous)
    return Link(number, kind, at, commitment, previous, seal)


def faults(
    links: Iterable[tuple[Link, Opening | None]], *, length: int, head: str
) -> Iterator[str]:
    """What is wrong with a chain whose last link should be the `length`th and sealed with `head`.

    `links`: each with what opens it, None once that is forgotten. Nothing, if all is well.
    """
    number, previous = 0, START
    for each, opened in links:
        number += 1
        if each.number != number:
            yield f"Event {each.number} stands where event {number} should."
            number = each.number
        elif each.previous != previous:
            yield f"Event {number} does not follow the one before it."
        if each.seal != _seal(each.number, each.kind, each.at, each.commitment, each.previous):
            yield f"Event {number} was changed."
        if opened and commitment(opened) != each.commitment:
            yield f"The details of event {number} were changed."
        previous = each.seal
    if (number, previous) != (length, head):
        yield f"The chain should end with event {length}, and ends with {number}."


def _seal(number: int, kind: str, at: str, commitment: str, previous: str) -> str:
    return _hash([number, kind, at, commitment, previous])


def _hash(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()

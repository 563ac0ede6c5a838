"""Searches that a hasty match cannot lead astray."""

import re
from collections.abc import Callable, Iterable, Iterator

Span = tuple[int, int]
# Stands where something was found: no letter, no digit, and never part of a number.
FILLER = "\0"


def accepted(pattern: re.Pattern[str], text: str, accept: Callable[[str], bool]) -> Iterator[Span]:
    """Where `pattern` matches (its group "found", if it has one) and `accept` agrees. After a match
    that is not accepted the search goes on from its second character."""
    group = "found" if "found" in pattern.groupindex else 0
    match = pattern.search(text)
    while match:
        agreed = accept(match[group])
        if agreed:
            yield match.span(group)
        match = pattern.search(text, match.end() if agreed else match.start() + 1)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` with fillers in place of these stretches, as long as before."""
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [text[end:start], FILLER * (stop - start)]
        end = stop
    return "".join([*pieces, text[end:]])

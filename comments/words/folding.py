"""A text as it looks to a person, in the plainest characters, and where each of them stood.

Full-width and Arabic digits become 0 to 9, every kind of space, dash and apostrophe the plain one
(Unicode's NFKC does the rest), and what nobody sees is left out. So one search finds a number
however it is written or hidden.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = frozenset("\u034f\u115f\u1160\u3164\uffa0\ufe0e\ufe0f")
_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_APOSTROPHES = frozenset("'’‘ʼ`´′＇")


@dataclass(frozen=True)
class Folded:
    """The folded `text`, and for each of its characters the place of its origin."""

    text: str
    places: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch from `start` to `end`, which is not empty, stood."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """`text` in plain characters. Any text will do."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        folded.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(folded), places)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The plain form of a character: one, several, or none for what cannot be seen."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character in _BREAKS:
        return "\n"
    if character in _APOSTROPHES:
        return "'"
    if category == "Cf" or character in _INVISIBLE:
        return ""
    if category == "Pd" or character == "−":
        return "-"
    if category in ("Zs", "Cc") or character == "\u2800":
        return " "
    return unicodedata.normalize("NFKC", character)

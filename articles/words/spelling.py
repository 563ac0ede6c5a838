"""The word that was probably meant.

A word that sounds the same may differ in more letters than one that does not: who does not know how
to spell “diarrhoea” writes what they hear.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 3
LONGEST = 30
# Letters that may differ, by the length of the word; two more if it sounds the same.
SLIPS = ((4, 1), (8, 2), (LONGEST, 3))
ALIKE = 2
BEGINNINGS = (
    (re.compile(r"^(?:ps|sc(?=[iey])|c(?=[iey]))"), "s"),
    (re.compile(r"^(?:pn|kn|gn|mn)"), "n"),
    (re.compile(r"^(?:rh|wr)"), "r"),
)
SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"gh(?=t|$)|th(?=m)"), ""),
    (re.compile(r"sc(?=[iey])|c(?=[iey])|z|x$"), "s"),
    (re.compile(r"ck|ch(?=[rlnm])|qu|q|c"), "k"),
    (re.compile(r"dg|g(?=[iey])"), "j"),
    (re.compile(r"[aeiouyhw]+"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@dataclass(frozen=True)
class Speller:
    """Corrects by the words that it knows and how many articles hold each."""

    known: Mapping[str, int]
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", [word for word in self.known if len(word) >= SHORTEST])

    def correction(self, word: str) -> str:
        """The known word that was probably meant, or two with a space; "" if there is none. All are
        folded."""
        if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
            return ""
        slips = next(most for length, most in SLIPS if len(word) <= length)
        near = process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=slips + ALIKE, limit=50
        )
        heard = sound(word)
        ranked = [
            (distance - alike, other[0] != word[0], -self.known[other], other)
            for other, distance, _ in near
            if distance and ((alike := bool(heard) and sound(other) == heard) or distance <= slips)
        ]
        best = min(ranked, default=None)
        return best[-1] if best else self._halves(word)

    def _halves(self, word: str) -> str:
        """Two known words that were typed as one."""
        halves = [(word[:n], word[n:]) for n in range(SHORTEST, len(word) - SHORTEST + 1)]
        known = [pair for pair in halves if all(half in self.known for half in pair)]
        return (
            " ".join(max(known, key=lambda pair: min(map(self.known.__getitem__, pair))))
            if known
            else ""
        )


def sound(word: str) -> str:
    """How a word sounds, roughly: its consonants, those that sound alike as one."""
    for pattern, letter in BEGINNINGS:
        word = pattern.sub(letter, word)
    first = "a" if word[:1] in set("aeiouyhw") else ""
    for pattern, letter in SOUNDS:
        word = pattern.sub(letter, word)
    return first + word

"""Whether two titles are of the same work, though written differently."""

import re
import unicodedata

SHORTEST_WORD = 4
ALIKE = 0.8


def normal_title(title: str) -> str:
    """The title in small letters without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W_]+", letters))


def telling_words(normal: str) -> frozenset[str]:
    """The words of a normal title that are long enough to say something."""
    return frozenset(word for word in normal.split() if len(word) >= SHORTEST_WORD)


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles share at least two words, and most of their words (Dice's coefficient)."""
    shared = len(one & other)
    return shared >= 2 and 2 * shared >= ALIKE * (len(one) + len(other))

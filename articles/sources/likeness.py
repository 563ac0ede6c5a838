"""Whether two titles are of the same work, though written differently."""

import re
import unicodedata

SHORTEST_WORD = 4
ALIKE = 0.8
WORD = re.compile(r"[^\W_]+")


def normal_title(title: str) -> str:
    """The title in small letters without accents and punctuation."""
    if not title.isascii():
        plain = unicodedata.normalize("NFKD", title)
        title = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(WORD.findall(title.casefold()))


def telling_words(normal: str) -> frozenset[str]:
    """The words of a normal title that are long enough to say something."""
    return frozenset(word for word in normal.split() if len(word) >= SHORTEST_WORD)


def first_words(words: frozenset[str]) -> list[str]:
    """Of a title's words, in an order that is the same for all titles, so many that two titles
    which are alike have one of them in common: the smaller set has two thirds of the larger one,
    so all but a third of its words are shared. The longest, which are the rarest, come first."""
    return sorted(words, key=lambda word: (-len(word), word))[: len(words) // 3 + 1]


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles share at least two words, and most of their words (Dice's coefficient)."""
    shared = len(one & other)
    return shared >= 2 and 2 * shared >= ALIKE * (len(one) + len(other))

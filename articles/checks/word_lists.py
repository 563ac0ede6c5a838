"""The words that the checks know, each list read when it is first wanted.

A packaged file in `words/` holds words apart by white space, `american.txt` a pair on a line; what
follows a `#` is a remark.
"""

from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

FOLDER = Path(__file__).parent / "words"


@cache
def clinical_terms() -> frozenset[str]:
    """Words of clinicians that want an explanation."""
    return frozenset(_words("terms"))


@cache
def american() -> dict[str, str]:
    """American spellings, and how the same words are spelt here."""
    words = _words("american")
    return dict(zip(words[::2], words[1::2], strict=True))


@cache
def speller() -> SpellChecker:
    """The English words of pyspellchecker and those of ours; it corrects a slip of one letter."""
    checker = SpellChecker(language="en", distance=1)
    ours = [*_words("british"), *_words("terms"), *american().values()]
    checker.word_frequency.load_words(ours)
    return checker


def _words(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]

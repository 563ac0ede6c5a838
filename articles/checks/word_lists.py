"""The packaged lists of words, each read when it is first wanted.

A file in `words/` holds words apart by white space, of `american.txt` a pair on a line; what
follows a `#` is a remark.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


@cache
def clinical_terms() -> frozenset[str]:
    """Words of clinicians that want an explanation."""
    return frozenset(_words("terms"))


@cache
def british() -> frozenset[str]:
    """Words of medicine and of everyday British English."""
    return frozenset(_words("british"))


@cache
def american() -> dict[str, str]:
    """American spellings, and how the same words are spelt here."""
    words = _words("american")
    return dict(zip(words[::2], words[1::2], strict=True))


def _words(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]

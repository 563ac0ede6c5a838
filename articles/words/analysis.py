"""A text into the words that are searched for: without accents, in small letters, stemmed.

One analysis for articles and questions, and for both databases: what an engine gets are letters and
digits, so there is nothing in them that it could take for an operator.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import local
from typing import NamedTuple

from Stemmer import Stemmer

# What can stand inside a word unseen: the soft hyphen and its kin.
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
# Longer ones are no words; PostgreSQL takes lexemes of 2,046 bytes.
LONGEST = 40
STOP_WORDS = Path(__file__).parent / "stop_words.txt"


class Word(NamedTuple):
    """A word of a text: where it stands, how it is compared, and its stem."""

    start: int
    end: int
    folded: str
    stem: str


def clean(text: str) -> str:
    """The text as it is searched and shown: composed (NFC), without what nobody sees."""
    return text if text.isascii() else UNSEEN.sub("", unicodedata.normalize("NFC", text))


def words(text: str) -> Iterator[Word]:
    """The words of a clean text, in order."""
    for match in WORD.finditer(text):
        folded = fold(match[0])
        if folded:
            yield Word(match.start(), match.end(), folded, stem(folded))


def folded(text: str) -> list[str]:
    """The same, folded, without their places: several times as fast."""
    return [word for word in map(fold, WORD.findall(text)) if word]


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in folded(clean(text))]


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word in small letters and digits alone, accents and apostrophes gone."""
    if word.isascii():
        return word.replace("'", "").lower()[:LONGEST]
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", plain)))[:LONGEST]


@lru_cache(maxsize=100_000)
def stem(folded: str) -> str:
    """The English stem of a folded word (Snowball's English, that is Porter 2)."""
    return str(_of_thread.stemmer.stemWord(folded))


class _OfThread(local):
    """It may not be shared by threads. `stem` remembers, so it need not."""

    def __init__(self) -> None:
        self.stemmer = Stemmer("english", 0)


_of_thread = _OfThread()


@cache
def stop_words() -> frozenset[str]:
    """Folded words that say nothing of what an article is about."""
    return frozenset(STOP_WORDS.read_text("utf-8").split())

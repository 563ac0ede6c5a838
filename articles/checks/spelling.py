"""Spelling: American forms, unknown words, words written twice, compounds written in two ways.

The ending -ize is Oxford's as well as America's, and stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from articles.checks import compounds, slips
from articles.checks.passages import everything
from articles.checks.registry import Found, check
from articles.checks.text import Block, Text
from articles.checks.word_lists import american, speller

# Corrections of more words take time, and a text with so many is in another language.
MOST_CORRECTED = 50
LONGEST_CORRECTED = 25

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
# Letters without digits, signs or a stop among them: "B12", "e.g." and "and/or" hold no words.
_WORD = re.compile(r"(?<![\w@./\\&#])[^\W\d_]++(?:['’][^\W\d_]++)*+(?![\w@])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\W*\s)[\"'“‘«(\[]*$")

# A British form is known if the American one is.
RESPELT = [
    *(("ae", "e"), ("oe", "e"), ("our", "or"), ("ise", "ize"), ("isi", "izi"), ("isa", "iza")),
    *(("yse", "yze"), ("ysing", "yzing"), ("ogue", "og"), ("lle", "le"), ("lling", "ling")),
    *(("tre", "ter"), ("bre", "ber")),
]
PREFIXES = (
    *("anti", "auto", "cardio", "extra", "gastro", "hyper", "hypo", "immuno", "inter", "intra"),
    *("macro", "micro", "mid", "mini", "multi", "neuro", "non", "over", "peri", "physio", "poly"),
    *("post", "psycho", "semi", "sub", "super", "tele", "trans", "ultra", "under", "un"),
)
SHORTEST_AFTER_PREFIX = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands, and whether a sentence begins with it."""

    written: str
    block: Block
    begins: bool

    @property
    def plain(self) -> str:
        """In small letters, with straight apostrophes and without a possessive ending."""
        return self.written.lower().replace("’", "'").removesuffix("'s")

    @property
    def is_name(self) -> bool:
        """Whether its capitals are its own and not those of a sentence's start."""
        small = self.written.islower() or (self.begins and self.written[1:].islower())
        return not small


@check("spelling", "warning")
def spelling(text: Text) -> Iterator[Found]:
    """Words are spelt as they are in Britain, and each in one way."""
    words = list(_words(text))
    yield from chain(_american(words), _unknown(words, text.setting.known_words))
    yield from chain(slips.found(everything(text)), compounds.found(everything(text)))


def _words(text: Text) -> Iterator[Word]:
    for block in everything(text):
        plain = _ADDRESS.sub(" ", block.text)
        for stretch in block.foreign:
            plain = plain.replace(stretch, " ")
        for match in _WORD.finditer(plain):
            before = plain[max(0, match.start() - 6) : match.start()]
            yield Word(match[0], block, bool(_SENTENCE_START.search(before)))


def _american(words: list[Word]) -> Iterator[Found]:
    told: set[str] = set()
    for word in words:
        british = american().get(word.plain)
        if british and not word.is_name and word.plain not in told:
            told.add(word.plain)
            message = f"“{word.written}” is American; in Britain it is “{british}”."
            yield Found(message, word.block.place, word.written)


def _unknown(words: list[Word], known_words: frozenset[str]) -> Iterator[Found]:
    names = {word.plain for word in words if word.is_name}
    told: set[str] = set()
    for word in words:
        plain = word.plain
        if word.is_name or plain in told or plain in known_words or is_known(plain):
            continue
        told.add(plain)
        correction = _correction(plain) if len(told) <= MOST_CORRECTED else ""
        # A capital at a sentence's start may be that of a name.
        if correction or (word.written.islower() and plain not in names):
            meant = f"Is “{correction}” meant?" if correction else "Look it up."
            message = f"“{word.written}” is in none of our word lists. {meant}"
            yield Found(message, word.block.place, word.written)


def is_known(word: str) -> bool:
    """Whether a word in small letters is in a list, itself or in another form."""
    return word in american() or word in PREFIXES or any(form in speller() for form in _forms(word))


def _forms(word: str) -> Iterator[str]:
    """The word, its singular, its American spellings and what follows its prefix."""
    yield word
    if word.endswith("s"):
        yield word[:-1]
    respelt = word
    for british, other in RESPELT:
        if british in word:
            yield word.replace(british, other)
            respelt = respelt.replace(british, other)
    yield respelt
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + SHORTEST_AFTER_PREFIX:
            yield word.removeprefix(prefix)


def _correction(word: str) -> str:
    """The likeliest word that differs by one slip, as it is spelt here, or ""."""
    if not 3 < len(word) <= LONGEST_CORRECTED:
        return ""
    found = speller().correction(word) or word
    return american().get(found, found) if found != word else ""

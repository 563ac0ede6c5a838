"""Words of a person in danger: an emergency of the body, or a wish to die or to do oneself harm.

Recall comes first. A false alarm only puts a reply on top of the queue and shows where help is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from comments.words.folding import fold
from comments.words.signs import pattern

Kind = Literal["self-harm", "emergency"]

# How far around a sign its sentence is read.
REACH = 200


@dataclass(frozen=True)
class Danger:
    """A sign of danger and the words that tell of it, in small letters."""

    kind: Kind
    words: str


def find(text: str) -> list[Danger]:
    """Each sign once, self-harm first.

    "I don't want to die" counts: whoever writes so needs help, one way or the other. So does an
    attempt of years ago. An emergency does not if it is long past, or only explained.
    """
    plain = re.sub(r"\s+", " ", fold(text).text.replace("'", "").lower())
    return list(dict.fromkeys([*_self_harm(plain), *_emergencies(plain)]))


def _self_harm(text: str) -> Iterator[Danger]:
    for match in pattern("self_harm").finditer(text):
        if not _idiom(text, match):
            yield Danger("self-harm", match[0])


def _emergencies(text: str) -> Iterator[Danger]:
    for match in pattern("emergency").finditer(text):
        sentence = _sentence(text, match)
        elsewhere = pattern("told").search(sentence) or pattern("past").search(sentence)
        if not _idiom(text, match) and (not elsewhere or pattern("now").search(sentence)):
            yield Danger("emergency", match[0])


def _idiom(text: str, match: re.Match[str]) -> bool:
    """Whether the next word shows that it is not meant so: "killing myself laughing"."""
    next_word = match.end() + (text[match.end() : match.end() + 1] == " ")
    return bool(pattern("not_meant").match(text, next_word))


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence around a match, as far as it can be reached."""
    before = re.split(r"[.!?] ", text[max(0, match.start() - REACH) : match.start()])[-1]
    after = re.split(r"[.!?](?: |$)", text[match.end() : match.end() + REACH])[0]
    return f"{before}{match[0]}{after}"

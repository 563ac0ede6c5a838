"""The phrases that tell of danger, each list read when it is first wanted.

A file holds a phrase on a line, as a regular expression in small letters and without apostrophes;
a line that begins with # is a remark. A space stands for any gap between two words, ` .. ` for up
to three words in between, a word in capitals for those of `names.txt`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

Name = Literal["self_harm", "emergency", "not_meant", "told", "past", "now"]

FOLDER = Path(__file__).parent
_GAP = r"\W{1,4}"
_WORDS_BETWEEN = rf"{_GAP}(?:\w{{1,20}}{_GAP}){{0,3}}"


@cache
def pattern(name: Name) -> re.Pattern[str]:
    """A pattern of whole words for any phrase of that file."""
    phrases = "|".join(_named(line, _names()) for line in _lines(name))
    plain_groups = re.sub(r"\((?!\?)", "(?:", phrases)
    spread = plain_groups.replace(" .. ", _WORDS_BETWEEN).replace(" ", _GAP)
    return re.compile(rf"\b(?:{spread})\b")


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in _lines("names"):
        name, _, words = line.partition(" = ")
        names[name] = f"({_named(words, names)})"
    return names


def _named(line: str, names: dict[str, str]) -> str:
    """The line with the words that its names stand for."""
    return re.sub(r"\b[A-Z_]{2,}\b", lambda match: names[match[0]], line)


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

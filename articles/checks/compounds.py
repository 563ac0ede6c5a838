"""Compounds that one article writes in two ways: "self-care" and "self care"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from articles.checks.registry import Found
from articles.checks.text import Block

_WORD = re.compile(r"[^\W\d_]++")

# What is hardly ever a word of its own. After other words a hyphen follows the grammar: a
# "long-term" illness, but "in the long term".
PREFIXES = {
    *("self", "over", "under", "non", "anti", "multi", "pre", "post", "semi", "inter", "micro"),
    *("sub", "super", "ultra", "mid", "peri"),
}
# Pairs that mean one thing together and another apart.
OTHERWISE_APART = {
    *("everyday", "everyone", "everything", "anyone", "anything", "anyway", "anybody", "someone"),
    *("something", "sometime", "sometimes", "somewhere", "nothing", "nobody", "maybe", "always"),
    *(
        "already",
        "altogether",
        "although",
        "however",
        "whatever",
        "whenever",
        "wherever",
        "without",
    ),
    *("throughout", "therefore", "overall", "overtime", "overcome", "overlook", "overnight"),
    *("underway", "undergo", "understand", "meantime", "meanwhile", "themselves", "together"),
    *("percent", "another", "overhead", "postmortem", "midday", "underlying"),
}
# "Check up" is a verb, "check-up" and "checkup" a noun.
PARTICLES = {"up", "out", "down", "off", "over", "on", "in", "back", "away", "through", "under"}
SHORTEST_JOINED = 8
SHORTEST_PART = 3


def found(blocks: Iterable[Block]) -> Iterator[Found]:
    """Each compound that is written in more than one way, at the place of the last way to come."""
    for forms in _forms(blocks).values():
        if len(forms) > 1:
            ways = list(forms)
            message = f"The article writes {_listed(ways)}. Choose one."
            yield Found(message, list(forms.values())[-1], " / ".join(ways))


def _forms(blocks: Iterable[Block]) -> dict[str, dict[str, str]]:
    """For each compound the ways in which it is written, with the place where each first stands."""
    joined: dict[str, str] = {}
    parted: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for block in blocks:
        matches = list(_WORD.finditer(block.text))
        for match in matches:
            joined.setdefault(match[0].lower(), block.place)
        for one, other in pairwise(matches):
            gap = block.text[one.end() : other.start()]
            if gap in {"-", " "} and not _in_chain(block.text, one.start(), other.end()):
                first, second = one[0].lower(), other[0].lower()
                parted[first + second].setdefault(first + gap + second, block.place)
    return {key: _comparable(key, joined, ways) for key, ways in parted.items()}


def _in_chain(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the pair to more: "over-the-counter"."""
    return text[start - 1 : start] == "-" or text[end : end + 1] == "-"


def _comparable(key: str, joined: dict[str, str], ways: dict[str, str]) -> dict[str, str]:
    """Those ways in which the same compound may not be written side by side."""
    if key in OTHERWISE_APART:
        return {}
    kept = {way: place for way, place in ways.items() if "-" in way}
    spaced = {way: place for way, place in ways.items() if " " in way}
    for way, place in spaced.items():
        first, second = way.split()
        long_enough = len(key) >= SHORTEST_JOINED and min(len(first), len(second)) >= SHORTEST_PART
        one_word = key in joined and long_enough and second not in PARTICLES
        if first in PREFIXES or one_word:
            kept[way] = place
    if key in joined:
        kept[key] = joined[key]
    return kept


def _listed(ways: list[str]) -> str:
    quoted = [f"“{way}”" for way in ways]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]])

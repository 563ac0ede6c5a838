"""Compounds that one article writes in two ways: "self-care" and "self care"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from articles.checks.registry import Found
from articles.checks.text import Block

Places = dict[str, list[str]]

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
    *("already", "altogether", "although", "however", "whatever", "whenever", "wherever"),
    *("without", "throughout", "therefore", "overall", "overtime", "overcome", "overlook"),
    *("overnight", "underway", "undergo", "understand", "meantime", "meanwhile", "themselves"),
    *("together", "percent", "another", "overhead", "postmortem", "midday", "underlying"),
}
# "Check up" is a verb, "check-up" and "checkup" a noun.
PARTICLES = {"up", "out", "down", "off", "over", "on", "in", "back", "away", "through", "under"}
SHORTEST_JOINED = 8
SHORTEST_PART = 3


def found(blocks: Iterable[Block]) -> Iterator[Found]:
    """Each compound that is written in more than one way, where its rarest way first stands."""
    for places in _ways(blocks).values():
        if len(places) > 1:
            ways = sorted(places, key=lambda way: -len(places[way]))
            message = f"The article writes {_listed(ways)}. Choose one."
            yield Found(message, places[ways[-1]][0], " / ".join(ways))


def _ways(blocks: Iterable[Block]) -> dict[str, Places]:
    """For each compound the ways in which it is written, with the places of each."""
    joined: Places = defaultdict(list)
    parted: defaultdict[str, Places] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        words = list(_WORD.finditer(block.text))
        for word in words:
            joined[word[0].lower()].append(block.place)
        for one, other in pairwise(words):
            gap = block.text[one.end() : other.start()]
            if gap in {"-", " "} and not _in_chain(block.text, one.start(), other.end()):
                first, second = one[0].lower(), other[0].lower()
                parted[first + second][first + gap + second].append(block.place)
    return {key: _comparable(key, joined, ways) for key, ways in parted.items()}


def _in_chain(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the pair to more: "over-the-counter"."""
    return text[start - 1 : start] == "-" or text[end : end + 1] == "-"


def _comparable(key: str, joined: Places, ways: Places) -> Places:
    """Those ways in which the same compound may not be written side by side."""
    if key in OTHERWISE_APART:
        return {}
    kept = {way: places for way, places in ways.items() if "-" in way}
    kept |= {way: places for way, places in ways.items() if _is_one(way, key in joined)}
    return kept | ({key: joined[key]} if key in joined else {})


def _is_one(way: str, is_joined: bool) -> bool:
    """Whether two words side by side are a compound and no accident of the sentence."""
    first, _, second = way.partition(" ")
    is_long = len(way) > SHORTEST_JOINED and min(len(first), len(second)) >= SHORTEST_PART
    return bool(second) and (
        first in PREFIXES or (is_joined and is_long and second not in PARTICLES)
    )


def _listed(ways: list[str]) -> str:
    quoted = [f"“{way}”" for way in ways]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]])

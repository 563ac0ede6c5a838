"""Slips of grammar that a spelling list cannot see."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from articles.checks.registry import Found
from articles.checks.text import Block

_WORD = re.compile(r"[^\W\d_]++(?:['’-][^\W\d_]++)*+")
# English says these twice on purpose.
DOUBLED = {"that", "had", "very", "so", "really"}
# "Do" has taken the ending: "What do spasms feel like".
_AFTER_DO = re.compile(
    r"(?:^|[.?!] |\b(?:what|how|why|when|where|which) )(?:do|does|did)(?: [\w'’-]{1,20}){1,3}? (?:feels|looks|seems|happens|helps|makes|means|gets"
    r"|needs|causes|works|hurts|takes|lasts|affects|starts|comes|goes)\b",
    re.IGNORECASE,
)
_SUCH_NAME = re.compile(r"\bsuch (?!(?:[A-Z]{2,}|I|British|English)\b)[A-Z][\w'’-]*")
OFTEN = 3


def found(blocks: Iterable[Block]) -> Iterator[Found]:
    """Each slip once: its message, its place and its words."""
    read = list(blocks)
    for block in read:
        for words, advice in chain(_twice(block.text), _ill_formed(block.text)):
            yield Found(f"“{words}”: {advice}", block.place, words)
    yield from _stray_plurals(read)


def _twice(text: str) -> Iterator[tuple[str, str]]:
    """ "the the"."""
    previous = None
    for match in _WORD.finditer(text):
        if previous and match[0].lower() == previous[0].lower():
            between = text[previous.end() : match.start()]
            if between.isspace() and match[0].islower() and match[0] not in DOUBLED:
                yield f"{previous[0]} {match[0]}", "the word stands twice."
        previous = match


def _ill_formed(text: str) -> Iterator[tuple[str, str]]:
    """ "do they feels", "such Parkinson's"."""
    if match := _AFTER_DO.search(text):
        yield match[0], "after “do” the verb has no ending of its own."
    if match := _SUCH_NAME.search(text):
        yield match[0], "“as” may be missing after “such”."


def _stray_plurals(blocks: list[Block]) -> Iterator[Found]:
    """ "muscles spasms" where the article else writes "muscle spasms"."""
    pairs: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[Block, str]] = {}
    for block in blocks:
        for match in _PAIR.finditer(block.text):
            pair = (match[1].lower(), match[2].lower())
            pairs[pair] += 1
            first.setdefault(pair, (block, f"{match[1]} {match[2]}"))
    for (one, other), (block, written) in first.items():
        singular = (one.removesuffix("s"), other)
        if one.endswith("s") and pairs[singular] >= max(OFTEN, 2 * pairs[one, other]):
            message = f"“{written}” is “{' '.join(singular)}” elsewhere. Which is meant?"
            yield Found(message, block.place, written)


# Pairs whose second word looks like a plural; overlapping ones too.
_PAIR = re.compile(r"\b([^\W\d_]{4,30})(?= ([^\W\d_]{4,29}[^\W\d_s]s)\b)")

"""What the index holds of one edition: its keys, by which it is found, and the weight of each word,
by which it is ranked.

Keys are a set, so that an engine has only to say which editions hold some of them: the stem of each
word ("pain"), of each two words in a row ("back_pain"), and both once more for what stands in a
prominent place ("h/pain") and in the title ("t/pain"). A phrase is found by its pairs.

Weights are those of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 3.6): a
word's occurrences count by the place where they stand and are damped together, by the length of
the text. All but the rarity of a word is known when the edition is published, so each weight is
kept ready: a hundredth for each.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from articles.words import analysis
from articles.words.pages import Kind, Page, Passage, Section

WEIGHTS: dict[Kind, float] = {
    "title": 8,
    "question": 4,
    "heading": 4,
    "standfirst": 3,
    "points": 2,
    "summary": 1.5,
    "body": 1,
    "answer": 1,
}
PROMINENT = {"title", "question", "heading", "standfirst"}
TITLE, HEAD = "t/", "h/"
# Counted up whenever entries come out otherwise, so that older ones are told.
ANALYSIS = 1
DAMPING, BY_LENGTH, USUAL_LENGTH = 2.0, 0.5, 800


@dataclass(frozen=True)
class Entry:
    """`weights`: " pain=81 back_pain=40 …". `stems`: a line for each passage, " back pain …  ".
    `words`: all folded words."""

    keys: frozenset[str]
    weights: str
    sections: Sequence[Section]
    passages: Sequence[Passage]
    stems: str
    words: frozenset[str]


def entry(title: str, standfirst: str, page: Page) -> Entry:
    """The index's entry for a page with that title and standfirst."""
    passages = [
        Passage(analysis.clean(title), "title", 0),
        Passage(analysis.clean(standfirst), "standfirst", 0),
        *page.passages,
    ]
    words = [analysis.folded(passage.text) for passage in passages]
    lines = [[analysis.stem(word) for word in row] for row in words]
    kinds = [passage.kind for passage in passages]
    return Entry(
        keys=frozenset(_keys(kinds, lines)),
        weights=_weights(kinds, lines),
        sections=page.sections,
        passages=passages,
        stems="\n".join(f" {' '.join(line)} " for line in lines),
        words=frozenset(chain.from_iterable(words)),
    )


def pairs(stems: Iterable[str]) -> list[str]:
    """The keys of each two words in a row."""
    return [f"{first}_{second}" for first, second in pairwise(stems)]


def weight(weights: str, key: str) -> int:
    """The weight of a stem or pair in an Entry's `weights`, 0 to 100."""
    start = weights.find(f" {key}=")
    if start < 0:
        return 0
    start += len(key) + 2
    return int(weights[start : weights.index(" ", start)])


def _keys(kinds: Sequence[Kind], lines: Sequence[list[str]]) -> set[str]:
    found: set[str] = set()
    for kind, line in zip(kinds, lines, strict=True):
        keys = line + pairs(line)
        found.update(keys)
        if kind in PROMINENT:
            found.update(HEAD + key for key in keys)
        if kind == "title":
            found.update(TITLE + key for key in keys)
    return found


def _weights(kinds: Sequence[Kind], lines: Sequence[list[str]]) -> str:
    counts: defaultdict[str, float] = defaultdict(float)
    for kind, line in zip(kinds, lines, strict=True):
        each = WEIGHTS[kind]
        for key in line + pairs(line) if kind in PROMINENT else line:
            counts[key] += each
    length = sum(map(len, lines))
    damping = DAMPING * (1 - BY_LENGTH + BY_LENGTH * length / USUAL_LENGTH)
    weights = [f"{key}={round(100 * n / (n + damping))}" for key, n in counts.items()]
    return f" {' '.join(weights)} "

"""Where in a block a number stands that could be a citation, in any of the notations read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from articles.manuscripts.blocks import Block

Notation = Literal["brackets", "superscript", "glued", "colon", "parentheses", "bare"]

# A list of numbers is bounded, so that a long row of digits costs no more than its length.
NUMBERS = r"\d{1,3}(?: ?[,;–-] ?\d{1,3}){0,29}"
SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PATTERNS: dict[Notation, re.Pattern[str]] = {
    "brackets": re.compile(rf"[ \xa0]?\[(?P<n>{NUMBERS})\]"),
    "superscript": re.compile(rf"(?P<n>[{SUPER}]{{1,3}}(?:[,⁻–-][{SUPER}]{{1,3}}){{0,29}})"),
    "glued": re.compile(
        r"(?<=[.!?,;:…”\"’')])(?P<n>\d{1,3}(?:[,–-]\d{1,3}){0,29})(?=[\s”\"’')]|$)"
    ),
    "colon": re.compile(r"(?<=[^\W\d_])[ \xa0](?P<n>\d{1,3})(?=:\s*$)"),
    "parentheses": re.compile(rf"[ \xa0]?\((?P<n>{NUMBERS})\)"),
    "bare": re.compile(
        r"(?<=[a-z]{3})(?:[ \xa0](?=\d{1,2}\.(?:\s|$)))?(?P<n>\d{1,2})(?=[.,;:!?]?(?:\s|$))"
    ),
}
RAISED = re.compile(rf"\s*[\[(]?(?P<n>{NUMBERS})[\])]?[,;]?\s*")
NO_TEXT = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+|\b10\.\d{4,9}/\S+")
HIDDEN = "\ue000"
CONTEXT = 40
RANGE_AT_MOST = 100
DIGITS = str.maketrans(SUPER + "⁻", "0123456789-")


@dataclass(frozen=True)
class Candidate:
    """Digits from `start` up to `end` of a block's text, the numbers that they would cite (none
    for a range that is none), and what stands `before` and `after` them."""

    start: int
    end: int
    notation: Notation
    numbers: tuple[int, ...]
    before: str
    after: str
    written: str

    @property
    def around(self) -> str:
        """The place in words, for a person to find it."""
        shown = self.before + self.written + self.after
        return " ".join(shown.replace(HIDDEN, "").split())


def candidates(block: Block) -> list[Candidate]:
    """The candidates of a block from left to right, none overlapping another.

    Text that is raised or lowered is looked at as a whole; addresses are not looked at.
    """
    full = "".join(run.text for run in block.runs)
    searched = NO_TEXT.sub(lambda found: HIDDEN * len(found[0]), _without_raised(block))
    found = [_candidate(full, *span) for span in _raised(block)]
    for notation, pattern in PATTERNS.items():
        found += [
            _candidate(full, notation, match["n"], *match.span())
            for match in pattern.finditer(searched)
        ]
    return list(_apart(found))


def numbers_in(written: str) -> tuple[int, ...]:
    """The numbers of `2,4-6`: 2, 4, 5, 6; none if a range runs backwards or is far too wide."""
    numbers: list[int] = []
    for part in re.split(r"[,;]", written.translate(DIGITS)):
        first, *last = (int(digits) for digits in re.split(r"[–-]", part))
        end = last[-1] if last else first
        if len(last) > 1 or not first <= end <= first + RANGE_AT_MOST:
            return ()
        numbers += range(first, end + 1)
    return tuple(numbers) if all(numbers) else ()


def _without_raised(block: Block) -> str:
    hidden = {"sup", "sub", "code"}
    return "".join(
        HIDDEN * len(run.text) if run.mark or hidden & set(run.tags) else run.text
        for run in block.runs
    )


def _raised(block: Block) -> Iterator[tuple[Notation, str, int, int]]:
    start = 0
    for run in block.runs:
        end = start + len(run.text)
        if "sup" in run.tags and not run.mark and (found := RAISED.fullmatch(run.text)):
            yield "superscript", found["n"], start, end
        start = end


def _candidate(full: str, notation: Notation, written: str, start: int, end: int) -> Candidate:
    before, after = full[max(0, start - CONTEXT) : start], full[end : end + CONTEXT]
    numbers = numbers_in(written)
    return Candidate(start, end, notation, numbers, before, after, full[start:end])


def _apart(found: Sequence[Candidate]) -> Iterator[Candidate]:
    end = 0
    for candidate in sorted(found, key=lambda each: each.start):
        if candidate.start >= end:
            yield candidate
            end = candidate.end

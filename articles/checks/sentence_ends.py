"""Paragraphs that stop before their sentence does."""

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.checks.passages import everything
from articles.checks.registry import Found, check
from articles.checks.sentences import words
from articles.checks.text import Block, Text

FEWEST_WORDS = 5
CLOSING_MARKS = " \"'”’»)]"
# A colon leads in to what follows.
ENDS = (".", "!", "?", "…", ":")

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
# "pH" and "mRNA" may begin a sentence.
_SMALL_START = re.compile(r"[\"'“‘«(\[]*[^\W\d_](?![A-Z])")


@check("paragraph-broken", "warning")
def paragraph_broken(text: Text) -> Iterator[Found]:
    """No sentence is torn apart by a new paragraph."""
    for block, following in pairwise(everything(text)):
        if _is_torn(block, following):
            message = (
                f"A sentence breaks off here, and the next paragraph goes on with"
                f" “{_beginning(following)}”. Join the two."
            )
            yield Found(message, block.place, block.text)


@check("full-stop-missing", "warning")
def full_stop_missing(text: Text) -> Iterator[Found]:
    """Every paragraph of a sentence or more is closed.

    Key points are no paragraphs, however they are set. One that ends in an address is left to
    `bare-url`, one that goes on in the next to `paragraph-broken`.
    """
    blocks = list(everything(text))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block in text.key_points or not _is_open(block) or _ADDRESS.search(block.text):
            continue
        if len(words(block.text)) >= FEWEST_WORDS and not (
            following and _is_torn(block, following)
        ):
            message = f"This paragraph has no full stop at its end: “{_ending(block)}”"
            yield Found(message, block.place, block.text)


def _is_open(block: Block) -> bool:
    ending = block.text.rstrip(CLOSING_MARKS)
    return block.kind in {"paragraph", "quote"} and not ending.endswith(ENDS)


def _is_torn(block: Block, following: Block) -> bool:
    """Whether the paragraph goes on in small letters in the next one of the same part."""
    same_part = block.place.rpartition(":")[0] == following.place.rpartition(":")[0]
    start = _SMALL_START.match(following.text)
    goes_on = following.kind == "paragraph" and start is not None and start[0][-1].islower()
    return same_part and goes_on and _is_open(block)


def _beginning(block: Block) -> str:
    return " ".join(block.text.split()[:4])


def _ending(block: Block) -> str:
    return "… " + " ".join(block.text.split()[-6:])

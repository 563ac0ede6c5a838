"""Paragraphs that stop before their sentence does."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from articles.checks.registry import Found, check
from articles.checks.sentences import words
from articles.checks.text import Block, Text

FEWEST_WORDS = 5
CLOSING_MARKS = " \"'”’»)]"
# A colon leads in to what follows.
ENDS = (".", "!", "?", "…", ":")

_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
# "pH" and "mRNA" may begin a sentence.
_SMALL_START = re.compile(r"[\"'“‘«(\[]*[^\W\d_](?![A-Z])")


@check("paragraph-broken", "warning")
def paragraph_broken(text: Text) -> Iterator[Found]:
    """No sentence is torn apart by a new paragraph."""
    for block, following in _with_next(text):
        if following and _is_torn(block, following):
            message = (
                "A sentence breaks off here, and the next paragraph goes on with"
                f" “{_beginning(following)}”. Join the two."
            )
            yield Found(message, block.place, block.text)


@check("full-stop-missing", "warning")
def full_stop_missing(text: Text) -> Iterator[Found]:
    """Every paragraph of a sentence or more is closed.

    One that ends in an address is left to `bare-url`, one that goes on in the next to
    `paragraph-broken`.
    """
    for block, following in _with_next(text):
        goes_on = following is not None and _is_torn(block, following)
        if _is_open(block) and not goes_on and len(words(block.text)) >= FEWEST_WORDS:
            message = f"This paragraph has no full stop at its end: “{_ending(block)}”"
            yield Found(message, block.place, block.text)


def _with_next(text: Text) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the next of its part. Key points are no paragraphs, however they are set."""
    answers = (faq.answer for faq in text.faqs)
    for part in (text.standfirst, text.body, *answers, text.summary):
        yield from zip_longest(part, part[1:])


def _is_open(block: Block) -> bool:
    """Whether a paragraph has no closing mark, nor an address in its place."""
    ending = block.text.rstrip(CLOSING_MARKS)
    is_closed = ending.endswith(ENDS) or bool(_ADDRESS.match(ending.rpartition(" ")[2]))
    return block.kind in {"paragraph", "quote"} and not is_closed


def _is_torn(block: Block, following: Block) -> bool:
    """Whether the paragraph goes on in small letters in the next one."""
    start = _SMALL_START.match(following.text)
    goes_on = following.kind == "paragraph" and start is not None and start[0][-1].islower()
    return goes_on and _is_open(block)


def _beginning(block: Block) -> str:
    return " ".join(block.text.split()[:4])


def _ending(block: Block) -> str:
    return "… " + " ".join(block.text.split()[-6:])

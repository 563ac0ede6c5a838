"""Numbers that somebody must have counted, and so need a source.

A statistic is a share ("60%", "1 in 5", "half of all adults"), a comparison ("three times as
likely", "doubles the risk") or a count of people ("10,000 people", "2 million"). A dose, a
strength ("5% cream"), an age, a year, a length of time, a telephone number and a numbered item are
none.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from articles.checks.registry import Found, check
from articles.checks.sentences import Sentence, sentences
from articles.checks.text import Block, Text

_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,4})"
_MANY = r"(?:\d{1,3}(?:,\d{3})++|\d{3,9})"
_PEOPLE = (
    r"(?:people|adults|women|men|children|patients|babies|pregnancies|births|deaths|cases|players"
    r"|athletes|participants|volunteers|teenagers|users|trials|studies|smokers|residents)"
)
_STATISTIC = re.compile(
    r"\b\d{1,9}(?:\.\d{1,9})?(?:\s?%|\s(?:per cent|percent)\b)"
    r"(?!\s(?:\w+\s)?(?:cream|gel|alcohol|solution|ointment|lotion|shampoo|strength|saline|juice"
    r"|fruit|wholemeal|wholegrain|cocoa|oxygen)\b)"
    rf"|\b{_SMALL} (?:in|out of)(?: every)? {_SMALL}\b(?! (?:days|weeks|months|hours|minutes))"
    r"|\b(?:half|a third|two[ -]thirds|a quarter|three[ -]quarters) of (?:all |the |these |those )?"
    rf"(?:{_PEOPLE}|us|them|those)\b"
    rf"|\b(?:twice|{_SMALL} times) (?:as|more|less|higher|lower|the (?:risk|chance|rate))\b"
    r"|\b(?:doubles?|doubled|halves|halved|trebles?|triples?) (?:the|your|their) (?:risk|chance)"
    rf"|\b{_SMALL}[ -]?fold\b"
    r"|\b\d{1,9}(?:\.\d{1,9})? ?(?:million|billion)\b"
    rf"|\b{_MANY} (?:[\w-]{{1,20}} ){{0,2}}{_PEOPLE}\b",
    re.IGNORECASE,
)

GROUPS = {"item": "list", "term": "list", "cell": "table", "header-cell": "table"}
GROUPS |= {"caption": "table"}


@check("number-uncited", "warning")
def number_uncited(text: Text) -> Iterator[Found]:
    """A statistic has a mark in its sentence or at the end of its paragraph."""
    for block in _uncovered(text.blocks()):
        for sentence in sentences(block.text):
            number = _STATISTIC.search(sentence.text)
            if number and not _is_cited(sentence, block):
                message = f"Where does “{number[0]}” come from? Cite the source that counted it."
                yield Found(message, block.place, sentence.text)


def _uncovered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks for which only a mark of their own can vouch.

    A mark in the line that leads in to a list, or anywhere in a table, stands for all of it. In
    headings no mark belongs.
    """
    previous: Block | None = None
    for group, members in groupby(blocks, key=lambda block: GROUPS.get(block.kind, "text")):
        together = list(members)
        vouching = together if group == "table" else [previous] if group == "list" else []
        if not any(block and block.marks for block in vouching):
            yield from (block for block in together if block.kind != "heading")
        previous = together[-1]


def _is_cited(sentence: Sentence, block: Block) -> bool:
    """Whether a mark stands in the sentence, just after it, or at the end of the block."""
    at_end = len(block.text)
    return any(
        sentence.start < mark.offset <= sentence.end + 1 or mark.offset >= at_end
        for mark in block.marks
    )

"""Claims that no source can bear out: that something always works, or never harms.

A word alone does not make such a claim. "Not always" takes it back, "usually" and "some people"
make it smaller, "Never ignore chest pain" and "you should always ask" are advice, and a question
claims nothing.
"""

import re
from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.sentences import sentences
from articles.checks.text import Text

_CLAIM = re.compile(
    r"\b(?:always|never|cures?|cured(?! (?:meat|ham|fish|sausage)s?)|guarantee[ds]?|proven|miracle"
    r"|foolproof|undoubtedly|objectively|risk-free|the best"
    r"|100(?:%| per cent)(?! (?:juice|fruit|whole\w*|cotton|oxygen|wool|pure)\b| of (?:the|your) )"
    r"|(?:completely|totally|perfectly|entirely|absolutely) (?:safe|harmless|natural)"
    r"|(?:no|without(?: any)?) (?:known )?(?:side effects|risks?(?! factors?))"
    r"|nothing to (?:worry|be worried|be concerned) about|no (?:need to worry|cause for concern)"
    r"|(?:not|\w+n't) (?:anything to worry about|a cause for concern)"
    r"|(?:without|no)(?: a)? doubt|can be (?:prevented|avoided)"
    r"|(?:very|completely|entirely|fully|totally|easily) (?:avoidable|preventable|curable))(?!\w)",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(r"[,;:–—(]|\b(?:but|although|though|because|and|so)\b", re.IGNORECASE)
# What takes the claim back, or makes it smaller, when it stands before it in the same clause.
_SOFTENING = re.compile(
    r"\b(?:not|no|nor|neither|never|cannot|without|hardly|rarely|seldom|few|nobody|none|nearly"
    r"|almost|usually|often|mostly|sometimes|generally|typically|may|might|could|perhaps|probably"
    r"|likely|some|many|most|several|one of|if|whether|when|unless|until)\b|n't\b",
    re.IGNORECASE,
)
# "Always read the label", "you should never"; "people who have never smoked".
_ADVICE = re.compile(r"(?:^|\b(?:should|must|shall|to|please|then|or))\W*$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:have|has|had|who)\W*$|'ve\W*$", re.IGNORECASE)
# "The best you can", "the best place to start": advice, or a matter of the person.
_PERSONAL = re.compile(
    r"(?: \w+){0,3} (?:for you|you can|of|is one)\b"
    r"| (?:place|time|person|evidence|known|available|interests?|chance|thing to do)\b",
    re.IGNORECASE,
)


@check("absolute-claim", "warning")
def absolute_claim(text: Text) -> Iterator[Found]:
    """Nothing is promised that medicine cannot promise."""
    for block in text.blocks():
        for sentence in sentences(block.text):
            for words in claims(sentence.text):
                message = (
                    f"“{words}” promises more than a source can bear out. Say how often, for whom,"
                    " or how sure it is."
                )
                yield Found(message, block.place, sentence.text)


def claims(sentence: str) -> list[str]:
    """The words of a sentence that claim too much."""
    straight = sentence.replace("’", "'")
    if straight.rstrip("\"'”) ").endswith("?"):
        return []
    found, start = [], 0
    for match in _CLAIM.finditer(straight):
        start = _clause_start(straight, start, match.start())
        if not _is_fair(straight[start : match.start()], match):
            found.append(match[0])
    return found


def _clause_start(sentence: str, start: int, end: int) -> int:
    """Where the clause begins that `end` stands in, looked for from `start` on."""
    return max([start, *(match.end() for match in _CLAUSE_START.finditer(sentence, start, end))])


def _is_fair(before: str, match: re.Match[str]) -> bool:
    """Whether the words before it in its clause, or after it, make it no promise."""
    word = match[0].lower()
    if word in {"always", "never"} and (_ADVICE.search(before) or _PAST.search(before)):
        return True
    if word == "the best" and _PERSONAL.match(match.string, match.end()):
        return True
    return _SOFTENING.search(before) is not None

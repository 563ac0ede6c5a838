"""Questions, and their marks.

English asks by putting the verb before the subject ("How does sleep help"). Where it stands after
("How sleep helps") a heading tells and does not ask. Words alone cannot always tell: a question
about the subject itself ("What helps") has the order of a statement. Only under the FAQs, where
questions are expected, is such a one taken for a question.
"""

import re
from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text

DO = {"do", "does", "did"}
BE = {"is", "are", "was", "were"}
MODALS = {"can", "could", "may", "might", "must", "shall", "should", "will", "would"}
AUXILIARIES = DO | BE | MODALS | {"am", "has", "have", "had"}
PRONOUNS = {"i", "you", "we", "they", "he", "she", "it", "there", "people", "someone", "anyone"}
DETERMINERS = {"a", "an", "the", "my", "your", "our", "their", "his", "her", "its", "this", "that"}
DETERMINERS |= {"these", "those", "some", "any", "all", "most", "every"}
SUBJECTS = PRONOUNS | DETERMINERS
# After these words a verb alone does not make a question: "Do the exercises", "May 2026".
DOUBTFUL_STARTS = {"have": PRONOUNS, "had": PRONOUNS, "may": SUBJECTS, "must": SUBJECTS}
DO_COMMANDS = DETERMINERS - {"my", "these", "those"} | {"not", "as", "it", "more", "less", "what"}
# "How common are …" asks; in "How sleep is measured" the second word is the subject.
DEGREES = {
    *("long", "often", "common", "far", "soon", "likely", "old", "big", "bad", "serious", "well"),
    *("effective", "safe", "dangerous", "accurate", "painful", "fast", "quickly", "high", "low"),
    *("hard", "easy", "early", "late", "rare", "strong", "severe", "important", "good", "reliable"),
    *("harmful", "contagious", "infectious", "normal", "useful", "small", "short", "deep", "large"),
}
# "What is known" tells what it is, as "What happens" does.
STATES = {"known", "new", "left", "next", "happening", "changing", "going", ""}
AMOUNTS = {"much", "many"}

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PIECES = re.compile(r"(?::|\s[–—-])\s")


@check("question-mark-missing", "warning")
def question_mark_missing(text: Text) -> Iterator[Found]:
    """A title, heading or FAQ that asks ends in a question mark."""
    headings = [text.title, *(block for block in text.body if block.kind == "heading")]
    asking = [block for block in headings if asks(block.text)]
    asking += [each.question for each in text.faqs if asks(each.question.text, expected=True)]
    for block in asking:
        if "?" not in block.text:
            message = f"“{block.text}” asks, but has no question mark."
            yield Found(message, block.place, block.text)


def asks(text: str, *, expected: bool = False) -> bool:
    """Whether a piece of the text ("Gout: what is it") asks. With `expected`, a question about the
    subject counts too."""
    pieces = [_WORD.findall(piece.lower()) for piece in _PIECES.split(text[:300])]
    return any(_asks([*words, "", ""], expected) for words in pieces if len(words) > 1)


def _asks(words: list[str], expected: bool) -> bool:
    first, second, third, *_ = words
    if first in AUXILIARIES:
        return _asks_outright(first, second)
    if second in {"to", "not"}:
        return False
    if first in {"when", "where", "why"}:
        return second in AUXILIARIES
    if first == "how":
        return second in AUXILIARIES or _asks_how(words)
    if first in {"what", "which", "who", "whose"}:
        about_subject = expected and second not in SUBJECTS
        return about_subject or _asks_what(first, second, third) or _asks_after_noun(words)
    return False


def _asks_outright(first: str, second: str) -> bool:
    """ "Can it be prevented", but not "Do the exercises"."""
    if first in DOUBTFUL_STARTS:
        return second in DOUBTFUL_STARTS[first]
    return second not in (DO_COMMANDS if first == "do" else {"and", "not"})


def _asks_how(words: list[str]) -> bool:
    """ "How common are they", "How much salt is too much"; not "How long it lasts"."""
    if words[1] in DEGREES:
        return words[2] in AUXILIARIES
    before_subject = _until(words[2:8], PRONOUNS)
    return words[1] in AMOUNTS and any(word in AUXILIARIES for word in before_subject)


def _asks_what(first: str, second: str, third: str) -> bool:
    """ "What is it", "What can I do"; not "What can help", where the subject is asked for."""
    if second in DO:
        return True
    if second in BE and first != "who":
        return third not in STATES
    return second in AUXILIARIES and third in SUBJECTS


def _asks_after_noun(words: list[str]) -> bool:
    """ "What foods should I eat", "Which test is the best"."""
    for place, word in enumerate(_until(words[1:5], SUBJECTS), start=1):
        if place > 1 and word in AUXILIARIES:
            return words[place + 1] in SUBJECTS or (word in DO and words[place + 2] != "")
    return False


def _until(words: list[str], stops: set[str]) -> list[str]:
    """The words before the first of `stops`."""
    return words[: next((place for place, word in enumerate(words) if word in stops), len(words))]

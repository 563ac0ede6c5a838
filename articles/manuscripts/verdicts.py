"""Whether digits are a citation, judged by what stands around them.

A verdict says if they are read as one and, where another reading is possible, what the doubt is.
Nothing doubtful is decided in silence.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from articles.manuscripts.candidates import Candidate

CLOSERS = "”\"’')"
STOPS = ".!?…"
ABBREVIATIONS = re.compile(
    r"(?:^|[\s(\[])(?:nos?|figs?|pp?|vol|ch|chap|sec|ed|eds|eq|refs?|nr|art|tab|approx|ca|cf|e\.g"
    r"|i\.e|v|vs|c|n|st|dr|mr|mrs|prof)$",
    re.IGNORECASE,
)
NAME_IN_DIGITS = re.compile(r"(?:\b[A-Z][\w-]{0,30}|\b(?:19|20)\d)\d$")
NEW_SENTENCE = re.compile(r"\s*$|\s+[^\W\d_a-z]|\s+[“‘\"'(\[]|[”\"’')]")
# Metres squared, statistics (R², I², χ²), variables, and the formulas that lose their subscript.
MEASURE = re.compile(
    r"(?:^|[\s\d/(·.×])(?:kg/m|[kcmdnµμ]?m|ft|in|yd|s|mc|[xynRrIχΧ])$|(?:^|\W)(?:CO|O|SpO|PO|NH|NO)$"
)


@dataclass(frozen=True)
class Setting:
    """What a candidate is judged by: the numbers of the reference list, and whether the
    manuscript writes its marks in a way that leaves no doubt (footnotes; brackets or raised)."""

    known: Collection[int]
    has_footnotes: bool = False
    has_plain_marks: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether digits are a mark, and the doubt about that, if any."""

    is_mark: bool
    doubt: str = ""


NO = Verdict(False)
YES = Verdict(True)


def verdict(candidate: Candidate, setting: Setting) -> Verdict:
    """The verdict on a candidate."""
    if not candidate.numbers:
        return Verdict(False, "left as text: not a range of reference numbers")
    match candidate.notation:
        case "brackets":
            return _brackets(candidate, setting)
        case "superscript":
            return _superscript(candidate, setting)
        case "glued":
            return _glued(candidate, setting)
        case "parentheses":
            return _parentheses(candidate, setting)
        case "colon":
            return _colon(candidate, setting)
        case "bare":
            return _left(candidate, setting, "a number next to a word, perhaps a mark")


def _all_known(candidate: Candidate, setting: Setting) -> bool:
    return all(number in setting.known for number in candidate.numbers)


def _left(candidate: Candidate, setting: Setting, reason: str) -> Verdict:
    """Left as text; no doubt about it where no such reference exists."""
    if candidate.notation == "bare" and setting.has_footnotes:
        return NO
    return Verdict(False, f"left as text: {reason}") if _all_known(candidate, setting) else NO


def _brackets(candidate: Candidate, setting: Setting) -> Verdict:
    unknown = setting.known and not any(number in setting.known for number in candidate.numbers)
    if unknown and len(candidate.numbers) > 1:
        return Verdict(False, "left as text: no reference has one of these numbers")
    return YES


def _superscript(candidate: Candidate, setting: Setting) -> Verdict:
    before, after = candidate.before, candidate.after
    if before[-1:].isdigit() or MEASURE.search(before):
        return _left(candidate, setting, "an exponent or a unit, by what stands before it")
    if after[:1].isalnum() or after[:1] in set("⁺⁻+−-") or before[-1:] in set("⁻⁺+−"):
        return _left(candidate, setting, "part of a formula, by what stands around it")
    if not before.strip():
        return _left(candidate, setting, "raised digits before any text")
    digits = [int(digit) for digit in str(candidate.numbers[0])]
    if not _all_known(candidate, setting) and all(digit in setting.known for digit in digits):
        return Verdict(True, f"read as {candidate.numbers[0]}: perhaps several marks in a row")
    return YES


def _glued(candidate: Candidate, setting: Setting) -> Verdict:
    alone = _glued_alone(candidate, setting)
    if alone.is_mark and setting.has_footnotes:
        return _left(candidate, setting, "the other marks are footnotes")
    return alone


def _glued_alone(candidate: Candidate, setting: Setting) -> Verdict:
    core = candidate.before.rstrip(CLOSERS)
    word = core.rstrip(STOPS + ",;:")
    stop = core[len(word) :]
    if word[-1:].isdigit():
        return _after_a_number(candidate, setting, word, stop)
    if not word.strip() or word[-1:].isspace():
        return NO
    if stop == "." and ABBREVIATIONS.search(word):
        return _left(candidate, setting, "a number after an abbreviation")
    if not stop or stop[-1] not in STOPS:
        return _within_a_sentence(candidate, setting, stop)
    if NEW_SENTENCE.match(candidate.after):
        return YES
    if _all_known(candidate, setting):
        return Verdict(True, "kept as a mark: the sentence seems to go on behind it")
    return Verdict(False, "left as text: the sentence goes on, and no reference has this number")


def _after_a_number(candidate: Candidate, setting: Setting, word: str, stop: str) -> Verdict:
    """`B12.3` or `2019.3` at the end of a sentence may hold a mark; `5.5` is a number."""
    if stop != "." or not NAME_IN_DIGITS.search(word) or not NEW_SENTENCE.match(candidate.after):
        return NO
    if not _all_known(candidate, setting):
        return NO
    return Verdict(True, "kept as a mark: it may belong to the number before it")


def _within_a_sentence(candidate: Candidate, setting: Setting, stop: str) -> Verdict:
    if not _all_known(candidate, setting):
        return NO
    if stop in (",", ";"):
        return YES
    return Verdict(True, "kept as a mark: it stands within a sentence")


def _parentheses(candidate: Candidate, setting: Setting) -> Verdict:
    before, after = candidate.before.rstrip(), candidate.after
    if not before or not _all_known(candidate, setting):
        return NO
    if setting.has_footnotes or setting.has_plain_marks:
        return _left(candidate, setting, "in round brackets, and the other marks are not")
    if before[-1] in STOPS or not after.strip() or after[0] in ".,;:!?":
        return YES
    return _left(candidate, setting, "in round brackets within a sentence, perhaps a counter")


def _colon(candidate: Candidate, setting: Setting) -> Verdict:
    if setting.has_footnotes or not _all_known(candidate, setting):
        return NO
    return Verdict(True, "kept as a mark: it may be a count of what follows")

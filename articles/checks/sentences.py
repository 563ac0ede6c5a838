"""A paragraph cut into sentences, and these into words."""

import re
from dataclasses import dataclass
from textwrap import shorten

# A run of closing marks is looked at once, from its first: hostile text stays linear.
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s)""")
_FOLLOWING = re.compile(r"""\s*+["'“‘«(\[]*+(\w[^\W\d_]*+)?(\.?)""")
_WORD = re.compile(r"[^\W_]+(?:[-.,:'’/][^\W_]+)*+%?")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")

QUOTES = "\"'“”‘’«»()[]"
LOOK_BACK = 40

NEVER_LAST = {
    *("dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "vs", "cf", "viz", "approx"),
    *("eg", "ie", "e.g", "i.e", "esp", "incl"),
}
BEFORE_A_NUMBER = {"no", "nos", "p", "pp", "vol", "fig", "figs", "ca", "c", "ch", "para", "sec"}
LAST_BEFORE_A_CAPITAL = {"etc", "al", "a.m", "p.m", "inc", "ltd", "jr", "sr", "hr", "hrs", "min"}
TITLES = {"Dr", "Dr.", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Prof", "Prof.", "Professor"}
# Words that begin a sentence and hardly ever a name: after "U.S." a capital alone says little.
STARTERS = {
    *("the", "a", "an", "this", "that", "these", "those", "it", "its", "they", "there", "he"),
    *("she", "we", "you", "your", "if", "in", "on", "at", "for", "when", "while", "as", "but"),
    *("and", "or", "so", "some", "many", "most", "all", "each", "people", "ask", "see", "do"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place in the block's text, from `start` up to `end`."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        """Its words; a compound with a hyphen, a number and a date are one each."""
        return words(self.text)

    @property
    def excerpt(self) -> str:
        """Its beginning, for a message."""
        return shorten(self.text, 90, placeholder=" …")


def words(text: str) -> list[str]:
    """The words of a text, without the punctuation around them."""
    return _WORD.findall(text)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a block's text, in order. What is left without an end is one too."""
    found: list[Sentence] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if end == len(text) or _ends(text, start, end):
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            if begin < end and (sentence := text[begin:end].rstrip()):
                found.append(Sentence(sentence, begin, begin + len(sentence)))
            start = end
    return found


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the closing mark that ends at `end` closes the sentence begun at `start`."""
    following = _FOLLOWING.match(text, end)
    word, stop = (following[1] or "", following[2]) if following else ("", "")
    before = text[max(start, end - LOOK_BACK) : end].split()
    last = before[-1].strip(QUOTES) if before else ""
    if word[:1].islower():
        return False
    if not last.endswith(".") or last.endswith(".."):
        return True
    if _INITIALS.fullmatch(last):
        is_name = len(word) == 1 and stop == "."
        return not is_name and _ends_after_capitals(last, word, before[:-1])
    return _ends_after(last[:-1].lower(), word)


def _ends_after(word: str, following: str) -> bool:
    """Whether a full stop after `word` is more than that of an abbreviation."""
    if word in BEFORE_A_NUMBER:
        return not following[:1].isdigit()
    if word in LAST_BEFORE_A_CAPITAL:
        return following[:1].isupper()
    return word not in NEVER_LAST


def _ends_after_capitals(last: str, following: str, before: list[str]) -> bool:
    """Whether a sentence ends in "U.S." or "vitamin D."; none does in the initial of a name."""
    is_initial = not before or before[-1] in TITLES or _INITIALS.fullmatch(before[-1])
    is_kind = len(last) == 2 and not is_initial
    return is_kind or following.lower() in STARTERS

"""A paragraph cut into sentences, and these into words."""

import re
from dataclasses import dataclass
from textwrap import shorten

# A run of closing marks is looked at once, from its first: hostile text stays linear.
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s)""")
_NEXT = re.compile(r"""\s*+["'“‘«(\[]*+(\w?)""")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+(?:[-.,:'’/][^\W_]+)*+%?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")

NEVER_LAST = {
    *("dr", "mr", "mrs", "ms", "mx", "prof", "rev", "st", "vs", "cf", "viz", "fig", "figs"),
    *("approx", "eg", "ie", "e.g", "i.e", "esp", "incl", "pp", "vol"),
}
BEFORE_A_NUMBER = {"no", "nos", "p", "ca", "c", "ch", "para", "sec"}
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
    following = _NEXT.match(text, end)
    first = following[1] if following else ""
    if first.islower():
        return False
    before = text[max(start, end - 40) : end].split()
    last = before[-1].rstrip("\"'”’»)]").lstrip("\"'“‘«([") if before else ""
    if not last.endswith(".") or last.endswith(".."):
        return True
    return _ends_after(last[:-1], first, _NEXT_WORD.match(text, following.end() - 1), before)


def _ends_after(word: str, first: str, following: re.Match[str] | None, before: list[str]) -> bool:
    """Whether a full stop after `word` is more than that of an abbreviation."""
    small = word.lower()
    if small in NEVER_LAST:
        return False
    if small in BEFORE_A_NUMBER:
        return not first.isdigit()
    if small in LAST_BEFORE_A_CAPITAL:
        return first.isupper()
    if _INITIALS.fullmatch(word + ".") and word[:1].isupper():
        starts = following is not None and following[0].lower() in STARTERS
        return starts or (len(word) == 1 and not _is_initial(before))
    return True


def _is_initial(before: list[str]) -> bool:
    """Whether a single capital is that of a name ("J. Smith") and no kind ("vitamin D.")."""
    return len(before) == 1 or bool(_INITIALS.fullmatch(before[-2])) or before[-2] in TITLES

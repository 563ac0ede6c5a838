"""Phone numbers: of the United Kingdom however spaced, abroad with +NN or 00NN, American ones.

Freephone numbers count, for a helper's own line may be one. The lines that everybody knows are too
short to be taken for a number (111, 999, 112, 0800 1111), or are listed here.
"""

import re
from collections.abc import Iterator

from comments.words.matching import Span, accepted
from comments.words.nhs_numbers import is_nhs_number

PUBLIC_LINES = frozenset({"116000", "116006", "116111", "116123"})

# What people put between the digits of one number.
_GAP = r"[ \n.()/-]{0,3}"
_START = r"(?<!\w)(?<!\d[.,:/])"
_EXTENSION = r"(?:,? ?(?:ext(?:ension|n)?|x|#)\.? ?\d{1,6}(?!\d))?"
# 44 or the first 0, then nine or ten digits (Ofcom, National Telephone Numbering Plan).
_BRITISH = re.compile(
    rf"(?:{_START}\(?(?:(?:(?:\+|00){_GAP})?44{_GAP}(?:\(?0\)?)?|[0o]){_GAP}[1-9](?:{_GAP}\d){{8,9}}"
    rf"|(?<=[^\W\d_])0[1-9]\d{{9}})(?!\d){_EXTENSION}",
    re.IGNORECASE,
)
# Up to 15 digits (ITU-T E.164).
_ABROAD = re.compile(
    rf"\(?(?:(?<!\d)\+|{_START}00) ?\(?[1-9](?:{_GAP}\d){{7,13}}(?!\d){_EXTENSION}", re.IGNORECASE
)
_AMERICAN = re.compile(
    rf"{_START}(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{{4}}(?!\d)"
    rf"{_EXTENSION}",
    re.IGNORECASE,
)
# After such words any six digits or more are a number to ring.
_NAMED = re.compile(
    r"\b(?:call|ring|text|phone|tel|telephone|mob|mobile|whats ?app|my (?:new )?number)\b[ .:]{0,2}"
    r"(?:(?:me|us|him|her|them|now|is|no|number|on|at|after)\b[ .:]{0,2}){0,4}"
    rf"(?P<found>\+?\d(?:{_GAP}\d){{5,14}})(?!\d)",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(?:zero|oh|o|nought)(?:[ ,.-]{1,2}(?:zero|oh|o|nought|one|two|three|four|five|six|seven"
    r"|eight|nine|double|treble|triple)\b){6,14}",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{1,2}(?P<dot>[./-])(?:0?[1-9]|1[0-2])(?P=dot)\d{2,4}(?!(?P=dot))"
    r"|(?:\d{1,2} )?\d{1,2} (?:19|20)\d\d(?!\d)"
)


def british(text: str) -> Iterator[Span]:
    """020 7946 0123, (020) 7946 0123, +44 (0)20 7946 0123, 07700-900-123."""
    return accepted(_BRITISH, text, _is_british)


def abroad(text: str) -> Iterator[Span]:
    """+33 1 99 00 12 34, 0033 199001234."""
    return accepted(_ABROAD, text, lambda number: True)


def american(text: str) -> Iterator[Span]:
    """(212) 555-0188, 1-212-555-0188; an NHS number has the same shape and goes before."""
    return accepted(_AMERICAN, text, lambda number: not is_nhs_number(number))


def named(text: str) -> Iterator[Span]:
    """ "ring me on 946 0123"."""
    return accepted(_NAMED, text, _is_to_ring)


def spelt(text: str) -> Iterator[Span]:
    """ "oh seven seven double oh nine"."""
    return accepted(_SPELT, text, lambda number: True)


def _is_british(number: str) -> bool:
    """Not a date, a decimal ("0.123456789"), an ISBN or a list with slashes."""
    groups = re.findall(r"\d+", re.sub("[oO]", "0", number[:1]) + number[1:])
    digits = "".join(groups)
    if _DATE.match(number) or ("/" in number and min(map(len, groups)) < 3):
        return False
    if groups[0] == "0" and len(groups) < len(digits):
        return False
    return len(digits) != 10 or len(groups) > 1 or digits[:2] in ("01", "08")


def _is_to_ring(number: str) -> bool:
    """Neither a line that everybody knows, nor a date, nor an NHS number."""
    digits = re.sub(r"\D", "", number)
    return not (digits in PUBLIC_LINES or _DATE.match(number) or is_nhs_number(digits))

"""NHS numbers: ten digits, together or 3-3-4, with the check digit of the NHS Data Dictionary."""

import re
from collections.abc import Iterator

from comments.words.matching import Span, accepted

_GAP = r"[ \n.-]{0,3}"
_NUMBER = re.compile(rf"(?<!\w)(?<!\d[.,:/])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)")
# A number that its owner calls so is hidden even if a digit is wrong.
_NAMED = re.compile(
    rf"\bNHS (?:no|num|number|id)\b[^\d\n]{{0,12}}(?P<found>\d(?:{_GAP}\d){{9}})(?!\d)",
    re.IGNORECASE,
)


def is_nhs_number(text: str) -> bool:
    """Whether its digits are ten and the last is their check digit: the weights 10 to 2, modulus 11
    (NHS Data Dictionary, NHS NUMBER)."""
    digits = [int(character) for character in text if character in "0123456789"]
    if len(digits) != 10:
        return False
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (total + digits[9]) % 11 == 0


def checked(text: str) -> Iterator[Span]:
    """999 000 0018, 9990000018."""
    return accepted(_NUMBER, text, is_nhs_number)


def named(text: str) -> Iterator[Span]:
    """ "NHS number 999 000 0010"."""
    return accepted(_NAMED, text, lambda number: True)

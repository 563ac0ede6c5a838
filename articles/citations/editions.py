"""Edition statements (Citing Medicine, chapter 2, edition)."""

import re

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBER_OF_WORD = {word: str(number) for number, word in enumerate(_WORDS, start=1)}


def edition_text(edition: str) -> str:
    """`3`, `3rd`, `Third edition` and `3rd ed.` all become `3rd ed.`; "" stays ""."""
    words = re.sub(r"[\s,]*\b(?:edition|edn|ed)\b\.?\s*$", "", edition, flags=re.IGNORECASE)
    number, _, rest = words.partition(" ")
    number = _NUMBER_OF_WORD.get(number.lower(), number)
    if number.isdecimal() and number.isascii():
        number += _ordinal_ending(int(number[-2:]))
    return f"{number} {rest}".strip() + " ed." if words else ""


def _ordinal_ending(number: int) -> str:
    if number in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")

"""A text reduced to its bare words, so that no letter in disguise makes it look another."""

import re
import unicodedata

from comments.words.folding import fold

# Cyrillic and Greek letters that pass for Latin ones (Unicode Technical Standard 39).
_LOOKALIKES = str.maketrans(
    "авеікмнорстухјѕһԁαβεικνορτυχ",
    "abeikmhopctyxjshdabeikvoptux",
)


def bare_words(text: str) -> str:
    """The words of `text` with single spaces between them: in small letters, without accents and
    punctuation."""
    folded = fold(text).text.replace("'", "").casefold()
    letters = unicodedata.normalize("NFD", folded)
    plain = "".join(each for each in letters if unicodedata.category(each) != "Mn")
    return " ".join(re.findall(r"[^\W_]+", plain.translate(_LOOKALIKES)))


def holds(words: str, phrase: str) -> bool:
    """Whether the phrase or its plural is among these bare words. An empty one never is."""
    wanted, padded = bare_words(phrase), f" {words} "
    return bool(wanted) and (f" {wanted} " in padded or f" {wanted}s " in padded)


def normalised(text: str) -> str:
    """What two copies of one text share, whatever their case, spacing, punctuation and digits."""
    return " ".join(re.sub(r"\d+", "", bare_words(text)).split())

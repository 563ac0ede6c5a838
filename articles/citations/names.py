"""Names of people and bodies (Citing Medicine, chapters 1 and 2, author)."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice, takewhile
from operator import itemgetter

from articles.citations.item import Name
from articles.citations.wording import clean, compact

MOST_NAMED = 6
MOST_INITIALS = 2
LONGEST_INITIALS = 3  # "JPM" is three initials, "JEAN" a name

_FIRST_LETTER = re.compile(r"([^\s.\-‐‑])[^\s.\-‐‑]*+")
_RANKS = {"jr": "Jr", "sr": "Sr", "ii": "2nd", "iii": "3rd", "iv": "4th", "v": "5th"} | {
    rank: rank for rank in ("2nd", "3rd", "4th", "5th")
}


def name_list(names: Sequence[Name]) -> str:
    """Up to six names, then "et al"; a semicolon parts a body from its neighbours.

    A last name that is itself "et al." says that the source left others out.
    """
    others = bool(names) and compact(names[-1].get("literal") or "").lower() == "et al"
    known = names[:-1] if others else names
    everyone = ((written_name(name), bool(name.get("literal"))) for name in known)
    written = list(islice(filter(itemgetter(0), everyone), MOST_NAMED + 1))
    line = ""
    for index, (text, is_body) in enumerate(written[:MOST_NAMED]):
        after_body = index > 0 and written[index - 1][1]
        separator = "" if index == 0 else "; " if is_body or after_body else ", "
        line += separator + text
    return f"{line}, et al" if line and (others or len(written) > MOST_NAMED) else line


def editor_list(names: Sequence[Name]) -> str:
    """The names and what they did: `Vogelstein B, Kinzler KW, editors`."""
    line = name_list(names)
    count = sum(1 for name in names if written_name(name))
    return f"{line}, editor{'s' if count > 1 else ''}" if line else ""


def written_name(name: Name) -> str:
    """Family name, initials, rank: `DeVita VT Jr`, `van de Kamp JM`; a body without its "The"."""
    if body := clean(name.get("literal") or ""):
        return body[4:] if body[:4].lower() == "the " else body
    family, given = clean(name.get("family") or ""), clean(name.get("given") or "").split()
    particles = _trailing_particles(given) if family else []
    initials = _initials(given[: len(given) - len(particles)])
    rank = _RANKS.get(compact(name.get("suffix") or "").lower(), "")
    if not family:
        return " ".join(given)
    return " ".join(filter(None, [*particles, family, initials, rank]))


def _trailing_particles(given: list[str]) -> list[str]:
    """`van de` of `Jiddeke M. van de`: it belongs to the family name."""
    behind_first = reversed(given[1:])
    return list(takewhile(str.islower, behind_first))[::-1]


def _initials(first_names: list[str]) -> str:
    """At most two; names in another script stay whole, as their first letter is no initial."""
    text = " ".join(first_names)
    if not text or not unicodedata.name(text[0], "").startswith("LATIN"):
        return text
    if len(text) <= LONGEST_INITIALS and text.isupper() and text.isalpha():
        return text[:MOST_INITIALS]
    first, *others = _FIRST_LETTER.findall(text)
    letters = [first, *(letter for letter in others if not letter.islower())]
    return "".join(letters[:MOST_INITIALS]).upper()

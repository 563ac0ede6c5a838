"""E-mail addresses, also those that are spelt out to be hidden from robots."""

import re
from collections.abc import Iterator

from comments.words.matching import Span, accepted

# A run of these is read once, from its start: the search stays linear on "a.a.a.".
_LOCAL = r"(?<![\w.+%&~'\"-])[\w.+%&~'\"-]++"
_SPELT_DOT = r"(?: dot | ?[(\[{] ?(?:dot|\.) ?[)\]}] ?)"
_DOT = rf"(?:\.| \. |{_SPELT_DOT})"
# No label that is a number alone: "2 @ 5.99" is a price.
_DOMAIN = rf"[\w-]++(?:{_DOT}(?!\d+(?![\w-]))[\w-]++)++"
_SPELT_DOMAIN = rf"[\w-]++(?:\.[\w-]++)*+{_SPELT_DOT}[\w-]++(?:{_DOT}[\w-]++)*+"
_PROVIDER = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|btinternet|aol|proton(?:mail)?)"

_SIGN = re.compile(rf"{_LOCAL} {{0,2}}@ {{0,2}}{_DOMAIN}", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"{_LOCAL} {{0,2}}[(\[{{<] ?(?:at|@) ?[)\]}}>] {{0,2}}{_DOMAIN}", re.IGNORECASE
)
# A bare "at" is a common word: it needs a spelt "dot", a provider, or a name as no word is written.
_WORDED = re.compile(
    rf"(?!(?:look|looked|looking|see|more|it|this|that|found|is|are|me|us|here|page|site|website)\b)"
    rf"{_LOCAL} at (?:{_SPELT_DOMAIN}|{_PROVIDER}{_DOT}[\w-]++)"
    rf"|(?<![\w.-])(?=[^\W\d_]++[\d._])[\w.-]++(?<!\.) at {_DOMAIN}",
    re.IGNORECASE,
)


def with_sign(text: str) -> Iterator[Span]:
    """jo@example.org, jo @ example.org."""
    return accepted(_SIGN, text, lambda address: True)


def bracketed(text: str) -> Iterator[Span]:
    """jo (at) example.org, jo [at] example [dot] org."""
    return accepted(_BRACKETED, text, lambda address: True)


def worded(text: str) -> Iterator[Span]:
    """jo at example dot org, jo.bloggs at example.org."""
    return accepted(_WORDED, text, lambda address: True)

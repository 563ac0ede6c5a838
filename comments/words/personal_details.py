"""Details in a text by which a stranger could find its writer, and the text without them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from comments.words import email_addresses, nhs_numbers, phone_numbers, postcodes
from comments.words.folding import fold
from comments.words.matching import Span, blanked

Kind = Literal["email", "phone", "nhs number", "postcode"]

HIDDEN: dict[Kind, str] = {
    "email": "[email address hidden]",
    "phone": "[phone number hidden]",
    "nhs number": "[NHS number hidden]",
    "postcode": "[postcode hidden]",
}
# Each reads what those before it left.
_FINDERS: tuple[tuple[Kind, Callable[[str], Iterator[Span]]], ...] = (
    ("email", email_addresses.with_sign),
    ("email", email_addresses.bracketed),
    ("email", email_addresses.worded),
    ("nhs number", nhs_numbers.named),
    ("phone", phone_numbers.british),
    ("phone", phone_numbers.abroad),
    ("phone", phone_numbers.american),
    ("nhs number", nhs_numbers.checked),
    ("phone", phone_numbers.named),
    ("phone", phone_numbers.spelt),
    ("postcode", postcodes.full),
)
# The numbers of works: a DOI, an ISBN.
_OF_A_WORK = re.compile(
    r"\b10\.\d{4,9}/\S+|\bISBN(?:-?1[03])?[: ]{0,2}(?:\d[ -]?){9,12}[\dX]", re.IGNORECASE
)


@dataclass(frozen=True)
class Detail:
    """A detail: what it is, and where it stands in the text."""

    kind: Kind
    start: int
    end: int
    text: str


def find(text: str) -> list[Detail]:
    """The details in `text`, in its order; they do not overlap. Any text will do."""
    folded = fold(text)
    rest = blanked(folded.text, (match.span() for match in _OF_A_WORK.finditer(folded.text)))
    found: list[Detail] = []
    for kind, finder in _FINDERS:
        spans = list(finder(rest))
        rest = blanked(rest, spans)
        for start, end in (folded.origin(*span) for span in spans):
            found.append(Detail(kind, start, end, text[start:end]))
    return sorted(found, key=lambda detail: detail.start)


def mask(text: str) -> str:
    """`text` with a word in place of each detail, so that `find` finds none.

    Where one is gone another may come to light, so the search is repeated. It ends, as each round
    takes away a digit, an @ or an "at", and the words put in have none.
    """
    while details := find(text):
        pieces, end = [], 0
        for detail in details:
            pieces += [text[end : detail.start], HIDDEN[detail.kind]]
            end = detail.end
        text = "".join([*pieces, text[end:]])
    return text


def digest(text: str) -> str:
    """A short hexadecimal name for the details in `text`, "" for none. The same details have the
    same name, whatever stands around them and however they are spaced."""
    told = {f"{detail.kind} {_bare(detail.text)}" for detail in find(text)}
    return sha256("\n".join(sorted(told)).encode()).hexdigest()[:16] if told else ""


def _bare(detail: str) -> str:
    """Its letters, digits and @ alone."""
    return re.sub(r"[^\w@]", "", fold(detail).text).casefold()

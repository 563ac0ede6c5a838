"""Readable keys for references: `brukner2017`, `nhs2021`, `nhs2021-b`."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import chain, count
from string import ascii_lowercase

from articles.citations.dates import year
from articles.citations.item import Item

LONGEST_WORD = 24

# Letters that Unicode does not take apart into a base letter and an accent.
_UNACCENTED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
_PASSED_OVER = {
    *("a", "an", "and", "are", "at", "by", "can", "do", "does", "for", "from", "how", "if", "in"),
    *("is", "its", "of", "on", "or", "the", "to", "what", "when", "who", "why", "with"),
    *("i", "me", "my", "we", "you", "your"),
    *("das", "der", "die", "el", "il", "la", "le", "les", "los"),
}


def key_for(item: Item, taken: Collection[str]) -> str:
    """A key for `item` that is not in `taken` and matches `marks.KEY_PATTERN`.

    It is the first author's or editor's family name, else the first meaningful word of the body
    or the title, and the year.
    """
    stem = next(chain(_words(item), ["source"])) + year(item.get("issued"))
    suffixes = chain(
        [""], (f"-{letter}" for letter in ascii_lowercase[1:]), map("-{}".format, count(27))
    )
    return next(key for suffix in suffixes if (key := stem + suffix) not in taken)


def _words(item: Item) -> Iterator[str]:
    for name in [*item.get("author", []), *item.get("editor", [])]:
        if family := "".join(_folded(name.get("family", ""))):
            yield family[:LONGEST_WORD]
        yield from _meaningful(name.get("literal", ""))
    if item.get("type") == "webpage":
        yield from _meaningful(item.get("container-title", ""))
        yield from _meaningful(item.get("publisher", ""))
    yield from _meaningful(item.get("title", ""))


def _meaningful(text: str) -> Iterator[str]:
    for word in _folded(text):
        if word not in _PASSED_OVER and not word.isdigit():
            yield word[:LONGEST_WORD]


def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower().translate(_UNACCENTED))
    return re.findall("[a-z0-9]+", re.sub(r"[\u0300-\u036f'’]", "", plain))

"""Text that means no good, text that is merely odd, and what no page may become by it."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from unicodedata import category

from bs4 import BeautifulSoup

# What readers' own text may be made of.
TEXT_TAGS = {"a", "bdi", "br", "p"}
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster")
ODD = {
    "a family in one emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "right to left": "شكرا جزيلا، لقد ساعدني هذا",
    "turned round": "safe \u202egnp.exe\u202c \u2066evil\u2069",
    "nothing between": "a\0b",
    "a pile of marks": "Z" + "\u0301\u0322\u0489" * 300,
    "a hundred thousand letters": "x" * 100_000,
    "half a character": "\ud800 half",
    "only spaces": " \t\u00a0\u2003\u200b\ufeff ",
    "one long word": "Donaudampfschifffahrt" * 220,
    "odd ends of lines": "one\r\n\x85two\u2028three\u2029four\x0bfive\x1b[31m",
    "no characters": "\ufffe\uffff\U0010ffff",
    "too great a number": "9" * 5_000,
    "another sort of number": "１２٣",
    "a template": "{{ settings.SECRET_KEY }}{% debug %}%(name)s{0.__class__}",
    "a header": "Ann\r\nBcc: victim@example.org\r\n\r\nNew body",
}


def attacks(shared_path: Callable[[str], Path]) -> list[str]:
    """The corpus of open strings."""
    corpus = shared_path("corpora/xss-open.json").read_text(encoding="utf-8")
    return [entry["html"] for entry in json.loads(corpus)]


def page(content: bytes | str) -> BeautifulSoup:
    """The page, or the HTML part of a mail."""
    return BeautifulSoup(content, "html.parser")


def elements(soup: BeautifulSoup) -> Counter[str]:
    """How many of each sort of element there are, but for what readers' text is made of."""
    return Counter(tag.name for tag in soup.find_all(True) if tag.name not in TEXT_TAGS)


def faults(soup: BeautifulSoup) -> list[str]:
    """Whatever would run, or lead to what would."""
    found = []
    for tag in soup.find_all(True):
        found += [f"{tag.name} {name}" for name in tag.attrs if name.startswith("on")]
        for name in ADDRESSES:
            address = str(tag.get(name, "")).strip().lower()
            scheme = address.partition(":")[0] if ":" in address.split("/")[0] else ""
            if scheme not in {"", "http", "https", "mailto", "tel"}:
                found.append(f"{tag.name} {name}={address}")
    return found


def words(text: str) -> str:
    """The text without its spaces, which HTML does not keep, and without what nobody sees, which
    our forms do not."""
    return "".join(each for each in text if category(each)[0] not in "CZ")

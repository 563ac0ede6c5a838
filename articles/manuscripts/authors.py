"""Who wrote the manuscript: name, credentials and biography as a few lines of text."""

import re
from collections.abc import Sequence

from articles.manuscripts.manuscript import Author

PARTICLES = "van|von|de|del|della|der|den|di|da|dos|la|le|al|bin|ibn|of|y|e"
WORD = rf"(?:[^\W\d_a-z][\w’'.-]*|{PARTICLES})"
NAME = re.compile(rf"{WORD}(?: {WORD}){{0,6}}")
BYLINE = re.compile(
    rf"(?i:(?:written |words )?by|author:) (?P<name>{WORD}(?: {WORD}){{1,6}})"
    r"(?:, (?P<credentials>.+))?"
)
NAME_LENGTH, CREDENTIALS_LENGTH = 80, 250


def looks_like_name(text: str) -> bool:
    """Whether a line may be a person's name: two to seven words in capitals, no full stop."""
    return len(text) <= NAME_LENGTH and " " in text and NAME.fullmatch(text) is not None


def author(lines: Sequence[str]) -> Author | None:
    """The author whose name is the first line; a short second line without a full stop, or any
    second of three and more, gives the credentials, and the rest the biography."""
    if not lines:
        return None
    name, *rest = lines
    credentials = ""
    if rest and len(rest[0]) <= CREDENTIALS_LENGTH and not rest[0].endswith((".", "!", "?")):
        credentials = rest.pop(0)
    return Author(name, credentials, "\n\n".join(rest))


def byline(text: str) -> Author | None:
    """The author whom a line such as `By Jane Doe, MSc` under the title names."""
    found = BYLINE.fullmatch(text) if len(text) <= NAME_LENGTH + CREDENTIALS_LENGTH else None
    return Author(found["name"], found["credentials"] or "") if found else None

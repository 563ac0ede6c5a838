"""Titles that begin to sound like a name."""

import re
from collections.abc import Iterator

from articles.checks.registry import Found, check
from articles.checks.text import Text

SHORTEST = 3


@check("title-echoes-author", "info")
def title_echoes_author(text: Text) -> Iterator[Found]:
    """An author's name in the work's own title is often a slip; some books are called so."""
    for reference in text.references:
        title = reference.item.get("title", "")
        words = set(re.findall(r"[^\W\d_]+", title.lower()))
        for name in reference.item.get("author", []):
            family = name.get("family", "")
            parts = re.findall(r"[^\W\d_]+", family.lower())
            if len(family) >= SHORTEST and parts and set(parts) <= words:
                message = f"The title names its author, {family}. Is it the true title?"
                yield Found(message, reference.place, title)
                break

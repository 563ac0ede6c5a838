"""The headings that name a part of every article, in the wordings that writers use."""

import re
from typing import Literal

Zone = Literal[
    "key_points", "body", "faqs", "summary", "references", "further_reading", "author", "disclaimer"
]

WORDINGS: dict[Zone, str] = {
    "key_points": r"(?:the )?key (?:points|takeaways|facts|messages)(?: at a glance)?|at a glance",
    "faqs": r"faqs?|frequently asked questions(?: \(faqs?\))?",
    "summary": r"(?:in )?summary|(?:in )?conclusions?|to sum up",
    "references": r"references?(?: list)?|sources|bibliography|works cited|citations|footnotes",
    "further_reading": r"further reading|more to read|read more about this",
    "author": r"(?:about )?(?:the )?authors?|written by|(?:the )?author'?s? (?:bio|biography)",
    "disclaimer": r"(?:medical |health |legal )?disclaimer",
}
PATTERNS = {zone: re.compile(wording, re.IGNORECASE) for zone, wording in WORDINGS.items()}


def zone_of(text: str) -> Zone | None:
    """The part of the article that a heading of this wording opens, if it opens one."""
    words = text.strip().rstrip(":").replace("’", "'").strip()
    if len(words) > 60:
        return None
    return next((zone for zone, form in PATTERNS.items() if form.fullmatch(words)), None)


def is_known(text: str) -> bool:
    """Whether a line of this wording is a heading wherever it stands."""
    return zone_of(text) is not None

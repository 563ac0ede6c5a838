"""Plain text for mail programs, which wrap it badly or not at all."""

from textwrap import wrap

# RFC 5322, 2.1.1: lines of at most 78 characters; RFC 3676, 4.2: room for quotation.
WIDTH = 72


def wrapped(text: str) -> str:
    """Text in lines of readable length, at most one of them empty between two. A word that is
    longer, such as an address, stays whole."""
    lines = [line for each in text.splitlines() for line in _lines(each.rstrip())]
    pairs = zip(lines, ["", *lines], strict=False)
    kept = [line for line, before in pairs if line or before]
    return "\n".join(kept).strip("\n") + "\n"


def _lines(line: str) -> list[str]:
    return wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]

"""What somebody pasted or uploaded: which format it is in, and the works that it holds."""

import re
from collections.abc import Callable, Sequence

from articles.sources import bibtex, csl_json, nbib, reference_lines, ris
from articles.sources.entries import Entry, Unread
from articles.sources.wanted import Wanted

BYTES_AT_MOST = 2_000_000
ENTRIES_AT_MOST = 2_000

TOO_LONG = Unread("", "More than 2 MB are not read at once. Divide the file.")
TOO_MANY = Unread("", "More than 2,000 works are not read at once. Divide the file.")
NO_TEXT = Unread("", "This is no text: it holds control characters.")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")

# How an entry of each format begins; the first that the text shows is its format.
BEGINNINGS: list[tuple[re.Pattern[str], Callable[[str], Sequence[Entry | Wanted]]]] = [
    (re.compile(r"\A\s*[\[{]\s*[\[{\"\]}]"), csl_json.read),
    (re.compile(r"^[ \t]*TY {1,3}- ?[A-Za-z]", re.MULTILINE), ris.read),
    (re.compile(r"^PMID *- ?\d", re.MULTILINE), nbib.read),
    (re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]|@[A-Za-z]+[{(]", re.MULTILINE), bibtex.read),
    (re.compile(r"^.*\S", re.MULTILINE), reference_lines.read),
]


def decoded(data: bytes) -> str:
    """A file's text: a byte order mark decides; else UTF-8; else Windows-1252, which has a
    character for nearly every byte."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> Sequence[Entry | Wanted]:
    """The works in a text of RIS, BibTeX, NBIB, CSL-JSON or, in no such format, of formatted
    references one a line, an identifier alone among them. What cannot be read is an `Unread` in its
    place; never raises.

    More than 2 MB or 2,000 works are refused as a whole.
    """
    if len(text.encode(errors="replace")) > BYTES_AT_MOST:
        return [TOO_LONG]
    if CONTROL.search(text):
        return [NO_TEXT]
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    for beginning, reader in BEGINNINGS:
        if count := sum(1 for _ in beginning.finditer(text)):
            entries = reader(text) if count <= ENTRIES_AT_MOST else ()
            return entries if max(count, len(entries)) <= ENTRIES_AT_MOST else [TOO_MANY]
    return []

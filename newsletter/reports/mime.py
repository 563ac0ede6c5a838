"""As much of MIME as reports need (RFC 2045, RFC 2046, RFC 5322), in a time that grows with the
length of a mail only.

The library's own parser follows every part into every other: some hundred levels, which fit into
200 KB, hold it for ten seconds, and more end it with RecursionError.
"""

import quopri
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass

Fields = dict[str, str]

# Longer than any field that reports need.
MOST_LETTERS = 2000

EMPTY_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
FOLD = re.compile(r"\r?\n(?=[ \t])")
# Quoted or not (RFC 2045, 5.1); of at most 70 characters (RFC 2046, 5.1.1).
BOUNDARY = re.compile(r'\bboundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A mail, or a part of one: its fields, by their names in small letters, and what follows."""

    fields: Fields
    body: bytes

    @property
    def kind(self) -> str:
        """Such as "text/plain"."""
        return self.fields.get("content-type", "text/plain").partition(";")[0].strip().lower()

    def decoded(self) -> bytes:
        """The body without its encoding for the journey, as far as it can be taken off."""
        encoding = self.fields.get("content-transfer-encoding", "").strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding == "base64":
            letters = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
            return b64decode(letters[: len(letters) // 4 * 4])
        return self.body

    def parts(self) -> Iterator["Part"]:
        """Those that it is made of; none, if it is no multipart."""
        found = BOUNDARY.search(self.fields.get("content-type", ""))
        if found is None or not self.kind.startswith("multipart/"):
            return
        mark = re.escape((found[1] or found[2]).rstrip().encode(errors="replace"))
        line = re.compile(rb"(?:^|\r?\n)--" + mark + rb"(?:--)?[ \t]*(?=\r?\n|\Z)")
        _, *bodies = line.split(self.body)
        for body in bodies:
            yield part(re.sub(rb"\A\r?\n", b"", body))


def part(data: bytes) -> Part:
    """What stands before the first empty line are fields."""
    if data.startswith((b"\n", b"\r\n")):
        return Part({}, data)
    head, *rest = EMPTY_LINE.split(data, maxsplit=1)
    return Part(fields(head), rest[0] if rest else b"")


def fields(block: bytes) -> Fields:
    """The fields of a block, unfolded (RFC 5322, 2.2.3); of those with one name the first. What is
    not of their form is passed over."""
    found: Fields = {}
    for line in re.split(r"\r?\n", FOLD.sub(" ", block.decode(errors="replace"))):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip()[:MOST_LETTERS])
    return found


def blocks(data: bytes) -> Iterator[Fields]:
    """The fields of each block; empty lines stand between them (RFC 3464, 2.1)."""
    for block in re.split(rb"(?:\r?\n[ \t]*){2,}", data):
        if found := fields(block):
            yield found

"""Where mails lie: in an mbox (RFC 4155), a Maildir, a folder of files, or a file of one mail. They
are read one by one, so of a mailbox of any size little is in memory at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

# What a report says stands at the beginning of a mail; the rest is what came back.
MOST_BYTES = 256 * 1024
FROM = b"From "


def messages(path: Path) -> Iterator[bytes]:
    """The mails at a path, each up to MOST_BYTES. Raises OSError."""
    if not path.is_dir():
        with path.open("rb") as mailbox:
            yield from split(mailbox)
        return
    folders = [folder for name in ("new", "cur") if (folder := path / name).is_dir()]
    for folder in folders or [path]:
        for file in sorted(folder.iterdir()):
            if file.is_file():
                with file.open("rb") as mail:
                    yield mail.read(MOST_BYTES)


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of an mbox; of anything that does not begin like one, the one mail that it is."""
    first = stream.readline(MOST_BYTES)
    if not first.startswith(FROM):
        if first:
            yield (first + stream.read(MOST_BYTES))[:MOST_BYTES]
        return
    mail, is_after_gap = bytearray(), False
    for line in iter(lambda: stream.readline(MOST_BYTES), b""):
        if is_after_gap and line.startswith(FROM):
            yield bytes(mail)
            mail.clear()
        else:
            mail += line[: MOST_BYTES - len(mail)]
        is_after_gap = not line.strip(b"\r\n")
    yield bytes(mail)

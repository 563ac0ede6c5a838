"""Bytes into text: which character set a manuscript is in, and whether it is text at all."""

import codecs
import re

from articles.manuscripts.unreadable import MAX_TEXT_BYTES, Unreadable

SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or Office file",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc)",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decoded(data: bytes) -> tuple[str, str]:
    """The text in `data`, and the name of its character set where that had to be guessed.

    A byte order mark decides; else UTF-8; else Windows-1252, which is reported, because other
    one-byte sets would look the same. Raises `Unreadable` for what is not text or far too long.
    """
    _refuse_other_types(data)
    if len(data) > MAX_TEXT_BYTES:
        raise Unreadable(
            f"The file holds {len(data):,} bytes; no text over {MAX_TEXT_BYTES:,} is read."
        )
    text, guessed = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").removeprefix("\ufeff")
    if CONTROL.search(text):
        raise Unreadable("The file holds control characters or NUL bytes, so it is not a text.")
    if not text.strip():
        raise Unreadable("The file is empty, or holds white space only.")
    return text, guessed


def _refuse_other_types(data: bytes) -> None:
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise Unreadable(f"The file is {kind}, not the text that its name promises.")


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), "Windows-1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("The file is in no character set that is read here.") from None

"""The manuscripts in a zip: so many, so large, and packed no tighter than texts are."""

import io
import zlib
from lzma import LZMAError
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from articles.manuscripts.unreadable import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_FILES,
    MAX_DOCX_RATIO,
    Unreadable,
)

# Texts that compress as well as this are still small.
SMALL = 1_000_000
BROKEN = (
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)


def unpack(data: bytes) -> list[tuple[str, bytes]]:
    """The files in a zip, each by its bare name; what systems add for themselves (`__MACOSX/`,
    `.DS_Store`) is left out.

    Raises `Unreadable` for what is no zip, is encrypted or damaged, or holds too much.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if _is_file(entry)]
            _check(entries)
            return [(_name(entry), archive.read(entry)) for entry in entries]
    except BROKEN:
        raise Unreadable("The zip is damaged or encrypted, or it is none.") from None


def _is_file(entry: ZipInfo) -> bool:
    added = entry.filename.startswith("__MACOSX/") or _name(entry).startswith(".")
    return not (entry.is_dir() or added)


def _name(entry: ZipInfo) -> str:
    return PurePosixPath(entry.filename.replace("\\", "/")).name


def _check(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ARCHIVE_FILES:
        raise Unreadable(f"The zip holds more than {MAX_ARCHIVE_FILES} files.")
    if sum(entry.file_size for entry in entries) > MAX_ARCHIVE_BYTES:
        raise Unreadable(f"The zip unpacks to more than {MAX_ARCHIVE_BYTES:,} bytes.")
    if any(entry.file_size > max(SMALL, entry.compress_size * MAX_DOCX_RATIO) for entry in entries):
        raise Unreadable("The zip unpacks to far more than manuscripts hold.")

"""Word files into HTML: the archive is looked at first, then mammoth reads it."""

import io
import re
from zipfile import BadZipFile, ZipFile, ZipInfo

import mammoth

from articles.manuscripts.unreadable import (
    MAX_DOCX_BYTES,
    MAX_DOCX_ENTRIES,
    MAX_DOCX_RATIO,
    MAX_DOCX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    MAX_XML_TAGS,
    Unreadable,
)

DOCUMENT = "word/document.xml"
SMALL = 1_000_000
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
STYLES = "p[style-name='Title'] => h1:fresh"


def as_html(data: bytes) -> str:
    """The text of a Word file as HTML; pictures become empty `<img>`.

    Raises `Unreadable` for what is no Word file, is damaged, unpacks to far more than an article
    holds, or declares a DTD or entities, which no Word file does.
    """
    if len(data) > MAX_DOCX_BYTES:
        raise Unreadable(f"The file holds more than {MAX_DOCX_BYTES:,} bytes.")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise Unreadable("The file is no Word file (.docx), or it is damaged.") from None
    return _converted(data)


def _check(archive: ZipFile) -> None:
    entries = archive.infolist()
    if DOCUMENT not in archive.namelist():
        raise Unreadable("The file is a zip, but no Word file: it holds no document.")
    if len(entries) > MAX_DOCX_ENTRIES:
        raise Unreadable(f"The Word file holds more than {MAX_DOCX_ENTRIES:,} parts.")
    if sum(entry.file_size for entry in entries) > MAX_DOCX_UNPACKED_BYTES or any(
        _is_bomb(entry) for entry in entries
    ):
        raise Unreadable("The Word file unpacks to far more than an article holds.")
    _check_xml(archive, [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))])


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > max(SMALL, entry.compress_size * MAX_DOCX_RATIO)


def _check_xml(archive: ZipFile, entries: list[ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MAX_XML_BYTES:
        raise Unreadable("The Word file's text is far longer than an article.")
    tags = 0
    for entry in entries:
        xml = archive.read(entry).replace(b"\0", b"")
        tags += xml.count(b"<")
        if DECLARATION.search(xml):
            raise Unreadable("The Word file declares a DTD or entities, and is not read.")
    if tags > MAX_XML_TAGS:
        raise Unreadable(f"The Word file holds more than {MAX_XML_TAGS:,} XML tags.")


def _converted(data: bytes) -> str:
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {"alt": image.alt_text or ""}),
        )
    except Exception as error:
        # mammoth names no exceptions of its own: whatever broken XML does to it ends here.
        raise Unreadable("The Word file is damaged: its text cannot be read.") from error
    html: str = result.value
    return html

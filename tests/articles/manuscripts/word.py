"""Word files for the tests, built here so that none has to lie in the repository."""

import io
from collections.abc import Mapping, Sequence
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f"<w:styles {NAMESPACE}>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/></w:style>'
        for style_id, name in [
            ("Title", "Title"),
            ("Heading1", "heading 1"),
            ("Heading2", "heading 2"),
        ]
    )
    + "</w:styles>"
)
PROPERTIES = {
    "sup": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "bold": "<w:b/>",
    "": "",
}

Piece = tuple[str, str]
Paragraph = tuple[str, Sequence[Piece]]


def document(paragraphs: Sequence[Paragraph]) -> str:
    """The XML of a document; a paragraph is a style ("" for none) and pieces of text with `sup`,
    `sub`, `bold` or nothing."""
    body = "".join(_paragraph(style, pieces) for style, pieces in paragraphs)
    return f'<?xml version="1.0"?><w:document {NAMESPACE}><w:body>{body}</w:body></w:document>'


def packed(document_xml: str | bytes, more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file of this document, and of further parts."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/styles.xml": STYLES,
        "word/document.xml": document_xml,
    }
    return zipped(parts | dict(more or {}))


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of these files."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def word(*paragraphs: Paragraph) -> bytes:
    """A Word file of these paragraphs."""
    return packed(document(paragraphs))


def _paragraph(style: str, pieces: Sequence[Piece]) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(_piece(*piece) for piece in pieces)}</w:p>"


def _piece(text: str, kind: str) -> str:
    return (
        f"<w:r><w:rPr>{PROPERTIES[kind]}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )

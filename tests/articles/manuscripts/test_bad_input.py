"""Bad input is ordinary: one clear line, or read properly, and never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.manuscripts import unreadable
from articles.manuscripts.reading import read
from articles.manuscripts.unreadable import Unreadable
from tests.articles.manuscripts.word import NAMESPACE, document, packed, word, zipped

TOO_DEEP = "The file's elements are nested more than 100 deep."
NAMES = ["a.txt", "a.md", "a.html", "a.docx"]


def why(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    message = str(caught.value)
    assert message
    assert "\n" not in message
    return message


def title_or_refusal(data: bytes, name: str) -> str:
    try:
        return read(data, name).title
    except Unreadable as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_file_is_refused(name: str, data: bytes) -> None:
    assert why(data, name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"A title\0 and more", "control characters"),
        (bytes(range(128)), "control characters"),
        (b"A title \x81\x8d text", "character set"),
        (b"\xff\xfeA\x00\x00\xd8", "character set"),
        (b"%PDF-1.7 text", "a PDF"),
        (b"PK\x03\x04 text", "a zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_is_no_text_is_refused(name: str, data: bytes, said: str) -> None:
    assert said in why(data, name)


@pytest.mark.parametrize("name", ["a", "a.doc", "a.pdf", "a.txt.exe", "", "docx"])
def test_other_names_are_refused(name: str) -> None:
    assert "Only .txt" in why(b"A title", name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<!DOCTYPE html><html><body><p>Text</p></body></html>", "a.txt"),
        (b"<html><p>Text</p></html>", "a.md"),
        (b"Just a plain line", "a.html"),
        (word(("", [("Text", "")])), "a.txt"),
        (b"A title", "a.docx"),
    ],
)
def test_wrong_type_for_its_name_is_refused(data: bytes, name: str) -> None:
    assert why(data, name)


def test_name_in_capitals_is_read() -> None:
    assert read(b"A title\n\nText.", "A.TXT").title == "A title"


def test_title_alone_is_read() -> None:
    assert read(b"A title", "a.txt").body == ""


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"a" * 5_000_000, "a.txt"),
        (b"A title\n\n" + b"a" * 5_000_000, "a.md"),
        (b"<p>" + b"a" * 5_000_000, "a.html"),
        (b"word " * 190_000, "a.txt"),
        (b"<p>" * 100_000, "a.html"),
        (b"<div>" * 5_000 + b"deep", "a.html"),
        (b"<p>A title<p>" + b"<a " * 19_000, "a.html"),
        (b"<p>A title<p>" + (b"<a " + b"x " * 2_000) * 200, "a.html"),
        (b"<![x ]><p>", "a.html"),
        (b"A title\n\n" + b"[1]" * 100_000, "a.txt"),
        (b"A title\n\n" + b"[1-99]" * 1_000, "a.txt"),
        (b"A title\n\n" + b"[" * 50_000, "a.md"),
        (b"A title\n\n" + b"> " * 5_000 + b"deep", "a.md"),
        (b"A title\n\n" + b"word\n\n" * 11_000, "a.txt"),
    ],
)
def test_far_too_much_is_refused(data: bytes, name: str) -> None:
    assert why(data, name)


@pytest.mark.parametrize(
    "text",
    [
        b"word " * 40_000,
        b"a b.1 " * 4_000,
        b"(" * 200_000,
        b"a.b" * 70_000,
        b"a3 " * 70_000,
        b"- a\n" * 9_000,
        b"1," * 100_000,
        "¹".encode() * 100_000,
        b"https://" * 25_000,
        b"10.1000/" * 25_000,
        b"a@" * 100_000,
        b"[1, " * 50_000,
        b" " * 900_000 + b"5:",
    ],
)
@pytest.mark.parametrize("after", [b"", b"\n\nReferences\n\n1. A. L: O; 2017."])
def test_one_endless_line_is_read(text: bytes, after: bytes) -> None:
    assert read(b"A title\n\nText.\n\n" + text + after, "a.txt").body


@pytest.mark.parametrize(
    "text", [b"word " * 180_000, b"A. " * 300_000, b"a; " * 300_000, b"(" * 900_000]
)
def test_one_endless_reference_is_read(text: bytes) -> None:
    data = b"A title\n\nText.\n\nReferences\n\n1. " + text
    assert len(read(data, "a.txt").references) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (b"[" * 9_000, "a.md"),
        (b"*a " * 50_000, "a.md"),
        (b"`" * 50_000, "a.md"),
        (b"<p>" + b"&" * 20_000, "a.html"),
        (b"<p>" + b"a <b>" * 15_000, "a.html"),
        (b"<!-- >" * 15_000, "a.html"),
    ],
)
def test_odd_but_bounded_markup_is_read_or_refused(text: bytes, name: str) -> None:
    title = b"# A title\n\nText.\n\n" if name == "a.md" else b"<h1>A title</h1><p>Text.</p>"
    assert title_or_refusal(title + text, name) in ("A title", TOO_DEEP)


def test_twenty_thousand_references_are_refused_with_their_number() -> None:
    lines = "\n".join(f"{number}. Book {number}." for number in range(1, 9_001))
    text = f"A title\n\nText.\n\nReferences\n\n{lines}\n"
    assert "9,000 references" in why(text.encode(), "a.txt")
    lines = "\n".join(f"{number}. Book {number}." for number in range(1, 20_001))
    assert why(f"A title\n\nText.\n\nReferences\n\n{lines}\n".encode(), "a.txt")


def test_zip_without_a_document_is_no_word_file() -> None:
    assert "no document" in why(zipped({"a.txt": b"text"}), "a.docx")


def test_zip_bomb_is_refused() -> None:
    assert "unpacks" in why(packed(b"0" * (unreadable.MAX_DOCX_UNPACKED_BYTES + 1)), "a.docx")
    assert "unpacks" in why(packed(document([]), {"word/media/a.png": bytes(5_000_000)}), "a.docx")


def test_zip_of_many_parts_is_refused() -> None:
    parts = {f"{number}.bin": b"" for number in range(unreadable.MAX_DOCX_ENTRIES)}
    assert "parts" in why(packed(document([]), parts), "a.docx")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w [<!ENTITY x "aaaaaaaaaa">]>',
        '<!DOCTYPE w SYSTEM "http://example.org/a.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_dtds_in_word_files_are_refused(declaration: str, encoding: str) -> None:
    xml = f"{declaration}<w:document {NAMESPACE}><w:body><w:p>&x;</w:p></w:body></w:document>"
    assert "DTD" in why(packed(xml.encode(encoding)), "a.docx")


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<not closed",
        b"<w:document/>",
        f"<w:document {NAMESPACE}>{'<w:p>' * 5_000}{'</w:p>' * 5_000}</w:document>".encode(),
        f"<w:document {NAMESPACE}><w:body>{'<w:p/>' * 250_000}</w:body></w:document>".encode(),
    ],
)
def test_damaged_or_hostile_document_is_refused(xml: bytes) -> None:
    assert why(packed(xml), "a.docx")


def test_truncated_word_file_is_refused() -> None:
    data = word(("", [("A title", "")]))
    for length in range(1, len(data) - 1, 97):
        assert why(data[:length], "a.docx")


def test_picture_in_a_word_file_is_left_out_and_never_opened() -> None:
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="1" name="p" descr="A hand"/><a:graphic xmlns:a="http:'
        '//schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http:'
        '//schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="http:'
        '//schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rId9"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    body = f"<w:p><w:r><w:t>A title</w:t></w:r></w:p><w:p><w:r>{drawing}</w:r></w:p>"
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    xml = f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"
    read_in = read(packed(xml, {"word/_rels/document.xml.rels": relations}), "a.docx")
    assert [(note.what, note.text) for note in read_in.left_out] == [("picture", "A hand")]


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    said = title_or_refusal(data, name)
    assert said
    assert "\n" not in said


PARTS = [
    *("Title", "\n", "\n\n", " ", "FAQs", "References", "Summary", "Key points", "Author"),
    "Further reading",
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "[1]",
        "[^1]",
        "[^1]: ",
        ".1",
        "²",
        "(2)",
        "**",
        "`",
        "&",
        "<",
        ";",
    ),
    *("<p>", "</p>", "<ul>", "<li>", "</li>", "<table>", "<td>", "<sup>1</sup>", "<h2>"),
    *("By Robin Placeholder", "Standfirst: ", "Leave a Reply", "https://a.b", "2017", "\u2028"),
]
FRAGMENTS = st.lists(st.sampled_from(PARTS), max_size=40)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@settings(deadline=None)
@given(fragments=FRAGMENTS)
def test_any_arrangement_of_parts_is_read_or_refused(name: str, fragments: list[str]) -> None:
    try:
        read_in = read("".join(fragments).encode(), name)
    except Unreadable:
        return
    assert read_in.title
    assert set(read_in.renumber) | set(read_in.dangling) == set(read_in.marks)

"""What is particular to one format: character sets, footnotes, lists, tables, styles."""

import codecs

import pytest

from articles.manuscripts.reading import read
from tests.articles.manuscripts.reading_marks import in_html, in_markdown, in_word
from tests.articles.manuscripts.word import NAMESPACE, packed

LINE = "Café — naïve “quotes”"
BOOK = "Alder B. A book. Leeds: Oak; 2017."


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        (LINE.encode(), False),
        (codecs.BOM_UTF8 + LINE.encode(), False),
        (codecs.BOM_UTF16_LE + LINE.encode("utf-16-le"), False),
        (codecs.BOM_UTF16_BE + LINE.encode("utf-16-be"), False),
        (LINE.encode("cp1252"), True),
    ],
)
def test_character_set_is_recognised_and_a_guess_is_said(data: bytes, guessed: bool) -> None:
    read_in = read(data, "a.txt")
    assert read_in.title == LINE
    assert read_in.changed == ["character set taken to be Windows-1252"] * guessed


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_make_no_difference(ending: str) -> None:
    text = "A title\n\nRest.[1]\n\nReferences\n\n1. A book. Leeds: Oak; 2017.\n"
    read_in = read(text.replace("\n", ending).encode(), "a.txt")
    assert (read_in.marks, len(read_in.references)) == ([1], 1)


def test_footnotes_with_words_for_labels_are_numbered() -> None:
    text = f"# A title\n\nRest.[^b] Heat.[^a]\n\n[^a]: {BOOK}\n[^b]: B. Leeds: Oak; 2001.\n"
    read_in = read(text.encode(), "a.md")
    assert read_in.marks == [2, 1]
    assert read_in.changed == ["footnote “a” numbered 1", "footnote “b” numbered 2"]


def test_footnote_without_definition_is_dangling() -> None:
    read_in = read(f"# A title\n\nRest.[^1] Heat.[^2]\n\n[^1]: {BOOK}\n".encode(), "a.md")
    assert (read_in.marks, read_in.dangling) == ([1, 2], [2])


def test_definitions_with_square_brackets_are_references() -> None:
    text = f"# A title\n\nRest.[1]\n\n## References\n\n[1]: {BOOK}\n[2]: https://example.org/b\n"
    read_in = read(text.encode(), "a.md")
    assert [each.parsed.number for each in read_in.references] == [1, 2]


def test_markdown_places_are_lines_of_the_file() -> None:
    text = (
        "# A title\n\nRest.[^1]\n\n## Two\n\nHeat.[^5]\n\n"
        "| a |\n|---|\n| b[^6] |\n\n[^1]: A. L: O; 2017.\n"
    )
    findings = read(text.encode(), "a.md").findings
    assert [each.where for each in findings if each.code == "citation-dangling"] == [
        "line 7",
        "line 11",
    ]


def test_footnotes_of_word_are_marks_and_references() -> None:
    body = (
        f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>A title</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>Rest helps.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        "</w:body></w:document>"
    )
    notes = (
        f'<w:footnotes {NAMESPACE}><w:footnote w:id="2"><w:p><w:r><w:t>{BOOK}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    read_in = read(packed(body, {"word/footnotes.xml": notes.encode()}), "a.docx")
    assert (read_in.marks, read_in.dangling) == ([1], [])
    assert read_in.references[0].parsed.item["title"] == "A book"
    assert read_in.references[0].parsed.raw == BOOK


def test_footnotes_of_wordpress_are_marks_and_references() -> None:
    html = (
        "<h1>A title</h1><p>Rest helps."
        '<sup data-fn="u1" class="fn"><a href="#u1" id="u1-link">1</a></sup></p>'
        f'<ol class="wp-block-footnotes"><li id="u1">{BOOK} <a href="#u1-link">↩︎</a></li></ol>'
    )
    read_in = read(html.encode(), "a.html")
    assert (read_in.marks, read_in.references[0].parsed.raw) == ([1], BOOK)


def test_nested_lists_and_tables_keep_their_shape() -> None:
    html = (
        "Rest.</p><ul><li>One<ul><li>Deeper</li></ul></li><li>Two</li></ul><ol start=3><li>Three"
        "</li></ol><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2<sup>1</sup></td></tr>"
        "</table><dl><dt>Term</dt><dd>Meaning</dd></dl><blockquote><p>Quote</p></blockquote><p>End"
    )
    body = in_html(html, count=1).body.replace("\n", "")
    assert "<ul><li>One<ul><li>Deeper</li></ul></li><li>Two</li></ul>" in body
    assert '<ol start="3"><li>Three</li></ol>' in body
    assert '<tr><th scope="col">A</th><th scope="col">B</th></tr><tr><td>1</td><td>2<sup' in body
    assert "<dl><dt>Term</dt><dd>Meaning</dd></dl>" in body
    assert "<blockquote><p>Quote</p></blockquote>" in body


def test_headings_begin_at_the_second_level() -> None:
    body = in_markdown("### First\n\nText.\n\n##### Deeper\n\nText.").body
    assert "<h2>First</h2>" in body
    assert "<h3>Deeper</h3>" in body


def test_text_is_escaped_and_links_keep_only_web_addresses() -> None:
    read_in = in_html(
        '1 &lt; 2 &amp; <b>bold</b> <a href="javascript:alert(1)">no</a>'
        ' <a href="https://example.org/?a=1&amp;b=&quot;">yes</a><script>alert(1)</script>'
    )
    assert read_in.body == (
        "<p>1 &lt; 2 &amp; <strong>bold</strong> no"
        ' <a href="https://example.org/?a=1&amp;b=&quot;">yes</a></p>'
    )


def test_shortened_link_in_a_reference_gives_its_whole_address() -> None:
    html = (
        "<h1>A title</h1><p>Rest.[1]</p><h2>References</h2><ol><li>A page [Internet]. Oak; 2020."
        ' Available from: <a href="https://example.org/a/b">example.org/…</a></li></ol>'
    )
    (reference,) = read(html.encode(), "a.html").references
    assert reference.parsed.item["URL"] == "https://example.org/a/b"


def test_page_without_heading_takes_the_title_of_its_head() -> None:
    page = "<html><head><title>A title | Site</title></head><body><p>Rest.</p></body></html>"
    read_in = read(page.encode(), "a.html")
    assert (read_in.title, read_in.body) == ("A title", "<p>Rest.</p>")


def test_bold_line_in_word_is_a_heading_and_a_bold_sentence_is_not() -> None:
    read_in = in_word([("What it is", "bold")])
    assert read_in.headings == ["What it is"]
    assert in_word([("Do not drive.", "bold")]).body == "<p><strong>Do not drive.</strong></p>"

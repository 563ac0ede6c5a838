"""A reply's text as HTML: the same words, their paragraphs, lines and links, and nothing else."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from comments.rendering import PARAGRAPHS, html

# No surrogates, which no database stores, and no NUL, which no parser keeps.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
# Made of what might be taken for markup, a link or a break.
MARKS = (
    "http:// HTTPS:// example.org /a_(b) ?q=1&copy=2 ( ) [ ] . , ; & * … ” ' \" &lt; < > é 🦴 "
    "<a\thref=x> <script> </p> <!-- onclick= javascript: \u202e"
)
SPACES = [" ", "\n", "\n\n", "\r\n", "\u2028", "x" * 300]
PIECES = st.sampled_from([*MARKS.split(" "), *SPACES])
TEXTS = st.one_of(ANY_TEXT, st.lists(PIECES).map("".join))


def parsed(text: str) -> list[Tag]:
    """The paragraphs of a text's HTML."""
    return BeautifulSoup(html(text), "html.parser").find_all("p")


def words(text: str) -> list[list[str]]:
    """A plain text's paragraphs, each with its lines."""
    lines = "\n".join(text.splitlines()).strip()
    return [paragraph.split("\n") for paragraph in PARAGRAPHS.split(lines) if paragraph]


@given(TEXTS)
def test_same_text_is_read_in_its_paragraphs_and_lines(text: str) -> None:
    for found in (paragraphs := parsed(text)):
        for br in found.find_all("br"):
            br.replace_with("\n")
    assert [found.get_text().split("\n") for found in paragraphs] == words(text)


@given(TEXTS)
def test_nothing_but_paragraphs_breaks_and_links_comes_out(text: str) -> None:
    soup = BeautifulSoup(html(text), "html.parser")
    for tag in soup.find_all(True):
        assert tag.name in {"p", "br", "a"}
        allowed = {"p": {"dir": "auto"}, "br": {}}.get(tag.name)
        assert allowed is None or dict(tag.attrs) == allowed
    for link in soup.find_all("a"):
        assert set(link.attrs) == {"href", "rel"}
        assert link["rel"] == ["ugc", "nofollow"]
        assert re.match(r"https?://\w", str(link["href"]), re.IGNORECASE)
        assert link["href"] == link.get_text()


def test_paragraphs_and_line_breaks_are_kept() -> None:
    text = "\r\nOne,\r\nstill one.\r\n\r\n \r\nTwo.\n"
    assert html(text) == '<p dir="auto">One,<br>still one.</p><p dir="auto">Two.</p>'


@pytest.mark.parametrize("text", ["", " ", "\n \r\n"])
def test_no_text_is_no_paragraph(text: str) -> None:
    assert html(text) == ""


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org.", "https://example.org"),
        ("See https://example.org/a, or ask.", "https://example.org/a"),
        ("Is it HTTP://EXAMPLE.ORG/A?", "HTTP://EXAMPLE.ORG/A"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("(see https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("https://example.org/a_(b)_c", "https://example.org/a_(b)_c"),
        ("[https://example.org/]", "https://example.org/"),
        ("“https://example.org/”", "https://example.org/"),
        ("'https://example.org/'", "https://example.org/"),
        ("<https://example.org/>", "https://example.org/"),
        ("https://example.org/?a=1&b=2#c!", "https://example.org/?a=1&b=2#c"),
        ("https://example.org/…", "https://example.org/"),
        ("https://пример.рф/é", "https://пример.рф/é"),
    ],
)
def test_link_ends_where_its_address_does(text: str, url: str) -> None:
    (paragraph,) = parsed(text)
    (link,) = paragraph.find_all("a")
    assert link["href"] == url
    assert paragraph.get_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "www.example.org",
        "https://",
        "https:// example.org",
        'http://"onclick=alert(1)',
        "mailto:a@example.org",
    ],
)
def test_what_is_no_web_address_is_no_link(text: str) -> None:
    (paragraph,) = parsed(text)
    assert not paragraph.find_all("a")
    assert paragraph.get_text() == text


def test_markup_is_text() -> None:
    text = '<img src=x onerror=alert(1)><a href="https://example.org/">x</a> &amp;'
    (paragraph,) = parsed(text)
    assert paragraph.get_text() == text
    assert [str(link["href"]) for link in paragraph.find_all("a")] == ["https://example.org/"]


def test_endless_punctuation_is_no_burden() -> None:
    text = f"https://a{'.)' * 50_000}"
    (paragraph,) = parsed(text)
    assert paragraph.get_text() == text
    (link,) = paragraph.find_all("a")
    assert link["href"] == "https://a"

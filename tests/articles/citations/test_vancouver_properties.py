"""Whatever the fields hold, a reference is tidy and safe."""

import re
from datetime import date
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from articles.citations.item import Item
from articles.citations.vancouver import reference, reference_text
from tests.articles.citations.items import items, texts, unhurried, words

LINK = re.compile(r'<a href="https?://[^"<>]+" rel="external">[^<>]*</a>')

accessed = st.none() | st.dates(min_value=date(1, 1, 1))


@unhurried
@given(items(), accessed, texts())
def test_text_has_no_doubled_or_dangling_punctuation(
    item: Item, accessed: date | None, locator: str
) -> None:
    text = reference_text(item, accessed=accessed, locator=locator)
    for fault in ("..", ";;", " ,", " ;", "  "):
        assert fault not in text
    assert text == text.strip()
    assert not text.startswith((",", ";", ":"))


@unhurried
@given(items(words()), accessed, words())
def test_missing_fields_leave_no_gap(item: Item, accessed: date | None, locator: str) -> None:
    text = reference_text(item, accessed=accessed, locator=locator).replace("http://[", "nowhere")
    assert not re.search(r"[.,;:] ?[.,;]|[(\[]\W|\W[)\]]|: ?$|[,;]$", text)


@unhurried
@given(items(), accessed, texts())
def test_html_holds_no_markup_but_its_links(
    item: Item, accessed: date | None, locator: str
) -> None:
    html = reference(item, accessed=accessed, locator=locator)
    rest = LINK.sub("", html)
    assert "<" not in rest
    assert ">" not in rest
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", html)


@unhurried
@given(items(), accessed, texts())
def test_html_and_text_say_the_same(item: Item, accessed: date | None, locator: str) -> None:
    html = reference(item, accessed=accessed, locator=locator)
    text = reference_text(item, accessed=accessed, locator=locator)
    shown = unescape(re.sub(r"</?a\b[^>]*>", "", html))
    assert shown == re.sub(r"(Available from: )https?://(?:www\.)?", r"\1", text)

"""Addresses in the text, in references, and behind words."""

import pytest

from tests.articles.checks.made import PAGE, cite, found, places, reference, text

FRAGMENT = "https://example.org/a#:~:text=Some%20words"


def test_an_address_in_the_text_is_told_with_the_reference_that_it_is() -> None:
    page = reference("a", PAGE, fields={"URL": "https://www.example.org/a/"})
    written = text(
        body="<p>See http://example.org/a#part.</p><p>Or www.example.org/other.</p>",
        references=[page],
    )
    known, unknown = found("bare-url", written)
    assert (known.where, unknown.where) == ("body:1", "body:2")
    assert "cite reference a instead" in known.message
    assert "cite it as a source" in unknown.message


@pytest.mark.parametrize(
    "body",
    ['<p>See <a href="https://example.org">this page</a>.</p>', "<p>Write to ann@example.org.</p>"],
)
def test_a_link_behind_words_is_no_bare_address(body: str) -> None:
    assert found("bare-url", text(body=body)) == []


def test_addresses_in_answers_and_summary_are_found() -> None:
    written = text(faqs=[("Why?", "<p>www.example.org</p>")], summary="<p>www.example.org</p>")
    assert places("bare-url", written) == ["faq-1:1", "summary:1"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [(FRAGMENT, ["reference:a"]), ("https://example.org/a#part", []), ("", [])],
)
def test_an_address_that_points_at_a_passage(url: str, expected: list[str]) -> None:
    listed = text(references=[reference("a", PAGE, fields={"URL": url})])
    assert places("url-text-fragment", listed) == expected


def test_such_an_address_in_a_writers_line_is_known_although_it_was_cleaned() -> None:
    listed = text(references=[reference("a", PAGE, faults=("url-text-fragment",))])
    assert places("url-text-fragment", listed) == ["reference:a"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a?utm_source=mail&b=1", "utm_source"),
        ("https://example.org/a?b=1&fbclid=x", "fbclid"),
        ("https://example.org/a#utm_medium=x", "utm_medium"),
        ("https://example.org/a?source=1", ""),
        ("https://example.org/utm_source", ""),
        ("not an address [", ""),
    ],
)
def test_an_address_that_follows_readers(url: str, name: str) -> None:
    listed = text(references=[reference("a", PAGE, fields={"URL": url})])
    messages = [each.message for each in found("tracking-parameter", listed)]
    assert len(messages) == bool(name)
    assert all(f"({name}=)" in message for message in messages)


def test_such_an_address_behind_words_is_found_where_it_stands() -> None:
    body = f'<p>A{cite("a")}</p><p><a href="https://example.org?a=1&amp;gclid=2">This</a></p>'
    assert places("tracking-parameter", text(body=body)) == ["body:2"]

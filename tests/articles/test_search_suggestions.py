"""Suggestions while a reader types, as browsers and other programs ask for them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Article, Edition
from tests.articles.searched import shelve
from tests.comments.hostile import ODD, attacks, faults
from tests.factories import published, write

pytestmark = pytest.mark.django_db
SUGGEST = "/search/suggest/"
SCRIPT = "/static/klarity/search.js"
# What readers type, and what nobody types.
OPERATORS = [
    '"',
    '"open',
    "a AND",
    "NEAR(a b)",
    "a*",
    "*",
    "-",
    "(",
    "a:b",
    "^a",
    "'; --",
    "%",
    "_",
]
OPERATORS += ["<->", "!", "a & !b", "a | b", "\\", "a\0b", "\ufeff", "🙂", "ﬁ", "É", "ß", "१२"]


def suggested(client: Client, text: str) -> dict[str, str]:
    response = client.get(SUGGEST, {"q": text})
    assert response.status_code == 200
    asked, texts, _, addresses = json.loads(response.content)
    assert asked == text
    return dict(zip(texts, addresses, strict=True))


def test_beginning_of_a_title_leads_to_its_article(client: Client, edition: Edition) -> None:
    found = suggested(client, "exam")
    assert found[edition.title] == edition.article.get_absolute_url()


def test_words_lead_to_the_search_for_them(client: Client, edition: Edition) -> None:
    found = suggested(client, "exam")
    words = {text: url for text, url in found.items() if text != edition.title}
    assert words
    for text, url in words.items():
        page = client.get(url)
        assert f"for <b>{text}</b>" in page.text
        assert edition.title in BeautifulSoup(page.content, "html.parser").get_text()


def test_suggestions_are_few(client: Client, edition: Edition) -> None:
    shelve(edition, [f"Example number {number}" for number in range(40)])
    assert 3 <= len(suggested(client, "example")) <= 8


def test_only_what_is_live_is_suggested(
    client: Client, edition: Edition, article: Article, writer: User, editor: User
) -> None:
    write(article, writer, title="Example of a draft")
    assert "Example of a draft" not in suggested(client, "example")
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert suggested(client, "example") == {}


def test_answer_is_opensearch_and_shared_for_a_second(client: Client, edition: Edition) -> None:
    response = client.get(SUGGEST, {"q": "exam"})
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert not response.cookies


def test_nothing_typed_or_far_too_much_suggests_nothing(client: Client, edition: Edition) -> None:
    for text in ("", "  ", "x" * 201, "example " * 5000):
        assert suggested(client, text) == {}
    assert json.loads(client.get(SUGGEST).content) == ["", [], [], []]


def test_queries_of_suggestions_do_not_grow(
    client: Client, edition: Edition, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client.get(SUGGEST, {"q": "exam"})
    with django_assert_max_num_queries(20) as few:
        client.get(SUGGEST, {"q": "exam"})
    asked = len(few)
    shelve(edition, [f"Example number {number}" for number in range(40)])
    client.get(SUGGEST, {"q": "exam"})
    with django_assert_max_num_queries(asked):
        client.get(SUGGEST, {"q": "exam"})


def odd_queries(shared_path: Callable[[str], Path]) -> list[str]:
    """Some hundreds of them."""
    hostile = attacks(shared_path)
    return [*OPERATORS, *ODD.values(), *(each[:200] for each in hostile[:170])]


def test_odd_queries_are_answered_and_stay_text(
    client: Client, writer: User, reviewer: User, editor: User, shared_path: Callable[[str], Path]
) -> None:
    published(writer, reviewer, editor, title='Alert("script") & <b>bold</b> examples')
    queries = odd_queries(shared_path)
    assert len(queries) > 200
    for number, text in enumerate(queries):
        query = {"q": text.encode("utf-8", "surrogatepass")}
        assert client.get(SUGGEST, query).status_code == 200, text
        page = client.get("/search/", query)
        assert page.status_code == 200, text
        if text.strip() and "<" in text:
            assert text.strip()[:60] not in page.text
        if number % 4 == 0:
            assert_harmless(BeautifulSoup(page.content, "html.parser"), text)


def assert_harmless(page: BeautifulSoup, text: str) -> None:
    """Nothing runs, and no element is there that the page does not have for any words."""
    assert faults(page) == [], text
    assert [script.get("src") for script in page.select("script")] == [SCRIPT], text
    for name in ("img", "iframe", "style", "object", "video", "math", "base", "textarea"):
        assert not page.select(name), text

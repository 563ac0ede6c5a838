"""The search, as programs ask it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.api import cursors
from articles.models import Edition
from articles.search.results import A_PAGE
from tests.articles.api.conftest import Ask
from tests.factories import published


def test_what_is_found_has_its_passage_and_where_it_stands(ask: Ask, edition: Edition) -> None:
    data = ask("search/", q="causes")["data"]
    (hit,) = data["hits"]
    assert (data["total"], data["is_more"]) == (1, False)
    assert hit["article"]["slug"] == edition.article.slug
    assert "<mark>causes</mark>" in hit["passage_html"]
    assert hit["section"] == {"id": "causes", "title": "Causes"}
    assert hit["links"]["passage"].endswith(f"{edition.article.get_absolute_url()}#causes")
    topic = edition.article.topic
    assert topic is not None
    assert data["topics"] == {topic.slug: 1}


def test_nothing_found_is_an_empty_answer(ask: Ask, edition: Edition) -> None:
    for words in ("xylophone", "", "   ", '"', "\0", "OR (", "🦴"):
        assert ask("search/", q=words)["data"]["hits"] == []


def test_filters(ask: Ask, edition: Edition) -> None:
    topic, today = edition.article.topic, timezone.localdate()
    assert topic is not None
    assert ask("search/", q="example", topic=topic.slug)["data"]["total"] == 1
    assert ask("search/", q="example", reviewed_since=today.isoformat())["data"]["total"] == 1
    later = today + timedelta(days=1)
    assert ask("search/", q="example", reviewed_since=later.isoformat())["data"]["total"] == 0


def test_topic_is_known_by_its_former_slug_and_another_is_refused(
    ask: Ask, edition: Edition
) -> None:
    topic = edition.article.topic
    assert topic is not None
    former, topic.slug = topic.slug, "renamed"
    topic.save()
    for slug in (former, "renamed"):
        assert ask("search/", q="example", topic=slug)["data"]["total"] == 1
    (error,) = ask("search/", 422, q="example", topic="another")["errors"]
    assert error == {
        "parameter": "topic",
        "place": "query",
        "reason": "There is no topic of that slug.",
    }


def test_withdrawn_article_is_not_found(ask: Ask, edition: Edition, editor: User) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert ask("search/", q="example")["data"]["hits"] == []


def test_pages_show_every_answer_once(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    for number in range(A_PAGE + 2):
        published(writer, reviewer, editor, title=f"Question {number} of examples")
    first = client.get("/api/v1/search/?q=examples&order=title").json()
    second = client.get(first["links"]["next"]).json()
    hits = first["data"]["hits"] + second["data"]["hits"]
    assert len({hit["article"]["id"] for hit in hits}) == len(hits) == A_PAGE + 2
    assert "next" not in second["links"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q", "x" * 501),
        ("order", "worst"),
        ("reviewed_since", "2026-W01-1"),
        ("reviewed_since", "20260101"),
        ("reviewed_since", "2026-02-30"),
        ("reviewed_since", "10000-01-01"),
        ("cursor", "x"),
        ("limit", "3"),
    ],
)
def test_bad_parameter_is_refused(ask: Ask, edition: Edition, name: str, value: str) -> None:
    (error,) = ask("search/", 422, **{"q": "example"} | {name: value})["errors"]
    assert error["parameter"] == name


def test_words_are_needed(ask: Ask, db: None) -> None:
    (error,) = ask("search/", 422)["errors"]
    assert (error["parameter"], error["reason"]) == ("q", "Field required")


def test_page_beyond_the_last_is_empty(ask: Ask, edition: Edition) -> None:
    for page in (1, 10**16, cursors.LARGEST):
        cursor = cursors.write("search", page)
        answer = ask("search/", q="example", cursor=cursor)
        assert (answer["data"]["hits"], "next" in answer["links"]) == ([], False)

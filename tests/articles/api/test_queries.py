"""How often an answer asks the database: as often for a full page as for a few rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition, Notice, Source
from tests.articles.shelf import fill
from tests.factories import published

LISTS = ["articles/", "topics/", "authors/", "sources/", "changes/?since=2020-01-01T00:00:00Z"]


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", LISTS)
def test_list_asks_as_often_for_many_as_for_few(
    client: Client,
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    path: str,
    at: Callable[..., None],
) -> None:
    at(timedelta(minutes=1))
    few = queries(client, path)
    for _ in range(4):
        published(writer, reviewer, editor)
    fill(edition, [f"Question {number}" for number in range(60)])
    for source in Source.objects.all():
        Notice.objects.create(source=source, kind="retraction", found_at=timezone.now())
    at(timedelta(minutes=9))
    assert queries(client, path) == few <= 8


def test_editions_of_an_article_ask_as_often_for_many(client: Client, edition: Edition) -> None:
    path = f"articles/{edition.article.slug}/editions/"
    assert queries(client, path) <= 3


def test_list_reads_no_texts(client: Client, edition: Edition) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/articles/")
    columns = ('"articles_edition"."html"', '"articles_revision"."frozen_content"')
    assert not [query for query in asked if any(name in query["sql"] for name in columns)]

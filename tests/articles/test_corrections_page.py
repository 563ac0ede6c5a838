"""The page of corrections: what was wrong in any article, since when, and what was changed."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from articles.views.library import CORRECTIONS_A_PAGE
from tests.articles.shelf import fill
from tests.factories import approved, published, write

pytestmark = pytest.mark.django_db
SINCE = date(2026, 3, 1)


def call_corrections() -> None:
    """Every edition that there is becomes a correction."""
    Edition.objects.all().overwrite(
        change_type="correction", fault="The dose.", change_note="Right now.", wrong_since=SINCE
    )


def headings(client: Client, url: str = "/corrections/") -> list[str]:
    response = client.get(url)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [heading.get_text() for heading in soup.select("main ol.line h2")]


def test_correction_says_what_was_wrong_since_when_and_what_changed(
    client: Client, edition: Edition
) -> None:
    call_corrections()
    soup = BeautifulSoup(client.get("/corrections/").content, "html.parser")
    (entry,) = soup.select("main ol.line > li")
    words = " ".join(entry.get_text().split())
    assert "What was wrong, from 1 March 2026 on: The dose." in words
    assert "What we changed: Right now." in words
    links = [str(link["href"]) for link in entry.select("a")]
    article = edition.article.get_absolute_url()
    assert links == [article, f"{article}history/"]


def test_retraction_says_why_and_since_when(client: Client, edition: Edition, editor: User) -> None:
    since = timezone.localdate()
    publishing.withdraw(
        edition.article, reason="Made up.", by=editor, kind="retraction", wrong_since=since
    )
    text = client.get("/corrections/").text
    assert "Retracted" in text
    assert "Made up." in text
    assert f"{since.day} {since:%B %Y}</time> on." in text


def test_what_was_never_wrong_is_not_told(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    left = published(writer, reviewer, editor, title="Left")
    publishing.withdraw(left.article, reason="Out of date.", by=editor)
    assert headings(client) == []
    assert "No article has been corrected" in client.get("/corrections/").text


def test_correction_to_come_and_that_of_a_withdrawn_article_are_not_told(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(edition.article, writer, reviewer, title="To come")
    publishing.publish(
        edition.article,
        revision=number,
        by=editor,
        at=timezone.now() + timedelta(minutes=5),
        change_type="correction",
        fault="The dose.",
        change_note="Right then.",
        wrong_since=timezone.localdate(),
    )
    gone = published(writer, reviewer, editor, title="Gone")
    Edition.objects.filter(pk=gone.pk).overwrite(
        change_type="correction", fault="A.", change_note="B.", wrong_since=SINCE
    )
    assert headings(client) == ["Gone"]
    publishing.withdraw(gone.article, reason="Out of date.", by=editor)
    assert headings(client) == []


def test_draft_is_hidden(client: Client, article: Article, writer: User) -> None:
    write(article, writer, title="A draft")
    assert "A draft" not in client.get("/corrections/").text


def test_pages_turn_the_latest_first(client: Client, edition: Edition) -> None:
    fill(edition, [f"Question {number}" for number in range(CORRECTIONS_A_PAGE)])
    call_corrections()
    first, second = headings(client), headings(client, "/corrections/?page=2")
    assert (len(first), len(second)) == (CORRECTIONS_A_PAGE, 1)
    assert len({*first, *second}) == CORRECTIONS_A_PAGE + 1
    assert 'href="?page=2"' in client.get("/corrections/").text
    assert client.get("/corrections/?page=3").status_code == 404


@pytest.mark.parametrize("value", ["0", "-1", "abc", "9" * 5000, "\x00", "💥"])
def test_odd_page_is_never_a_server_error(client: Client, value: str) -> None:
    assert client.get("/corrections/", {"page": value}).status_code == 404


def test_page_asks_as_often_for_many(
    client: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    fill(edition, [f"Question {number}" for number in range(2 * CORRECTIONS_A_PAGE)])
    call_corrections()
    with django_assert_max_num_queries(7):
        client.get("/corrections/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_is_only_read(method: str) -> None:
    assert getattr(Client(enforce_csrf_checks=True), method)("/corrections/").status_code == 405


def test_every_page_leads_to_it(client: Client, edition: Edition) -> None:
    for url in ("/", edition.article.get_absolute_url()):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        assert soup.select_one('footer a[href="/corrections/"]')

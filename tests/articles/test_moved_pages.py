"""A renamed slug redirects for ever, and betrays nothing that readers may not see."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Author, Edition, Topic
from tests.factories import AuthorFactory, TopicFactory, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rest", ["", "history/", "editions/1/", "report/"])
def test_renamed_article_redirects_with_its_pages_and_query(
    client: Client, edition: Edition, rest: str
) -> None:
    old = edition.article.get_absolute_url()
    rename(edition.article, "newer-name")
    rename(edition.article, "newest-name")
    for former in (old, "/articles/newer-name/"):
        response = client.get(f"{former}{rest}?utm=a%26b")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/articles/newest-name/{rest}?utm=a%26b"
    assert client.get(f"/articles/newest-name/{rest}").status_code == 200


def test_report_sent_to_a_former_address_keeps_its_text(client: Client, edition: Edition) -> None:
    old = edition.article.get_absolute_url()
    rename(edition.article, "newer-name")
    response = client.post(f"{old}report/", {"body": "A typing error."}, follow=True)
    assert response.redirect_chain[0] == ("/articles/newer-name/report/", 308)
    assert edition.article.enquiries.get().body == "A typing error."


def test_former_address_of_a_draft_is_not_found(
    client: Client, article: Article, writer: User
) -> None:
    write(article, writer)
    old = article.get_absolute_url()
    rename(article, "secret-plans")
    assert client.get(old).status_code == 404


def test_renamed_topic_redirects(client: Client) -> None:
    topic = TopicFactory(slug="old-topic")
    rename(topic, "new-topic")
    response = client.get("/topics/old-topic/?page=1")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/topics/new-topic/?page=1",
    )
    assert client.get("/topics/new-topic/").status_code == 200


def test_renamed_author_redirects(client: Client, edition: Edition) -> None:
    rename(Author.objects.get(slug="ada-example"), "ada-newname")
    response = client.get("/authors/ada-example/")
    assert (response.status_code, response.headers["Location"]) == (301, "/authors/ada-newname/")


def test_author_whom_no_live_article_names_is_not_found(client: Client) -> None:
    author = AuthorFactory(slug="unknown")
    assert client.get("/authors/unknown/").status_code == 404
    rename(author, "still-unknown")
    assert client.get("/authors/unknown/").status_code == 404


@pytest.mark.parametrize("kind", ["articles", "topics", "authors"])
def test_address_that_nobody_ever_had_is_not_found(client: Client, kind: str) -> None:
    assert client.get(f"/{kind}/nobody/").status_code == 404
    assert client.get(f"/{kind}/{'x' * 3000}/").status_code == 404


def rename(holder: Article | Author | Topic, slug: str) -> None:
    holder.slug = slug
    holder.save()

"""Home, A to Z, topics and authors: what they list, in which order, and on how many pages."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles import listing, publishing
from articles.models import Article, Author, Edition
from tests.articles.shelf import fill
from tests.factories import AuthorFactory, TopicFactory, published, write

pytestmark = pytest.mark.django_db
ODD = ["", "0", "-1", "2", "abc", "1.5", "9" * 5000, "\x00", "💥", "'; DROP TABLE x", "%00"]


def titles(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200, url
    soup = BeautifulSoup(response.content, "html.parser")
    return [link.get_text(strip=True) for link in soup.select("main li h3 a[href^='/articles/']")]


def test_empty_library_has_its_pages(client: Client) -> None:
    TopicFactory(slug="mind")
    for url in ("/", "/articles/", "/articles/?topic=mind", "/articles/?letter=B", "/topics/mind/"):
        assert titles(client, url) == []


def test_lists_show_what_is_live_and_nothing_else(
    client: Client, article: Article, writer: User, reviewer: User, editor: User
) -> None:
    write(article, writer, title="A draft")
    gone = published(writer, reviewer, editor, title="A withdrawn one")
    publishing.withdraw(gone.article, reason="Out of date.", by=editor)
    published(writer, reviewer, editor, title="A live one")
    for url in ("/", "/articles/", "/authors/ada-example/"):
        assert titles(client, url) == ["A live one"]


def test_a_to_z_is_in_order_whatever_the_script(client: Client, edition: Edition) -> None:
    fill(
        edition,
        ["Zinc", "Éclampsia", "“Apnoea” at night", "ear ache", "Żelazo", "5 a day", "Железо"],
    )
    assert titles(client, "/articles/") == [
        "“Apnoea” at night",
        "ear ache",
        "Éclampsia",
        "Why do examples happen?",
        "Żelazo",
        "Zinc",
        "5 a day",
        "Железо",
    ]
    soup = BeautifulSoup(client.get("/articles/").content, "html.parser")
    letters = [heading.get_text() for heading in soup.select("section.letter h2")]
    assert letters == ["A", "E", "W", "Z", "#"]


def test_letter_shows_its_own_articles(client: Client, edition: Edition) -> None:
    fill(edition, ["Zinc", "5 a day"])
    assert titles(client, "/articles/?letter=Z") == ["Zinc"]
    assert titles(client, "/articles/?letter=%23") == ["5 a day"]
    assert titles(client, "/articles/?letter=B") == []
    assert client.get("/articles/?letter=b").status_code == 404


def test_topic_filters_and_stays_when_pages_turn(client: Client, edition: Edition) -> None:
    other = TopicFactory(slug="mind")
    fill(edition, [f"Topic text {number:03}" for number in range(60)], topic=other)
    first = titles(client, "/articles/?topic=mind")
    second = titles(client, "/articles/?topic=mind&page=2")
    assert len(first) == listing.A_PAGE
    assert [*first, *second] == [f"Topic text {number:03}" for number in range(60)]
    response = client.get("/articles/?topic=mind&letter=T")
    assert 'href="?topic=mind&amp;letter=T&amp;page=2"' in response.text


def test_topic_page_turns_pages(client: Client, edition: Edition) -> None:
    topic = edition.article.topic
    assert topic is not None
    fill(edition, [f"More {number}" for number in range(30)], topic=topic)
    url = topic.get_absolute_url()
    listed = [*titles(client, url), *titles(client, f"{url}?page=2")]
    assert sorted(listed) == sorted([edition.title, *(f"More {number}" for number in range(30))])
    assert client.get(f"{url}?page=3").status_code == 404


def test_topics_count_their_live_articles(
    client: Client, edition: Edition, writer: User, article: Article
) -> None:
    write(article, writer)
    empty = TopicFactory(name="Empty")
    fill(edition, ["One more"], topic=edition.article.topic)
    counts = {topic: vars(topic)["article_count"] for topic in listing.topics()}
    assert counts == {edition.article.topic: 2, article.topic: 0, empty: 0}
    assert "2 articles" in client.get("/").text


def test_topic_counts_an_article_with_two_editions_once(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = write(edition.article, writer, title="Again").number
    publishing.approve(edition.article, revision=number, by=reviewer)
    publishing.publish(edition.article, revision=number, by=editor)
    assert [vars(topic)["article_count"] for topic in listing.topics()] == [1]


def test_author_page_follows_the_published_byline_not_the_working_copy(
    client: Client, edition: Edition
) -> None:
    signed = Author.objects.get(pk=edition.revision.content.byline[0].author)
    newcomer = AuthorFactory(slug="newcomer")
    edition.article.bylines.update(author=newcomer)
    assert titles(client, signed.get_absolute_url()) == [edition.title]
    assert client.get("/authors/newcomer/").status_code == 404


def test_author_page_tells_writing_from_reviewing(client: Client, edition: Edition) -> None:
    signed = Author.objects.get(pk=edition.revision.content.byline[0].author)
    assert f"Articles by {signed.name}" in client.get(signed.get_absolute_url()).text
    text = client.get("/authors/ada-example/").text
    assert "Articles reviewed by Dr Ada Example" in text
    assert "Articles by Dr Ada Example" not in text


def test_profile_is_cleaned_before_it_is_shown(client: Client, edition: Edition) -> None:
    Author.objects.filter(slug="ada-example").update(
        bio="<p>Hello</p><img src=x onerror=alert(1)><script>alert(1)</script>"
    )
    text = client.get("/authors/ada-example/").text
    assert "<p>Hello</p>" in text
    assert "alert" not in text


@pytest.mark.parametrize("name", ["page", "topic", "letter"])
@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("url", ["/", "/articles/", "/topics/mind/", "/authors/ada-example/"])
def test_odd_parameter_is_never_a_server_error(
    client: Client, edition: Edition, url: str, name: str, value: str
) -> None:
    TopicFactory(slug="mind")
    assert client.get(url, {name: value}).status_code in {200, 404}


@pytest.mark.parametrize(
    "query", ["page=1&page=zzz", "topic=mind&topic=%00", "page[]=1", "%ff=%ff"]
)
def test_odd_query_is_never_a_server_error(client: Client, query: str) -> None:
    assert client.get(f"/articles/?{query}").status_code in {200, 404}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", ["/", "/articles/", "/topics/mind/", "/authors/x/", "/terms/"])
def test_list_takes_get_alone(method: str, url: str) -> None:
    assert getattr(Client(enforce_csrf_checks=True), method)(url).status_code == 405


@given(title=st.text(max_size=200))
def test_every_title_has_one_letter_of_the_alphabet(title: str) -> None:
    assert listing.letter(title) in listing.LETTERS

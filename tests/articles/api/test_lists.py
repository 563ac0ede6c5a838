"""Topics, people and sources, as programs read them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Author, Edition, Notice, Source
from tests.articles.api.conftest import Ask
from tests.factories import AuthorFactory, SourceFactory, TopicFactory, published, write


def everything(client: Client, path: str, limit: int) -> list[Any]:
    """All the rows of a list, page by page."""
    rows, url = [], f"/api/v1/{path}?limit={limit}"
    while url:
        answer = client.get(url).json()
        assert len(answer["data"]) <= limit
        rows += answer["data"]
        url = answer["links"].get("next", "")
    return rows


def test_entry_leads_to_every_list(ask: Ask, client: Client, edition: Edition) -> None:
    answer = ask("")
    for url in [*answer["data"]["lists"].values(), answer["links"]["describedby"]]:
        assert client.get(url).status_code == 200
    found = client.get(answer["links"]["search"] + "example").json()
    assert found["data"]["total"] == 1


def test_topics_have_the_number_of_their_live_articles(
    ask: Ask, edition: Edition, article: Article
) -> None:
    """The draft's topic has none."""
    topic = edition.article.topic
    assert topic is not None
    counts = {each["slug"]: each["article_count"] for each in ask("topics/")["data"]}
    assert counts[topic.slug] == 1
    assert sum(counts.values()) == 1
    data = ask(f"topics/{topic.slug}/")["data"]
    assert (data["name"], data["article_count"]) == (topic.name, 1)
    assert data["links"]["articles"].endswith(f"/api/v1/articles/?topic={topic.slug}")


def test_former_slugs_of_topics_and_people_lead_on(client: Client, edition: Edition) -> None:
    topic, author = edition.article.topic, Author.objects.get(slug="ada-example")
    assert topic is not None
    for row, path in ((topic, "topics"), (author, "authors")):
        former, row.slug = row.slug, f"renamed-{path}"
        row.save()
        response = client.get(f"/api/v1/{path}/{former}/")
        assert response.status_code == 301
        assert response["Location"] == f"/api/v1/{path}/renamed-{path}/"


def test_people_are_those_whom_live_articles_name(
    ask: Ask, edition: Edition, article: Article, writer: User, editor: User
) -> None:
    AuthorFactory(slug="nobody")
    write(article, writer)
    people = {each["slug"]: each for each in ask("authors/")["data"]}
    (signed,) = edition.revision.content.byline
    author = Author.objects.get(pk=signed.author)
    assert set(people) == {"ada-example", author.slug}
    assert (people[author.slug]["written"], people[author.slug]["reviewed"]) == (1, 0)
    assert (people["ada-example"]["written"], people["ada-example"]["reviewed"]) == (0, 1)
    assert ask(f"authors/{author.slug}/")["data"] == people[author.slug]
    assert people[author.slug]["links"]["written"].endswith(f"?author={author.slug}")
    assert "reviewed" not in people[author.slug]["links"]
    ask("authors/nobody/", 404)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert ask("authors/")["data"] == []
    ask(f"authors/{author.slug}/", 404)


def test_profile_of_a_person_is_clean(ask: Ask, edition: Edition) -> None:
    Author.objects.update(bio="<p onclick=x>Hello<script>alert(1)</script></p>")
    assert ask("authors/ada-example/")["data"]["bio_html"] == "<p>Hello</p>"


def test_sources_are_those_that_live_articles_cite(
    ask: Ask, edition: Edition, article: Article, writer: User, editor: User
) -> None:
    unused, cited = SourceFactory(), edition.revision.content.references
    write(article, writer)
    data = ask("sources/")["data"]
    assert [each["id"] for each in data] == sorted(each.source for each in cited)
    first = Source.objects.get(pk=data[0]["id"])
    assert data[0]["item"] == dict(first.item()) | {"id": f"source-{first.pk}"}
    assert data[0]["article_count"] == 1
    assert data[0]["links"]["articles"].endswith(f"/api/v1/articles/?source={first.pk}")
    assert ask(f"sources/{first.pk}/")["data"] == data[0]
    ask(f"sources/{unused.pk}/", 404)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert ask("sources/")["data"] == []


def test_source_tells_what_was_said_of_it(ask: Ask, edition: Edition) -> None:
    source = Source.objects.get(pk=edition.revision.content.references[0].source)
    values = {"kind": "correction", "identifier": "10.1/x", "url": "https://doi.org/10.1/x"}
    Notice.objects.create(source=source, found_at=timezone.now(), **values)
    (notice,) = ask(f"sources/{source.pk}/")["data"]["notices"]
    assert notice == values | {"issued_on": None}


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_show_every_row_once(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User, limit: int
) -> None:
    for _ in range(2):
        published(writer, reviewer, editor)
    for path, count in (("authors/", 4), ("sources/", 6)):
        rows = everything(client, path, limit)
        assert len({each["links"]["self"] for each in rows}) == len(rows) == count


def test_empty_topic_is_a_topic(ask: Ask, db: None) -> None:
    TopicFactory(slug="empty")
    assert ask("topics/empty/")["data"]["article_count"] == 0

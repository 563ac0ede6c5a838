"""Articles and their editions, as programs read them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import bylines, publishing
from articles.models import Article, Author, Edition, Notice, Source
from tests.articles.api.conftest import Ask
from tests.articles.shelf import fill
from tests.factories import TopicFactory, approved, published, write


def slugs(answer: Any) -> list[str]:
    return [each["slug"] for each in answer["data"]]


def titles(answer: Any) -> list[str]:
    return [each["title"] for each in answer["data"]]


def test_article_is_its_live_edition_whole(
    ask: Ask, edition: Edition, settings: LazySettings
) -> None:
    article, data = edition.article, ask(f"articles/{edition.article.slug}/")["data"]
    assert (data["id"], data["slug"], data["title"]) == (article.pk, article.slug, edition.title)
    assert data["standfirst"] == "What an example is, and what to do about it."
    assert data["html"] == edition.html
    assert data["key_points"] == ["Examples are common."]
    assert data["summary"] == "Examples pass."
    assert [faq["urgent"] for faq in data["faqs"]] == [False, True]
    assert data["faqs"][0] == {
        "question": "Can it be prevented?",
        "answer": "Partly.",
        "urgent": False,
    }
    assert [section["id"] for section in data["contents"]] == [
        section["id"] for section in edition.contents
    ]
    assert data["authors"][0]["name"] == edition.revision.content.byline[0].name
    assert data["reviewer"]["name"] == "Dr Ada Example"
    assert data["reviewer"]["credentials"] == "MBBS"
    assert data["reviewer"]["competing_interests"] == "None declared"
    assert data["reviewed_on"] == edition.reviewed_on.isoformat()
    assert (data["edition"], data["change_type"], data["is_live"]) == (1, "first", True)
    assert (data["sample"], data["overdue"]) == (False, False)
    assert data["links"]["page"] == settings.SITE_URL + article.get_absolute_url()


def test_references_have_their_fields_as_csl_json(ask: Ask, edition: Edition) -> None:
    references = ask(f"articles/{edition.article.slug}/")["data"]["references"]
    assert [each["number"] for each in references] == [1, 2]
    cited = {each.key: each.item for each in edition.revision.content.references}
    for each in references:
        assert each["item"] == dict(cited[each["key"]]) | {"id": each["key"]}
        assert each["text"].startswith("Example A.")


def test_moments_are_whole(ask: Ask, edition: Edition) -> None:
    data = ask(f"articles/{edition.article.slug}/")["data"]
    assert datetime.fromisoformat(data["published_at"]) == edition.published_at


def test_people_are_called_what_they_are_called_now(
    ask: Ask, edition: Edition, editor: User
) -> None:
    bylines.rename(Author.objects.get(slug="ada-example"), name="Dr Ada Newname", by=editor)
    data = ask(f"articles/{edition.article.slug}/")["data"]
    assert data["reviewer"]["name"] == "Dr Ada Newname"


def test_retraction_of_a_cited_work_is_told_with_the_text(ask: Ask, edition: Edition) -> None:
    source = Source.objects.get(pk=edition.revision.content.references[0].source)
    Notice.objects.create(source=source, kind="retraction", found_at=timezone.now())
    data = ask(f"articles/{edition.article.slug}/")["data"]
    (notice,) = data["notices"]
    assert (notice["reference"], notice["notice"]["kind"]) == (1, "retraction")
    assert "etracted" in data["html"]
    assert "etracted" not in edition.html


def test_correction_says_what_was_wrong(ask: Ask, corrected: Edition) -> None:
    data = ask(f"articles/{corrected.article.slug}/")["data"]
    assert (data["change_type"], data["fault"]) == ("correction", "The dose.")
    assert data["corrections"] == [
        {
            "edition": 2,
            "published_at": data["published_at"],
            "change_note": "It is right now.",
            "fault": "The dose.",
            "wrong_since": timezone.localdate().isoformat(),
        }
    ]


def test_editions_of_an_article_the_latest_first(
    ask: Ask, edition: Edition, corrected: Edition
) -> None:
    data = ask(f"articles/{edition.article.slug}/editions/")["data"]
    assert [(each["edition"], each["is_live"]) for each in data] == [(2, True), (1, False)]
    assert data[1]["links"]["superseded_by"].endswith(f"/api/v1/articles/{edition.article.slug}/")
    assert "superseded_by" not in data[0]["links"]


def test_older_edition_says_that_it_is_one(ask: Ask, edition: Edition, corrected: Edition) -> None:
    data = ask(f"articles/{edition.article.slug}/editions/1/")["data"]
    assert (data["title"], data["is_live"]) == (edition.title, False)
    assert data["links"]["superseded_by"].endswith(f"/api/v1/articles/{edition.article.slug}/")
    assert data["links"]["page"].endswith("/editions/1/")
    assert data["reviewer"]["links"] == {}


def test_list_has_the_latest_first_and_no_texts(
    ask: Ask, edition: Edition, corrected: Edition, writer: User, reviewer: User, editor: User
) -> None:
    published(writer, reviewer, editor, title="The newest")
    answer = ask("articles/")
    assert titles(answer) == ["The newest", "Put right"]
    assert "html" not in answer["data"][0]


def test_list_is_filtered(
    ask: Ask, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor)
    byline = edition.revision.content.byline[0].author
    author, topic = Author.objects.get(pk=byline), edition.article.topic
    assert topic is not None
    source = edition.revision.content.references[0].source
    for query in ({"topic": topic.slug}, {"author": author.slug}, {"source": source}):
        assert slugs(ask("articles/", **query)) == [edition.article.slug]
    both = [other.article.slug, edition.article.slug]
    assert slugs(ask("articles/", reviewer="ada-example")) == both
    since = edition.published_at.isoformat()
    assert slugs(ask("articles/", updated_since=since)) == [other.article.slug]
    assert slugs(ask("articles/", updated_since=other.published_at.isoformat())) == []


def test_filter_knows_former_addresses(ask: Ask, edition: Edition) -> None:
    topic = edition.article.topic
    assert topic is not None
    former, topic.slug = topic.slug, "renamed"
    topic.save()
    assert slugs(ask("articles/", topic=former)) == [edition.article.slug]


@pytest.mark.parametrize("parameter", ["topic", "author", "reviewer"])
def test_filter_that_means_nobody_is_refused(ask: Ask, edition: Edition, parameter: str) -> None:
    TopicFactory(slug="empty")
    (error,) = ask("articles/", 422, **{parameter: "nobody"})["errors"]
    assert error["parameter"] == parameter
    assert slugs(ask("articles/", topic="empty")) == []


def test_what_is_not_public_is_not_there(
    ask: Ask, edition: Edition, article: Article, writer: User, reviewer: User, editor: User
) -> None:
    draft, live = article, edition.article
    number = approved(draft, writer, reviewer, title="To come")
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(draft, revision=number, by=editor, at=soon)
    write(live, writer, title="Not yet")
    for path in ("", "editions/", "editions/1/"):
        ask(f"articles/{draft.slug}/{path}", 404)
    ask(f"articles/{live.slug}/editions/2/", 404)
    assert titles(ask("articles/")) == [edition.title]
    publishing.cancel_schedule(draft, by=editor)
    ask(f"articles/{draft.slug}/", 404)


def test_schedule_comes_by_time_alone(
    ask: Ask,
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    at: Callable[[timedelta], None],
) -> None:
    number = approved(article, writer, reviewer)
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=soon)
    ask(f"articles/{article.slug}/", 404)
    at(timedelta(minutes=6))
    ask(f"articles/{article.slug}/")


@pytest.mark.parametrize("rest", ["", "editions/", "editions/1/"])
def test_withdrawn_article_says_why(ask: Ask, edition: Edition, editor: User, rest: str) -> None:
    today = timezone.localdate()
    publishing.withdraw(
        edition.article, reason="A recall.", by=editor, kind="retraction", wrong_since=today
    )
    problem = ask(f"articles/{edition.article.slug}/{rest}", 410)
    assert (problem["article"], problem["article_title"]) == (edition.article.pk, edition.title)
    assert problem["withdrawal"]["reason"] == "A recall."
    assert problem["withdrawal"]["wrong_since"] == today.isoformat()
    assert "was retracted" in problem["detail"]
    assert "What an example is" not in str(problem)
    assert ask("articles/")["data"] == []


@pytest.mark.parametrize("rest", ["", "editions/", "editions/1/", "editions/?limit=1"])
def test_former_slug_leads_to_the_present_one(client: Client, edition: Edition, rest: str) -> None:
    article = edition.article
    former, article.slug = article.slug, "renamed"
    article.save()
    response = client.get(f"/api/v1/articles/{former}/{rest}")
    assert (response.status_code, response.content) == (301, b"")
    assert response["Location"] == f"/api/v1/articles/renamed/{rest}"


def test_pages_show_every_article_once_whatever_is_published_meanwhile(
    ask: Ask, client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    """Many were published in one moment, too."""
    fill(edition, [f"Question {number}" for number in range(25)])
    page = ask("articles/", limit=10)
    seen = slugs(page)
    while following := page["links"].get("next"):
        published(writer, reviewer, editor)
        response = client.get(following)
        page = response.json()
        seen += slugs(page)
    live = Edition.objects.live().count()
    assert len(seen) == len(set(seen)) == 26 == live - 2


def test_next_page_is_in_the_link_header_too(client: Client, edition: Edition) -> None:
    fill(edition, ["One", "Two"])
    response = client.get("/api/v1/articles/?limit=2")
    assert response["Link"] == f'<{response.json()["links"]["next"]}>; rel="next"'
    assert "Link" not in client.get("/api/v1/articles/?limit=3")


def test_empty_library_is_an_empty_list(ask: Ask, db: None) -> None:
    assert ask("articles/")["data"] == []
    assert "next" not in ask("articles/")["links"]

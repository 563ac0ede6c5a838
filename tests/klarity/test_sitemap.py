"""Search engines are told of every public page, of none that is not, and when each last changed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.flatpages.models import FlatPage
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.models import Article, Author, Edition
from klarity import sitemap
from tests.articles.shelf import fill
from tests.factories import TopicFactory, approved, published, write
from tests.schemas import faults

pytestmark = pytest.mark.django_db
S = f"{{{sitemap.NAMESPACE}}}"


def places(client: Client, url: str) -> dict[str, str | None]:
    """What a sitemap lists: each address with its lastmod."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert faults("sitemap", response.content) == []
    root = etree.fromstring(response.content)
    return {str(each.findtext(f"{S}loc")): each.findtext(f"{S}lastmod") for each in root}


def of(client: Client, name: str, site: str) -> dict[str, str | None]:
    """The same of a section by paths; nothing if there is no such section."""
    url = f"/sitemap-{name}-1.xml"
    if client.get(url).status_code == 404:
        return {}
    return {url.removeprefix(site): changed for url, changed in places(client, url).items()}


@pytest.fixture
def site(settings: Any) -> str:
    settings.SITE_URL = "https://library.example"
    return "https://library.example"


def moment(text: str | None) -> datetime:
    assert text is not None
    return datetime.fromisoformat(text)


def second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def test_index_leads_to_sections_that_are_there(
    client: Client, edition: Edition, site: str
) -> None:
    index = places(client, "/sitemap.xml")
    names = [url.removeprefix(f"{site}/sitemap-") for url in index]
    sections = ("pages", "articles", "topics", "authors", "policies", "newsletter")
    assert names == [f"{name}-1.xml" for name in sections]
    for url, changed in index.items():
        listed = places(client, url.removeprefix(site))
        assert all(each.startswith(f"{site}/") for each in listed)
        assert changed == max((each for each in listed.values() if each), default=None)


def test_every_page_listed_is_there_and_may_be_indexed(
    client: Client, edition: Edition, site: str
) -> None:
    for index in places(client, "/sitemap.xml"):
        for url in places(client, index.removeprefix(site)):
            response = client.get(url.removeprefix(site), secure=True)
            assert response.status_code == 200, url
            assert "noindex" not in response.text
            canonical = f'rel="canonical" href="{url}"'
            assert canonical in response.text or "canonical" not in response.text


def test_empty_library_has_a_sitemap(client: Client, site: str) -> None:
    assert [url.rpartition("/")[2] for url in places(client, "/sitemap.xml")] == [
        "sitemap-pages-1.xml",
        "sitemap-policies-1.xml",
        "sitemap-newsletter-1.xml",
    ]


def test_article_changed_when_its_edition_was_published(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User, site: str
) -> None:
    number = approved(edition.article, writer, reviewer, title="Again")
    later = publishing.publish(edition.article, revision=number, by=editor)
    write(edition.article, writer, title="Not yet")
    (changed,) = of(client, "articles", site).items()
    assert changed[0] == edition.article.get_absolute_url()
    assert moment(changed[1]) == second(later.published_at)
    assert moment(of(client, "pages", site)["/"]) == second(later.published_at)


def test_drafts_schedules_samples_and_what_is_withdrawn_are_not_listed(
    client: Client,
    edition: Edition,
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    site: str,
) -> None:
    number = approved(article, writer, reviewer)
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=soon)
    sample = published(writer, reviewer, editor).article
    Article.objects.filter(pk=sample.pk).update(sample=True)
    assert list(of(client, "articles", site)) == [edition.article.get_absolute_url()]
    publishing.withdraw(edition.article, reason="Old.", by=editor)
    assert of(client, "articles", site) == {}


def test_schedule_comes_by_time_alone(
    client: Client,
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    site: str,
    page_cache: None,
    at: Any,
) -> None:
    number = approved(article, writer, reviewer)
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=soon)
    assert of(client, "articles", site) == {}
    at(timedelta(minutes=6))
    assert list(of(client, "articles", site)) == [article.get_absolute_url()]


def test_topic_changes_with_what_joins_and_leaves_it(
    client: Client, edition: Edition, editor: User, site: str
) -> None:
    topic = edition.article.topic
    assert topic is not None
    TopicFactory()
    (other,) = fill(edition, ["Another"], topic=topic)
    listed = of(client, "topics", site)
    assert list(listed) == [topic.get_absolute_url()]
    assert moment(listed[topic.get_absolute_url()]) == second(edition.published_at)
    left = publishing.withdraw(other.article, reason="Old.", by=editor)
    changed = of(client, "topics", site)[topic.get_absolute_url()]
    assert moment(changed) == second(left.withdrawn_at)


def test_people_are_listed_whom_live_editions_name(
    client: Client, edition: Edition, article: Article, writer: User, editor: User, site: str
) -> None:
    write(article, writer)
    named = Author.objects.get(pk=edition.revision.content.byline[0].author)
    expected = {named.get_absolute_url(), "/authors/ada-example/"}
    assert set(of(client, "authors", site)) == expected
    publishing.withdraw(edition.article, reason="Old.", by=editor)
    assert of(client, "authors", site) == {}


def test_policy_changed_when_the_desk_says_so(client: Client, editor: User, site: str) -> None:
    page = FlatPage.objects.get(url="/terms/")
    assert of(client, "policies", site)["/terms/"] is None
    entry = LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(FlatPage),
        object_id=str(page.pk),
        object_repr="Terms",
        action_flag=CHANGE,
    )
    assert moment(of(client, "policies", site)["/terms/"]) == second(entry.action_time)


def test_new_address_of_a_person_or_policy_is_seen_at_once(
    client: Client, edition: Edition, site: str, page_cache: None
) -> None:
    assert "/authors/ada-example/" in of(client, "authors", site)
    assert "/terms/" in of(client, "policies", site)
    Author.objects.filter(slug="ada-example").update(slug="ada-newname")
    FlatPage.objects.filter(url="/terms/").update(url="/small-print/")
    assert "/authors/ada-newname/" in of(client, "authors", site)
    assert "/small-print/" in of(client, "policies", site)


def test_many_places_go_on_in_a_second_sitemap(
    client: Client, edition: Edition, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(edition, [f"Question {number}" for number in range(4)])
    monkeypatch.setattr(sitemap, "PLACES", 2)
    parts = [url for url in places(client, "/sitemap.xml") if "articles" in url]
    assert parts == [f"{site}/sitemap-articles-{number}.xml" for number in (1, 2, 3)]
    listed = [list(places(client, part.removeprefix(site))) for part in parts]
    assert [len(each) for each in listed] == [2, 2, 1]
    assert len({url for each in listed for url in each}) == 5
    assert client.get("/sitemap-articles-4.xml").status_code == 404


@pytest.mark.parametrize("rest", ["nothing-1", "articles-0", "articles-99999999999999999999", "-1"])
def test_sitemap_that_is_not_there_is_not_found(client: Client, rest: str) -> None:
    assert client.get(f"/sitemap-{rest}.xml").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", ["/sitemap.xml", "/sitemap-pages-1.xml"])
def test_sitemap_is_only_read(url: str, method: str) -> None:
    assert getattr(Client(enforce_csrf_checks=True), method)(url).status_code == 405


def test_unchanged_sitemap_is_a_304(client: Client, edition: Edition, page_cache: None) -> None:
    for url in ("/sitemap.xml", "/sitemap-articles-1.xml"):
        etag = client.get(url)["ETag"]
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("name", ["pages", "articles", "topics", "authors", "policies"])
def test_section_asks_as_often_for_many_articles(
    client: Client, edition: Edition, name: str, django_assert_max_num_queries: Any
) -> None:
    fill(edition, [f"Question {number}" for number in range(100)])
    with django_assert_max_num_queries(4):
        client.get(f"/sitemap-{name}-1.xml")

"""The public archive: what was sent and nothing else, with what readers find of it now."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles import disclaimers, publishing
from articles.models import Article, Disclaimer, Edition
from newsletter import archive, issues
from newsletter.models import Issue
from tests.articles.shelf import fill
from tests.articles.vocabulary import faults
from tests.factories import approved as approved_text
from tests.newsletter.issuing import approved, colleague, drafted, edited, started

LIST = "/newsletter/issues/"
FEED = "/newsletter/issues/feed/"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = [LIST, "/newsletter/issues/daily/", "/newsletter/issues/daily/1/", FEED]


@pytest.fixture
def issue(edition: Edition) -> Issue:
    """An issue that is on its way."""
    return started(drafted())


def subjects(client: Client, url: str) -> list[str]:
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return [link.get_text() for link in soup.select("main li h2 a")]


def contents(client: Client) -> list[str]:
    feed = ElementTree.fromstring(client.get(FEED).content)
    return [entry.findtext(f"{ATOM}content") or "" for entry in feed.iter(f"{ATOM}entry")]


def sent(count: int, frequency: str = "daily") -> list[Issue]:
    """So many issues that were sent, straight into the table, an hour apart."""
    now, disclaimer, by = timezone.now(), Disclaimer.objects.in_force(), colleague()
    return Issue.objects.bulk_create(
        Issue(
            frequency=frequency,
            number=number,
            subject=f"Number {number}",
            drafted_at=now,
            approved_by=by,
            approved_at=now,
            disclaimer=disclaimer,
            started_at=now + number * timedelta(hours=1),
        )
        for number in range(1, count + 1)
    )


def test_search_engines_are_told_of_what_was_sent(
    client: Client, issue: Issue, page_cache: None
) -> None:
    url = "/sitemap-newsletter-1.xml"
    pages = ["/newsletter/", LIST, "/newsletter/issues/daily/1/"]
    assert client.get(url).text.count("<loc>") == len(pages)
    assert all(f"{page}</loc>" in client.get(url).text for page in pages)
    started_at = issue.started_at
    assert started_at is not None
    assert f"<lastmod>{started_at.isoformat(timespec='seconds')}</lastmod>" in client.get(url).text
    sent(1, "weekly")
    assert "/newsletter/issues/weekly/1/</loc>" in client.get(url).text


def test_issue_that_was_sent_is_there_for_all(
    client: Client, issue: Issue, edition: Edition
) -> None:
    assert subjects(client, LIST) == ["Of examples"]
    page = client.get("/newsletter/issues/daily/1/")
    assert page.status_code == 200
    assert "Daily newsletter 1, sent on" in page.text
    assert "<p>Hello.</p>" in page.text
    assert edition.article.get_absolute_url() in page.text
    assert edition.standfirst in page.text
    (entry,) = contents(client)
    assert edition.title in entry
    assert "<p>Hello.</p>" in entry


def test_issue_is_described_for_search_engines_without_what_was_withdrawn(
    client: Client, issue: Issue, edition: Edition, editor: User
) -> None:
    def described() -> dict[str, Any]:
        soup = BeautifulSoup(client.get("/newsletter/issues/daily/1/").content, "html.parser")
        [element] = soup.select("script[type='application/ld+json']")
        data: dict[str, Any] = json.loads(element.get_text())
        assert list(faults(data)) == []
        return data

    data = described()
    assert (data["@type"], data["description"]) == ("CollectionPage", "Of examples")
    assert [each["name"] for each in data["mainEntity"]["itemListElement"]] == [edition.title]
    publishing.withdraw(edition.article, reason="Wrong.", by=editor)
    assert "mainEntity" not in described()


def test_issue_is_hidden_until_it_is_sent(client: Client, edition: Edition) -> None:
    issue = drafted()
    for stage in (edited, approved, lambda issue: issues.schedule(issue, by=colleague())):
        stage(issue)
        assert subjects(client, LIST) == []
        assert contents(client) == []
        assert client.get("/newsletter/issues/daily/1/").status_code == 404
    issues.cancel(issue, by=colleague())
    assert client.get("/newsletter/issues/daily/1/").status_code == 404


def test_issue_that_was_cancelled_on_its_way_stays(client: Client, issue: Issue) -> None:
    issues.cancel(issue, by=colleague())
    assert client.get("/newsletter/issues/daily/1/").status_code == 200


def test_there_is_nothing_else(client: Client, issue: Issue) -> None:
    for rest in (
        "hourly/",
        "hourly/1/",
        "weekly/1/",
        "daily/2/",
        "daily/x/",
        "daily/%00/",
        "?page=2",
    ):
        assert client.get(LIST + rest).status_code == 404, rest
    assert client.get("/newsletter/issues/weekly/").status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_archive_is_only_read(client: Client, issue: Issue, url: str) -> None:
    assert client.head(url).status_code == 200
    for method in (client.post, client.put, client.delete):
        assert method(url).status_code == 405


def test_lists_are_paged_and_stand_apart(client: Client, db: None) -> None:
    sent(archive.A_PAGE + 1)
    sent(1, "weekly")
    first = subjects(client, "/newsletter/issues/daily/")
    assert first == [f"Number {number}" for number in range(archive.A_PAGE + 1, 1, -1)]
    assert subjects(client, "/newsletter/issues/daily/?page=2") == ["Number 1"]
    assert subjects(client, "/newsletter/issues/weekly/") == ["Number 1"]


def test_article_that_changed_since_is_shown_as_it_is(
    client: Client, issue: Issue, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    number = approved_text(edition.article, writer, reviewer, title="Put right")
    publishing.publish(edition.article, revision=number, by=editor, change_note="Better.")
    page = client.get(issue.get_absolute_url())
    assert "Put right" in page.text
    assert edition.title not in page.text
    assert "has changed since the issue was sent" in page.text


def test_article_that_was_withdrawn_since_is_said_to_be(
    client: Client, issue: Issue, edition: Edition, editor: User
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    for text in (client.get(issue.get_absolute_url()).text, *contents(client)):
        assert edition.title in text
        assert "has been withdrawn" in text
        assert edition.standfirst not in text


def test_sample_says_so(client: Client, issue: Issue) -> None:
    Article.objects.update(sample=True)
    for text in (client.get(issue.get_absolute_url()).text, *contents(client)):
        assert "sample article" in text.lower()


def test_each_page_carries_the_disclaimer_in_force_and_its_own_besides(
    client: Client, issue: Issue
) -> None:
    old = Disclaimer.objects.in_force()
    assert old is not None
    assert "when this issue was sent" not in client.get(issue.get_absolute_url()).text
    new = {"short": "New.", "full": "New in full.", "site": "New of site."}
    Disclaimer(in_force_from=timezone.now(), **new).append()
    page = client.get(issue.get_absolute_url()).text
    assert disclaimers.missing(page, Disclaimer.objects.in_force(), {"full", "site"}) == set()
    assert "when this issue was sent" in page
    assert BeautifulSoup(page, "html.parser").find("p", string=old.full)


@pytest.mark.parametrize("url", PAGES)
def test_page_without_the_disclaimer_does_not_go_out(
    client: Client, issue: Issue, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(url).status_code == 200
    monkeypatch.setattr("articles.templatetags.disclaimers.linked", lambda wording: "")
    assert client.get(url).status_code == 500


def test_feed_is_what_rfc_4287_asks_for(client: Client, issue: Issue) -> None:
    response = client.get(FEED)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Daily newsletter 1: Of examples"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith("/newsletter/issues/daily/1/")


def test_pages_ask_no_more_for_many_issues(
    client: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    fill(edition, [f"Title {number}" for number in range(20)])
    started(drafted())
    for url in PAGES:
        client.get(url)
        with django_assert_max_num_queries(6):
            client.get(url)
    sent(30, "weekly")
    for url in PAGES:
        with django_assert_max_num_queries(6):
            client.get(url)


def test_kept_archive_shows_the_next_issue_at_once(
    client: Client, edition: Edition, settings: Any
) -> None:
    settings.PAGE_CACHE = True
    cache.clear()
    assert subjects(client, LIST) == subjects(client, LIST) == []
    started(drafted())
    assert subjects(client, LIST) == ["Of examples"]
    cache.clear()


def test_archive_is_found_from_the_foot_and_from_the_newsletter(
    client: Client, edition: Edition
) -> None:
    assert f'href="{LIST}"' in client.get("/").text
    main = BeautifulSoup(client.get("/newsletter/").content, "html.parser").main
    assert main is not None
    assert main.select(f'a[href="{LIST}"]')

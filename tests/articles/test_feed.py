"""The feed tells what was published, changed and withdrawn, each entry with the disclaimer."""

from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import publishing
from articles.disclaimers import DisclaimerMiddleware, is_carried, missing
from articles.models import Article, Disclaimer, Edition
from articles.news import NEWEST
from tests.articles.shelf import fill
from tests.factories import approved, published, write

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def feed(client: Client) -> Element:
    response = client.get("/feed/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(client: Client) -> list[Element]:
    return feed(client).findall(f"{ATOM}entry")


def text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def titles(client: Client) -> list[str]:
    return [text(entry, "title") for entry in entries(client)]


def test_feed_is_what_rfc_4287_asks_for(client: Client, corrected: Edition, settings: Any) -> None:
    """Sections 4.1.1 and 4.1.2: each feed and entry has one id, title and updated; the feed names
    an author and itself."""
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert datetime.fromisoformat(text(element, "updated")).tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{settings.SITE_URL}/", "self": f"{settings.SITE_URL}/feed/"}
    ids = [text(entry, "id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 2
    assert root.get(f"{XML}base") == f"{settings.SITE_URL}/"


def test_feed_is_as_new_as_its_newest_entry(client: Client, corrected: Edition) -> None:
    root = feed(client)
    updated = [text(entry, "updated") for entry in root.findall(f"{ATOM}entry")]
    assert updated == sorted(updated, reverse=True)
    assert text(root, "updated") == updated[0]


def test_changes_are_named_and_lead_to_their_editions(
    client: Client, edition: Edition, corrected: Edition, settings: Any
) -> None:
    assert titles(client) == ["Correction: Put right", f"First edition: {edition.title}"]
    links = [entry.find(f"{ATOM}link") for entry in entries(client)]
    assert [link.get("href") for link in links if link is not None] == [
        f"{settings.SITE_URL}{row.get_absolute_url()}" for row in (corrected, edition)
    ]


def test_correction_says_what_was_wrong(client: Client, corrected: Edition) -> None:
    content = text(entries(client)[0], "content")
    assert "What was wrong," in content
    assert "The dose." in content
    assert "It is right now." in content


def test_text_that_readers_no_longer_have_is_not_told(
    client: Client, edition: Edition, corrected: Edition
) -> None:
    newest, oldest = (text(entry, "content") for entry in entries(client))
    assert "What an example is" in newest
    assert "What an example is" not in oldest


def test_withdrawal_takes_the_editions_away_and_gives_the_reason(
    client: Client, corrected: Edition, editor: User
) -> None:
    publishing.withdraw(corrected.article, reason="A recall.", by=editor)
    (entry,) = entries(client)
    assert text(entry, "title") == "Withdrawn: Put right"
    assert "A recall." in text(entry, "content")
    assert "The dose" not in text(entry, "content")


def test_retraction_is_called_so(client: Client, edition: Edition, editor: User) -> None:
    since = timezone.localdate()
    publishing.withdraw(
        edition.article, reason="False.", by=editor, kind="retraction", wrong_since=since
    )
    (entry,) = entries(client)
    assert text(entry, "title") == f"Retracted: {edition.title}"
    assert f"wrong from {since.day} {since:%B %Y} on" in text(entry, "content")


def test_withdrawal_is_told_with_the_title_of_its_day(
    client: Client, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    number = approved(edition.article, writer, reviewer, title="Another title")
    publishing.publish(edition.article, revision=number, by=editor)
    assert f"Withdrawn: {edition.title}" in titles(client)


def test_drafts_and_schedules_are_not_told(
    client: Client, edition: Edition, article: Article, writer: User, reviewer: User, editor: User
) -> None:
    number = approved(article, writer, reviewer, title="To come")
    soon = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=soon)
    write(edition.article, writer, title="Not yet")
    assert titles(client) == [f"First edition: {edition.title}"]


def test_sample_says_that_it_is_one(client: Client, edition: Edition) -> None:
    Article.objects.update(sample=True)
    assert "Sample article." in text(entries(client)[0], "content")


def test_id_stays_when_the_address_changes(client: Client, edition: Edition) -> None:
    before = text(entries(client)[0], "id")
    edition.article.slug = "renamed"
    edition.article.save()
    (entry,) = entries(client)
    assert text(entry, "id") == before
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert "/articles/renamed/" in str(link.get("href"))


def test_markup_and_unprintable_characters_do_no_harm(
    client: Client, writer: User, reviewer: User, editor: User
) -> None:
    title = "A < B & \x0b\x1f\ufffe]]> <script>alert(1)</script> 🦴"
    published(writer, reviewer, editor, title=title, standfirst="One<b>two")
    (entry,) = entries(client)
    assert "A < B &" in text(entry, "title")
    assert "🦴" in text(entry, "title")
    soup = BeautifulSoup(text(entry, "content"), "html.parser")
    assert not soup.select("script")


def test_feed_is_short_and_asks_four_times_at_most(
    client: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    fill(edition, [f"Question {number}" for number in range(2 * NEWEST)])
    with django_assert_max_num_queries(4):
        assert len(entries(client)) == NEWEST


def test_empty_library_has_an_empty_feed(client: Client, db: None) -> None:
    assert entries(client) == []


def test_every_page_leads_to_the_feed(client: Client, edition: Edition) -> None:
    for url in ("/", edition.article.get_absolute_url(), "/contact/"):
        soup = BeautifulSoup(client.get(url).content, "html.parser")
        assert soup.select_one('link[rel=alternate][type="application/atom+xml"][href="/feed/"]')


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_is_only_read(client: Client, db: None, method: str) -> None:
    assert getattr(client, method)("/feed/").status_code == 405


def test_unchanged_feed_is_a_304_and_news_is_seen_at_once(
    client: Client, edition: Edition, editor: User, page_cache: None
) -> None:
    etag = client.get("/feed/")["ETag"]
    assert client.get("/feed/", headers={"If-None-Match": etag}).status_code == 304
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert client.get("/feed/", headers={"If-None-Match": etag}).status_code == 200
    assert titles(client) == [f"Withdrawn: {edition.title}"]


def test_each_entry_carries_the_full_disclaimer(client: Client, corrected: Edition) -> None:
    for entry in entries(client):
        assert missing(text(entry, "content"), Disclaimer.objects.in_force(), {"full"}) == set()


DISCLAIMER = Disclaimer(short="Short.", full="Full.", site="Site.")
CARRIER = '&lt;p data-medical-disclaimer="full"&gt;Full.&lt;/p&gt;'
ENTRY = '<entry><content type="html">{}</content></entry>'


def atom(*parts: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(parts)}</feed>'


@pytest.mark.parametrize(
    ("document", "is_right"),
    [
        (atom(), True),
        (atom(ENTRY.format(CARRIER)), True),
        (atom(ENTRY.format(f"Text. {CARRIER}"), ENTRY.format(CARRIER)), True),
        (atom(ENTRY.format(CARRIER), ENTRY.format("Text.")), False),
        (atom(ENTRY.format(CARRIER), "<entry><title>T</title></entry>"), False),
        (atom(f"<!-- {ENTRY.format(CARRIER)} -->", ENTRY.format("Text.")), False),
        (atom(f"<entry><summary>{CARRIER}</summary></entry>"), False),
        (atom(f'<entry><content type="text">{CARRIER}</content></entry>'), False),
        (atom(ENTRY.format(CARRIER.replace("Full", "Fool"))), False),
        (atom(ENTRY.format(f"&lt;!-- {CARRIER} --&gt;")), False),
        (atom(ENTRY.format(CARRIER))[:-3], False),
        ("", False),
    ],
)
def test_guard_knows_a_feed_that_carries_it(document: str, is_right: bool) -> None:
    assert is_carried(document, DISCLAIMER) is is_right


@pytest.mark.django_db
def test_feed_without_it_does_not_go_out_whoever_made_it() -> None:
    response = HttpResponse(atom(ENTRY.format("Text.")), content_type="application/atom+xml")
    guard = DisclaimerMiddleware(lambda request: response)
    assert guard(RequestFactory().get("/somewhere/")).status_code == 500

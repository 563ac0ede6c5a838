"""The feed of an article's replies: those on the page, as they are on the page."""

from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.disclaimers import missing
from articles.models import Disclaimer, Edition
from comments import moderation
from comments.feeds import ENTRIES
from comments.models import Comment
from tests.comments.rows import fill
from tests.factories import CommentFactory, published

ATOM = "{http://www.w3.org/2005/Atom}"


def url(edition: Edition) -> str:
    return f"{edition.article.get_absolute_url()}feed/"


def feed(client: Client, edition: Edition) -> Element:
    response = client.get(url(edition))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(client: Client, edition: Edition) -> list[Element]:
    return feed(client, edition).findall(f"{ATOM}entry")


def text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    """An approved reply."""
    now = timezone.now()
    comment = CommentFactory(edition=edition, name="Priya", body="One.\n\nTwo.", now=now)
    return moderation.approve(comment, by=moderator)


def test_entry_says_who_wrote_what_when_and_where(
    client: Client, edition: Edition, reply: Comment, settings: Any
) -> None:
    (entry,) = entries(client, edition)
    assert text(entry, "title") == f"Priya on “{edition.title}”"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Priya"
    assert datetime.fromisoformat(text(entry, "published")) == reply.received_at
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{settings.SITE_URL}{reply.get_absolute_url()}"
    soup = BeautifulSoup(text(entry, "content"), "html.parser")
    assert [p.get_text() for p in soup.select("p[dir=auto]")] == ["One.", "Two."]


def test_feed_is_what_rfc_4287_asks_for(client: Client, edition: Edition, settings: Any) -> None:
    """Sections 4.1.1 and 4.1.2: each feed and entry has one id, title and updated; the feed names
    an author and itself."""
    fill(edition, 3)
    root = feed(client, edition)
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    article = f"{settings.SITE_URL}{edition.article.get_absolute_url()}"
    assert links == {"alternate": article, "self": f"{article}feed/"}
    ids = [text(element, "id") for element in (root, *root.findall(f"{ATOM}entry"))]
    assert len(set(ids)) == 4
    assert all(each.startswith("tag:") for each in ids)


def test_only_approved_replies_to_the_article_are_told(
    client: Client, edition: Edition, moderator: User, writer: User, reviewer: User, editor: User
) -> None:
    CommentFactory(edition=edition)
    moderation.mark_spam(CommentFactory(edition=edition), by=moderator)
    fill(published(writer, reviewer, editor), 2)
    assert entries(client, edition) == []


def test_removed_reply_leaves_the_feed(
    client: Client, edition: Edition, reply: Comment, moderator: User
) -> None:
    moderation.remove(reply, by=moderator)
    assert entries(client, edition) == []


def test_newest_come_first_and_old_ones_drop_out(client: Client, edition: Edition) -> None:
    fill(edition, ENTRIES + 10)
    names = [text(entry, "title").partition(" on ")[0] for entry in entries(client, edition)]
    assert names == [f"Reader {number}" for number in range(ENTRIES + 10, 10, -1)]


def test_feed_asks_as_often_for_2000_replies_as_for_20(
    client: Client, writer: User, reviewer: User, editor: User, django_assert_num_queries: Any
) -> None:
    for times in (20, 2000):
        edition = published(writer, reviewer, editor)
        fill(edition, times)
        with django_assert_num_queries(3):
            assert entries(client, edition)


def test_ids_stay_when_the_address_changes(
    client: Client, edition: Edition, reply: Comment
) -> None:
    def ids() -> list[str]:
        root = feed(client, edition)
        return [text(each, "id") for each in (root, *root.findall(f"{ATOM}entry"))]

    before = ids()
    edition.article.slug = "renamed"
    edition.article.save()
    assert ids() == before


def test_each_entry_carries_the_full_disclaimer(client: Client, edition: Edition) -> None:
    fill(edition, 3)
    for entry in entries(client, edition):
        assert missing(text(entry, "content"), Disclaimer.objects.in_force(), {"full"}) == set()


def test_markup_and_unprintable_characters_do_no_harm(client: Client, edition: Edition) -> None:
    fill(edition, 1)
    hostile = "A < B & \x0b\x1f\ufffe]]> <script>alert(1)</script> <p data-medical-disclaimer> 🦴"
    Comment.objects.update(name=hostile, body=hostile)
    (entry,) = entries(client, edition)
    assert "🦴" in text(entry, "title")
    soup = BeautifulSoup(text(entry, "content"), "html.parser")
    assert not soup.select("script")
    assert len(soup.select("[data-medical-disclaimer]")) == 1
    assert "<script>alert(1)</script>" in soup.get_text()


def test_answer_of_the_library_is_marked_as_such(
    client: Client, edition: Edition, reply: Comment, superuser: User
) -> None:
    Comment.objects.update(by=superuser, badge="medical-team")
    assert "Medical team" in text(entries(client, edition)[0], "content")


def test_article_leads_to_its_feed(client: Client, edition: Edition) -> None:
    soup = BeautifulSoup(client.get(edition.article.get_absolute_url()).content, "html.parser")
    (link,) = soup.select(f'link[rel=alternate][href="{url(edition)}"]')
    assert link["type"] == "application/atom+xml"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_is_only_read(client: Client, edition: Edition, method: str) -> None:
    assert getattr(client, method)(url(edition)).status_code == 405


def test_schedule_has_no_feed(client: Client, edition: Edition) -> None:
    type(edition).objects.overwrite(published_at=timezone.now() + timedelta(days=1))
    assert client.get(url(edition)).status_code == 404

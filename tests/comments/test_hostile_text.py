"""Hostile and odd text in every field is text wherever it is shown, and breaks nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Edition
from comments import moderation, notices, reporting, threads
from comments.models import Comment, Decision, Discussion, Report
from tests.articles.admin.browser import signed_in
from tests.comments.hostile import ODD, attacks, elements, faults, page, words
from tests.comments.mails import Sent, parts
from tests.factories import CommentFactory

CONTENT = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}content"
FORM = "application/x-www-form-urlencoded"
HARMLESS = {"body": "Thank you.", "name": "Kim", "email": "kim@example.org"}
REPLY = (*HARMLESS, "parent", "notify", "seen", "website")
RUNS = {"script", "img", "svg", "math", "iframe", "object", "embed", "style", "link", "base"}
REPORT = ("reason", "note", "website")
each_odd = pytest.mark.parametrize("odd", ODD.values(), ids=ODD)


@pytest.fixture(autouse=True)
def _nobody_is_turned_away(settings: LazySettings) -> None:
    for name in ("COMMENTS_PER_NETWORK", "COMMENTS_PER_ADDRESS", "REPORTS_PER_NETWORK"):
        setattr(settings, name, "100000 per hour")


@pytest.fixture
def hostile(shared_path: Callable[[str], Path]) -> list[str]:
    """The corpus."""
    return attacks(shared_path)


def send(client: Client, address: str, fields: dict[str, str]) -> Any:
    """As a form sends them, but that nothing is put right before."""
    return client.post(address, urlencode(fields, errors="surrogatepass"), content_type=FORM)


def reply(edition: Edition, text: str, **values: Any) -> Comment:
    """A reply with this text, by a writer of such a name: all that the form can let through."""
    cut = {"name": text[:80], "body": text[:5000]} | values
    made: Comment = CommentFactory(edition=edition, **cut)
    return made


def shown(edition: Edition, text: str, by: User, **values: Any) -> Comment:
    """The same on the page."""
    return moderation.approve(reply(edition, text, **values), by=by, shows_details=True)


def assert_harmless(content: bytes | str, known: BeautifulSoup | None = None) -> BeautifulSoup:
    """Nothing in it runs; and if `known` is given, it is made of the same elements."""
    soup = page(content)
    assert faults(soup) == []
    if known is not None:
        assert elements(soup) == elements(known)
    return soup


# On the page and in the feed


def test_hostile_replies_are_text_on_the_page_and_in_the_feed(
    client: Client, edition: Edition, moderator: User, hostile: list[str]
) -> None:
    for count in range(threads.A_PAGE):
        shown(edition, "Harmless", moderator, email=f"{count}@example.org")
    known = page(client.get(edition.article.get_absolute_url()).content)
    feed = reverse("comment_feed", args=[edition.article.slug])
    for start in range(0, len(hostile), threads.A_PAGE):
        clear()
        pieces = hostile[start : start + threads.A_PAGE]
        made = [shown(edition, piece, moderator) for piece in pieces]
        response = client.get(edition.article.get_absolute_url())
        whole = len(pieces) == threads.A_PAGE
        soup = assert_harmless(response.content, known if whole else None)
        for comment in made:
            (found,) = soup.select(f"#{comment.anchor}")
            assert words(comment.text) in words(found.get_text())
            assert words(comment.name) in words(found.get_text())
        contents = ElementTree.fromstring(client.get(feed).content).findall(CONTENT)
        assert len(contents) == len(pieces)
        for content in contents:
            entry = assert_harmless(content.text or "")
            assert not entry.select("script, img, svg, iframe, form, style, link")


def clear() -> None:
    """Take all replies away, past the guards: what was looked at would only be looked at again."""
    with connection.cursor() as cursor:
        for model in (Report, Decision, Comment, Discussion):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


@each_odd
def test_an_odd_reply_is_shown_as_it_is(
    client: Client, edition: Edition, moderator: User, odd: str
) -> None:
    address = edition.article.get_absolute_url()
    response = send(client, f"{address}comments/", HARMLESS | {"body": odd})
    assert response.status_code in {302, 422}
    for comment in Comment.objects.all():
        moderation.approve(comment, by=moderator)
    for place in ("", "feed/", "comments/1/"):
        assert client.get(address + place).status_code in {200, 302, 404}


# In the forms


def test_hostile_text_in_every_field_comes_back_as_text(
    client: Client, edition: Edition, hostile: list[str]
) -> None:
    address = f"{edition.article.get_absolute_url()}comments/"
    known = page(send(client, address, dict.fromkeys(REPLY, "x")).content)
    for attack in hostile:
        response = send(client, address, dict.fromkeys(REPLY, attack))
        assert response.status_code == 422
        soup = assert_harmless(response.content)
        extra = elements(soup) - elements(known)
        assert not {"script", "img", "svg", "iframe", "object", "style", "link", "base"} & set(
            extra
        )
        (area,) = soup.select("textarea[name=body]")
        assert words(attack) in words(area.get_text())
    assert not Comment.objects.exists()


@pytest.mark.parametrize("field", REPLY)
def test_odd_text_in_a_field_of_a_reply_is_answered(
    client: Client, edition: Edition, field: str
) -> None:
    for name, odd in ODD.items():
        address = f"{edition.article.get_absolute_url()}comments/"
        response = send(client, address, HARMLESS | {field: odd})
        assert response.status_code in {302, 200, 422}, name
        assert_harmless(response.content)


@pytest.mark.parametrize("field", REPORT)
def test_hostile_and_odd_text_in_a_report_is_answered(
    client: Client, edition: Edition, moderator: User, hostile: list[str], field: str
) -> None:
    comment = shown(edition, "Harmless", moderator)
    address = reverse("report_comment", args=[edition.article.slug, comment.number])
    for text in [*hostile[::4], *ODD.values()]:
        response = send(client, address, {"reason": "wrong", "note": ""} | {field: text})
        assert response.status_code in {302, 200, 422}, text[:80]
        assert_harmless(response.content)


# At the moderators' desk


def test_hostile_replies_are_text_at_the_desk(
    edition: Edition, moderator: User, hostile: list[str]
) -> None:
    desk = signed_in(moderator)
    address = reverse("admin:comments_comment_changelist")
    comment = reply(edition, "Harmless", name="Kim")
    own = reverse("admin:comments_comment_change", args=[comment.pk])
    known = elements(page(desk.get(own).content))
    clear()
    for attack in hostile:
        reply(edition, attack)
    for number in range(1, 30):
        response = desk.get(address, {"p": number})
        if response.status_code != 200:
            break
        assert_harmless(response.content)
        soup = page(response.content)
        assert not soup.select("#result_list img, #result_list iframe, #result_list script")
    for comment in Comment.objects.order_by("pk")[::6]:
        response = desk.get(reverse("admin:comments_comment_change", args=[comment.pk]))
        soup = assert_harmless(response.content)
        assert not RUNS & set(elements(soup) - known)
        assert words(comment.body) in words(soup.get_text())


@each_odd
def test_an_odd_report_and_an_odd_reply_are_shown_at_the_desk(
    edition: Edition, moderator: User, odd: str
) -> None:
    odd = odd.replace("\0", "").encode("utf-8", "replace").decode()
    comment = shown(edition, odd, moderator)
    reporting.report(comment, reason="other", note=odd[:1000], network="192.0.2.1")
    desk = signed_in(moderator)
    for address in (
        reverse("admin:comments_comment_changelist"),
        reverse("admin:comments_comment_change", args=[comment.pk]),
    ):
        for query in ({}, {"q": odd[:200]}, {"status": odd[:200]}):
            response = desk.get(address, query)
            assert response.status_code in {200, 302}
            assert_harmless(response.content)


# In mails


def test_hostile_replies_are_text_in_mails(
    edition: Edition, moderator: User, hostile: list[str], sent: Sent, settings: LazySettings
) -> None:
    settings.REPORTS_TO_HIDE = 1
    asked = shown(edition, "May I ask?", moderator, email="ann@example.org", notify=True)
    known: dict[int, BeautifulSoup] = {}
    for count, text in enumerate(["Harmless", *hostile]):
        made = reply(edition, text, parent=asked, email=f"reader{count}@example.org")
        if made.status == Comment.Status.SPAM:
            made = moderation.restore(made, by=moderator)
        mails = [
            *sent(notices.tell_moderators),
            *sent(moderation.approve, made, by=moderator, shows_details=True),
            *sent(reporting.report, made, reason="other", note=text[:1000], network="192.0.2.1"),
        ]
        assert len(mails) == 4
        for place, mail in enumerate(mails):
            assert_mail_harmless(mail, known.setdefault(place, html(mail)))


def html(mail: EmailMessage) -> BeautifulSoup:
    return page(parts(mail)["text/html"])


def assert_mail_harmless(mail: EmailMessage, known: BeautifulSoup) -> None:
    assert_harmless(parts(mail)["text/html"], known)
    ours = {str(link["href"]) for link in known.select("a")}
    assert len(html(mail).select("a")) == len(known.select("a")), ours
    assert len(mail.subject.splitlines()) == 1
    assert mail.message()["Bcc"] is None

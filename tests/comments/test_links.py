"""The pages behind the links in mails: a button each, and nothing changes without it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.core.serializers import serialize
from django.test import Client

from articles.models import Edition
from comments import erasing, links, moderation, notices, reporting
from comments.links import Purpose
from comments.models import Comment, Decision
from tests.comments import mails
from tests.comments.mails import Sent
from tests.factories import CommentFactory

PAGES = {Purpose.WITHDRAW: "withdraw", Purpose.STOP: "stop"}
both = pytest.mark.parametrize("purpose", Purpose)


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    """An approved reply whose writer wants to hear of answers."""
    comment = CommentFactory(edition=edition, body="It <b>helped</b> me.", notify=True)
    return moderation.approve(comment, by=moderator)


def path(comment: Comment, purpose: Purpose) -> str:
    return f"/comments/{PAGES[purpose]}/{links.sign(comment, purpose)}/"


def everything() -> str:
    """All that the tables of replies hold."""
    models = apps.get_app_config("comments").get_models()
    rows = [row for model in models for row in model._default_manager.order_by("pk")]
    return json.dumps(json.loads(serialize("json", rows)), sort_keys=True)


def main(response: Any) -> BeautifulSoup:
    soup = BeautifulSoup(response.content, "html.parser").main
    assert soup is not None
    return soup  # type: ignore[return-value]


@both
def test_page_shows_a_button_and_is_kept_by_nobody(
    client: Client, reply: Comment, purpose: Purpose
) -> None:
    response = client.get(path(reply, purpose))
    assert response.status_code == 200
    (form,) = main(response).select("form")
    assert (form["method"], form.get("action")) == ("post", None)
    assert len(form.select("button[type=submit]")) == 1
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex"' in response.text
    assert not response.cookies
    assert reply.email not in response.text


def test_page_shows_which_reply_is_withdrawn(client: Client, reply: Comment) -> None:
    soup = main(client.get(path(reply, Purpose.WITHDRAW)))
    assert soup.blockquote is not None
    assert soup.blockquote.get_text(strip=True) == "It <b>helped</b> me."
    assert reply.about in soup.get_text()


def test_button_withdraws_the_reply_for_good(client: Client, reply: Comment) -> None:
    url = path(reply, Purpose.WITHDRAW)
    response = client.post(url)
    assert (response.status_code, response["Location"]) == (302, url)
    reply.refresh_from_db()
    assert reply.status == Comment.Status.REMOVED
    assert (reply.name, reply.email, reply.body, reply.network) == ("", "", "", "")
    soup = main(client.get(url))
    assert "This reply is gone" in soup.get_text()
    assert not soup.select("form")


def test_button_pressed_twice_withdraws_once(client: Client, reply: Comment) -> None:
    url = path(reply, Purpose.WITHDRAW)
    assert [client.post(url).status_code for _ in range(2)] == [302, 302]
    assert Decision.objects.filter(verb=Decision.Verb.WITHDRAW).count() == 1


def test_answers_to_a_withdrawn_reply_stay(client: Client, reply: Comment) -> None:
    answer = CommentFactory(edition=reply.edition, parent=reply)
    client.post(path(reply, Purpose.WITHDRAW))
    answer.refresh_from_db()
    assert answer.body


def test_reply_that_waits_may_be_withdrawn(client: Client, edition: Edition) -> None:
    waiting = CommentFactory(edition=edition)
    assert client.post(path(waiting, Purpose.WITHDRAW)).status_code == 302
    waiting.refresh_from_db()
    assert waiting.status == Comment.Status.REMOVED


def test_writer_whose_name_was_erased_may_still_withdraw(client: Client, reply: Comment) -> None:
    erasing.erase(reply.email)
    url = path(reply, Purpose.WITHDRAW)
    assert "were deleted before" in client.get(url).text
    assert client.post(url).status_code == 302
    reply.refresh_from_db()
    assert reply.is_emptied


def test_button_stops_the_mails(client: Client, reply: Comment) -> None:
    url = path(reply, Purpose.STOP)
    response = client.post(url)
    assert (response.status_code, response["Location"]) == (302, url)
    reply.refresh_from_db()
    assert not reply.notify
    assert reply.status == Comment.Status.APPROVED
    soup = main(client.get(url))
    assert "No more mails about answers" in soup.get_text()
    assert not soup.select("form")
    assert client.post(url).status_code == 302


@pytest.mark.parametrize(
    "forget",
    [erasing.withdraw, lambda reply: erasing.erase(reply.email)],
    ids=["withdrawn", "erased"],
)
def test_nobody_is_left_to_write_to(
    client: Client, reply: Comment, forget: Callable[[Comment], object]
) -> None:
    url = path(reply, Purpose.STOP)
    forget(reply)
    for response in (client.get(url), client.post(url, follow=True)):
        assert response.status_code == 200
        assert "No more mails about answers" in response.text


@both
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_page_takes_get_and_post_alone(
    client: Client, reply: Comment, purpose: Purpose, method: str
) -> None:
    before = everything()
    assert getattr(client, method)(path(reply, purpose)).status_code == 405
    assert everything() == before


@both
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
    ids=str,
)
def test_button_of_another_site_is_refused(
    reply: Comment, purpose: Purpose, headers: dict[str, str]
) -> None:
    before = everything()
    stranger = Client(headers=headers, enforce_csrf_checks=True)
    assert stranger.post(path(reply, purpose)).status_code == 403
    assert everything() == before


@both
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}], ids=str
)
def test_our_own_button_needs_no_cookie(
    reply: Comment, purpose: Purpose, headers: dict[str, str]
) -> None:
    browser = Client(headers=headers, enforce_csrf_checks=True)
    assert browser.post(path(reply, purpose)).status_code == 302
    assert not browser.cookies


@both
def test_link_made_for_something_else_leads_nowhere(
    client: Client, reply: Comment, purpose: Purpose
) -> None:
    (other,) = set(Purpose) - {purpose}
    forged = [
        links.sign(reply, other),
        signing.Signer().sign(str(reply.pk)),
        signing.dumps(reply.pk),
        str(reply.pk),
        f"{reply.pk}:",
        "x",
        "%00",
        "🦴",
        "a:b:c",
        "x" * 50_000,
    ]
    before = everything()
    for token in forged:
        for response in (
            client.get(f"/comments/{PAGES[purpose]}/{token}/"),
            client.post(f"/comments/{PAGES[purpose]}/{token}/"),
        ):
            assert response.status_code == 404, token
    assert everything() == before


@both
def test_link_that_was_tampered_with_leads_nowhere(
    client: Client, reply: Comment, purpose: Purpose
) -> None:
    CommentFactory(edition=reply.edition)
    key, _, signature = links.sign(reply, purpose).partition(":")
    for token in (f"{int(key) + 1}:{signature}", f"0{key}:{signature}", f"{key}:{signature[:-1]}"):
        assert client.get(f"/comments/{PAGES[purpose]}/{token}/").status_code == 404


@both
def test_link_to_a_reply_that_never_was_leads_nowhere(
    client: Client, reply: Comment, purpose: Purpose
) -> None:
    assert client.get(path(Comment(pk=987654321), purpose)).status_code == 404


@both
def test_links_outlive_a_change_of_key(
    client: Client, reply: Comment, purpose: Purpose, settings: Any
) -> None:
    url = path(reply, purpose)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    assert client.get(url).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(url).status_code == 404


@both
def test_page_is_made_afresh_each_time(
    client: Client, reply: Comment, purpose: Purpose, settings: Any
) -> None:
    settings.PAGE_CACHE = True
    assert main(client.get(path(reply, purpose))).select("form")
    client.post(path(reply, purpose))
    assert not main(client.get(path(reply, purpose))).select("form")


@pytest.fixture
def every_mail(edition: Edition, moderator: User, sent: Sent, settings: Any) -> list[EmailMessage]:
    """One of each kind."""
    settings.REPORTS_TO_HIDE = 1
    asked = CommentFactory(edition=edition, notify=True)
    found = sent(notices.tell_moderators)
    found += sent(moderation.approve, asked, by=moderator)
    answer = CommentFactory(edition=edition, parent=asked)
    found += sent(moderation.approve, answer, by=moderator)
    CommentFactory(edition=edition)
    found += sent(reporting.report, answer, reason="spam", network="192.0.2.1")
    found += sent(CommentFactory, edition=edition, body="I want to end my life.")
    return found


def test_looking_at_every_link_of_every_mail_changes_nothing(
    client: Client, every_mail: list[EmailMessage], moderator: User
) -> None:
    assert len({message.subject for message in every_mail}) == 5
    visited = {link for message in every_mail for link in mails.links(message)}
    assert {"withdraw", "stop", "admin", "articles"} <= {
        part for link in visited for part in link.split("/")
    }
    staff = Client()
    staff.force_login(moderator)
    before = everything()
    for link in sorted(visited):
        for browser in (client, Client(), staff):
            for method in (browser.get, browser.head):
                assert method(link).status_code < 500
                assert everything() == before, link

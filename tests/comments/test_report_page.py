"""Reporting a reply: without an account, without script, and once a network."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import publishing
from articles.models import Edition
from comments import moderation
from comments.models import Comment, Report
from tests.comments.posting import errors, parsed, typed
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db
PHONE = "07700 900123"
WRONG = {"reason": "wrong", "note": "It says to stop a medicine."}


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    body = f"Stop your tablets, or call {PHONE}."
    return moderation.approve(CommentFactory(edition=edition, body=body), by=moderator)


@pytest.fixture
def form(url: str, reply: Comment) -> str:
    return f"{url}{reply.number}/report/"


def test_form_shows_the_reply_and_asks_for_a_reason(
    client: Client, form: str, reply: Comment
) -> None:
    response = client.get(form)
    assert response.status_code == 200
    soup = parsed(response)
    assert soup.blockquote is not None
    assert "Stop your tablets" in soup.blockquote.get_text()
    assert PHONE not in response.text
    labels = {str(label["for"]): label.get_text() for label in soup.select("fieldset label")}
    assert list(labels.values()) == Report.Reason.labels
    assert all(soup.find(id=field) for field in labels)
    assert "noindex" in response.text
    assert not response.cookies
    assert "csrf" not in response.text


def test_report_is_noted_and_thanked_for(client: Client, form: str, reply: Comment) -> None:
    response = client.post(form, WRONG)
    assert (response.status_code, response.headers["Location"]) == (302, f"{form}sent/")
    assert "Thank you for telling us" in client.get(f"{form}sent/").text
    report = Report.objects.get()
    assert (report.comment, report.reason, report.note) == (reply, WRONG["reason"], WRONG["note"])


def test_worried_reader_is_told_whom_to_call(client: Client, form: str) -> None:
    response = client.post(form, {"reason": "worried"})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "116 123" in response.text
    thanks = client.get(f"{form}sent/")
    assert "116 123" not in thanks.text
    title, ordinary = parsed(response).title, parsed(thanks).title
    assert title == ordinary
    assert client.post(form, {"reason": "worried"}).content == response.content
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose what is wrong with the reply."),
        ({"reason": "x\x00"}, "Choose what is wrong with the reply."),
        (WRONG | {"note": "x" * 1001}, "at most 1000 characters"),
        (WRONG | {"website": "https://spam.example"}, "please send it once more"),
    ],
)
def test_report_that_is_refused_comes_back_filled(
    client: Client, form: str, sent: dict[str, str], words: str
) -> None:
    response = client.post(form, sent)
    assert response.status_code == 422
    (error,) = errors(response)
    assert words in error
    assert typed(response)["note"] == sent.get("note", "")
    assert len(parsed(response).select("[checked]")) == (sent.get("reason") == "wrong")
    for link in parsed(response).select("[role=alert] a"):
        assert parsed(response).select_one(str(link["href"])) is not None
    assert not Report.objects.exists()


def test_one_report_too_many_stays_on_the_page(
    client: Client, edition: Edition, url: str, form: str, moderator: User, settings: Any
) -> None:
    settings.REPORTS_PER_NETWORK = "1 per hour"
    other = moderation.approve(CommentFactory(edition=edition), by=moderator)
    for _ in range(3):
        assert client.post(form, WRONG).status_code == 302
    response = client.post(f"{url}{other.number}/report/", WRONG)
    assert response.status_code == 429
    assert "again in 1 hour" in errors(response)[0]
    assert typed(response)["note"] == WRONG["note"]
    assert Report.objects.count() == 1


def test_report_that_hides_a_reply_is_thanked_for_and_so_is_the_same_sent_again(
    client: Client, form: str, reply: Comment, settings: Any
) -> None:
    settings.REPORTS_TO_HIDE = 1
    for _ in range(2):
        assert client.post(form, WRONG, follow=True).status_code == 200
    reply.refresh_from_db()
    assert reply.status == Comment.Status.PENDING
    for values in (WRONG, {}):
        answer = client.post(form, values, REMOTE_ADDR="203.0.113.7")
        assert answer.status_code == 404
    assert client.get(form).status_code == 404
    assert Report.objects.count() == 1


def test_reply_that_readers_do_not_see_cannot_be_reported(
    client: Client, edition: Edition, url: str
) -> None:
    waiting = CommentFactory(edition=edition, body="Nobody may read this.")
    form = f"{url}{waiting.number}/report/"
    for response in (client.get(form), client.post(form, WRONG), client.post(form, {})):
        assert response.status_code == 404
        assert "Nobody may read this." not in response.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("number", ["99", "9" * 30, "9" * 5000, "x", "-1"])
@pytest.mark.parametrize("rest", ["", "sent/"])
def test_reply_that_is_not_there_is_not_found(
    client: Client, url: str, number: str, rest: str
) -> None:
    assert client.get(f"{url}{number}/report/{rest}").status_code == 404


@pytest.mark.parametrize("rest", ["", "sent/"])
def test_reply_to_a_withdrawn_article_is_gone_with_it(
    client: Client, edition: Edition, form: str, editor: User, rest: str
) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    response = client.get(f"{form}{rest}")
    assert response.status_code == 410
    assert "Stop your tablets" not in response.text
    assert client.post(form, WRONG).status_code == 410
    assert not Report.objects.exists()


def test_former_address_leads_to_the_present_one(
    client: Client, edition: Edition, form: str
) -> None:
    edition.article.slug = "moved"
    edition.article.save()
    for response in (client.get(form), client.post(form, WRONG)):
        assert response.status_code in {301, 308}
        assert response.headers["Location"] == "/articles/moved/comments/1/report/"


def test_form_of_another_site_is_refused(form: str) -> None:
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"}, enforce_csrf_checks=True)
    for stranger in (foreign, Client(enforce_csrf_checks=True)):
        assert stranger.post(form, WRONG).status_code == 403
    assert not Report.objects.exists()
    own = Client(headers={"Origin": "http://testserver"}, enforce_csrf_checks=True)
    assert own.post(form, WRONG).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_form_takes_get_and_post_alone(client: Client, form: str, method: str) -> None:
    assert getattr(client, method)(form).status_code == 405
    assert getattr(client, method)(f"{form}sent/").status_code == 405

"""Messages of readers: stored first, mailed if there is somewhere to, and never a crash."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import enquiries, publishing
from articles.models import Edition, Enquiry

pytestmark = pytest.mark.django_db
MESSAGE = {"body": "The third reference is wrong.", "name": "Kim", "email": "kim@example.org"}


@pytest.fixture
def report(edition: Edition) -> str:
    return f"{edition.article.get_absolute_url()}report/"


def problems(text: str) -> list[str]:
    soup = BeautifulSoup(text, "html.parser")
    assert soup.title is not None
    assert soup.title.get_text().startswith("Error: ")
    return [item.get_text() for item in soup.select("[role=alert] li")]


def test_message_is_stored_and_thanked_for(client: Client) -> None:
    response = client.post("/contact/", MESSAGE)
    assert (response.status_code, response.headers["Location"]) == (302, "/contact/sent/")
    assert "Thank you" in client.get("/contact/sent/").text
    enquiry = Enquiry.objects.get()
    assert {name: getattr(enquiry, name) for name in MESSAGE} == MESSAGE
    assert (enquiry.article, enquiry.edition) == (None, None)


def test_message_needs_no_name_and_no_address(client: Client) -> None:
    assert client.post("/contact/", {"body": "A thought."}).status_code == 302
    assert Enquiry.objects.get().name == ""


def test_report_is_kept_with_the_edition_that_the_reader_saw(
    client: Client, edition: Edition, report: str
) -> None:
    assert edition.title in client.get(report).text
    response = client.post(report, MESSAGE)
    assert (response.status_code, response.headers["Location"]) == (302, f"{report}sent/")
    assert edition.title in client.get(f"{report}sent/").text
    enquiry = Enquiry.objects.get()
    assert (enquiry.article, enquiry.edition) == (edition.article, edition)


def test_report_on_a_withdrawn_article_is_not_taken(
    client: Client, edition: Edition, report: str, editor: Any
) -> None:
    publishing.withdraw(edition.article, reason="Wrong.", by=editor)
    assert client.post(report, MESSAGE).status_code == 410
    assert not Enquiry.objects.exists()


def test_report_is_mailed_once_it_is_stored(
    client: Client,
    edition: Edition,
    report: str,
    settings: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.ENQUIRIES_EMAIL = "desk@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(report, MESSAGE)
        assert mail.outbox == []
    (message,) = mail.outbox
    assert (message.to, message.reply_to) == (["desk@example.org"], ["kim@example.org"])
    assert edition.title in message.subject
    body = str(message.body)
    assert MESSAGE["body"] in body
    assert f"{settings.SITE_URL}{edition.get_absolute_url()}" in body


def test_message_with_markup_and_quotes_is_mailed_as_written(
    settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.ENQUIRIES_EMAIL = "desk@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        enquiries.receive(body="Is 5 < 6 & “so”?", name="O'Neil {{ x }}")
    assert "Is 5 < 6 & “so”?" in str(mail.outbox[0].body)
    assert "O'Neil {{ x }}" in str(mail.outbox[0].body)
    assert mail.outbox[0].reply_to == []


def test_nothing_is_mailed_where_no_address_is_set(
    settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.ENQUIRIES_EMAIL = ""
    with django_capture_on_commit_callbacks(execute=True):
        enquiries.receive(body="A thought.")
    assert Enquiry.objects.count() == 1
    assert mail.outbox == []


def test_message_outlives_a_mail_server_that_is_down(
    client: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def down(self: EmailMessage) -> None:
        raise ConnectionRefusedError

    settings.ENQUIRIES_EMAIL = "desk@example.org"
    monkeypatch.setattr(EmailMessage, "send", down)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/contact/", MESSAGE).status_code == 302
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"body": ""}, "Write your message."),
        ({"body": "  \n\t "}, "Write your message."),
        ({"body": "a\x00b"}, "Null characters are not allowed."),
        ({"body": "x" * 100_000}, "at most 5000 characters"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "\x00"}, "Null characters are not allowed."),
        ({"email": "kim"}, "Give an address such as name@example.org"),
        ({"email": "kim@example.org\nBcc: all@example.org"}, "Give an address such as"),
        ({"email": f"{'k' * 300}@example.org"}, "at most 254 characters"),
        ({"website": "https://spam.example"}, "please send it once more"),
    ],
)
def test_form_comes_back_with_a_clear_error_and_what_was_typed(
    client: Client, wrong: dict[str, str], words: str
) -> None:
    response = client.post("/contact/", MESSAGE | {"name": "Kim Typed-This"} | wrong)
    assert response.status_code == 422
    assert any(words in problem for problem in problems(response.text))
    if "name" not in wrong:
        assert "Kim Typed-This" in response.text
    assert "https://spam.example" not in response.text
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("body", ["💥" * 5000, "ﷺ עברית\r\n中文", "<script>alert(1)</script>"])
def test_unusual_message_is_taken_as_it_is(client: Client, body: str) -> None:
    assert client.post("/contact/", {"body": body}).status_code == 302
    assert Enquiry.objects.get().body == body


def test_what_was_typed_comes_back_as_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script></textarea>'
    response = client.post("/contact/", {"body": hostile, "name": hostile, "email": hostile})
    soup = BeautifulSoup(response.content, "html.parser")
    assert not soup.find_all("script", src=None)
    assert soup.textarea is not None
    assert soup.textarea.get_text().strip() == hostile


def test_sixth_message_of_an_hour_is_kept_on_the_page_and_not_stored(client: Client) -> None:
    statuses = [client.post("/contact/", MESSAGE).status_code for _ in range(5)]
    assert statuses == [302] * 5
    response = client.post("/contact/", MESSAGE)
    assert response.status_code == 429
    assert "Please wait an hour" in " ".join(problems(response.text))
    assert MESSAGE["body"] in response.text
    assert Enquiry.objects.count() == 5


def test_networks_are_counted_apart_and_faults_are_not_counted(client: Client) -> None:
    for _ in range(10):
        assert client.post("/contact/", {}).status_code == 422
    for _ in range(5):
        client.post("/contact/", MESSAGE)
    other = client.post("/contact/", MESSAGE, REMOTE_ADDR="203.0.113.7")
    assert other.status_code == 302


@pytest.mark.parametrize("path", ["/contact/", "report"])
def test_form_of_another_site_is_refused(edition: Edition, report: str, path: str) -> None:
    url = report if path == "report" else path
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"}, enforce_csrf_checks=True)
    for stranger in (foreign, Client(enforce_csrf_checks=True)):
        assert stranger.post(url, MESSAGE).status_code == 403
    own = Client(headers={"Origin": "http://testserver"}, enforce_csrf_checks=True)
    assert own.post(url, MESSAGE).status_code == 302
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("url", ["/contact/", "/articles/x/report/"])
def test_form_takes_get_and_post_alone(client: Client, method: str, url: str) -> None:
    assert getattr(client, method)(url).status_code == 405


def test_form_page_sets_no_cookie(client: Client) -> None:
    for response in (client.get("/contact/"), client.post("/contact/", {})):
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "csrf" not in response.text

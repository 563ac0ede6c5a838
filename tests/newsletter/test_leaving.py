"""Leaving: by the link in any mail, by the mail program's own button, and why."""

from typing import Any

import pytest
from django.test import Client

from newsletter import subscriptions, tokens
from newsletter.models import LeavingToken, Subscriber
from tests.newsletter.reader import ask, kinds, link, subscribed

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscriber() -> Subscriber:
    return subscribed()


def test_button_ends_it(client: Client, subscriber: Subscriber) -> None:
    url = link(subscriber, "unsubscribe")
    assert "s•••••@example.org" in client.get(url).text
    response = client.post(url)
    assert response.status_code == 200
    assert "You have unsubscribed" in response.text
    subscriber.refresh_from_db()
    assert subscriber.status == "left"
    assert subscriber.left_at is not None
    assert kinds() == ["asked", "confirmed", "withdrawn"]


def test_looking_changes_nothing(client: Client, subscriber: Subscriber) -> None:
    url = link(subscriber, "unsubscribe")
    for _ in range(2):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.status == "subscribed"


def test_mail_program_unsubscribes_by_one_click(subscriber: Subscriber) -> None:
    """RFC 8058, 3.1: no cookie, no token, no word of where it comes from, and no redirect."""
    program = Client(enforce_csrf_checks=True)
    url = link(subscriber, "unsubscribe")
    body = "List-Unsubscribe=One-Click"
    kind = "application/x-www-form-urlencoded"
    response = program.generic("POST", url, body, kind)
    assert response.status_code == 200
    assert not response.cookies
    subscriber.refresh_from_db()
    assert subscriber.status == "left"


def test_one_click_may_be_sent_as_form_data(subscriber: Subscriber) -> None:
    """RFC 8058, 3.2, allows multipart/form-data too."""
    url = link(subscriber, "unsubscribe")
    response = Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.status == "left"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://mail.example"},
        {"Origin": "null"},
        {"Cookie": "sessionid=x; csrftoken=y"},
    ],
)
def test_nobody_is_asked_where_they_leave_from(
    subscriber: Subscriber, headers: dict[str, str]
) -> None:
    browser = Client(enforce_csrf_checks=True, headers=headers)
    assert browser.post(link(subscriber, "unsubscribe")).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.status == "left"


def test_leaving_twice_changes_nothing(client: Client, subscriber: Subscriber) -> None:
    url = link(subscriber, "unsubscribe")
    client.post(url)
    at = Subscriber.objects.get().left_at
    assert client.post(url).status_code == 200
    assert Subscriber.objects.get().left_at == at
    assert kinds() == ["asked", "confirmed", "withdrawn"]


def test_who_never_asked_says_so_by_the_same_button(client: Client) -> None:
    client.post(link(ask(), "unsubscribe"))
    assert Subscriber.objects.get().status == "left"


def test_reason_is_kept_if_there_is_one(client: Client, subscriber: Subscriber) -> None:
    url = link(subscriber, "unsubscribe")
    assert "Why did you leave? (optional)" in client.post(url).text
    assert "Thank you for telling us why." in client.post(url, {"reason": "Too many."}).text
    assert Subscriber.objects.get().left_because == "Too many."
    assert "Thank you" not in client.post(url, {"reason": ""}).text
    assert Subscriber.objects.get().left_because == "Too many."


@pytest.mark.parametrize("reason", ["x" * 501, "x" * 100_000, "no\0"], ids=range(3))
def test_bad_reason_is_told_and_holds_nobody_back(
    client: Client, subscriber: Subscriber, reason: str
) -> None:
    response = client.post(link(subscriber, "unsubscribe"), {"reason": reason})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert "Thank you" not in response.text
    assert Subscriber.objects.get().status == "left"


def test_reason_of_who_is_subscribed_is_not_kept(subscriber: Subscriber) -> None:
    subscriptions.say_why(subscriber, "Nothing of the kind.")
    subscriber.refresh_from_db()
    assert subscriber.left_because == ""


def test_choices_have_a_button_to_leave_by_too(client: Client, subscriber: Subscriber) -> None:
    url = f"{link(subscriber, 'preferences')}leave/"
    assert url in client.get(link(subscriber, "preferences")).text
    assert client.get(url).status_code == 200
    assert Subscriber.objects.get().status == "subscribed"
    assert Client().post(url).status_code == 403
    assert "You have unsubscribed" in client.post(url).text
    assert Subscriber.objects.get().status == "left"


def test_every_mails_link_works_for_ever(client: Client, subscriber: Subscriber) -> None:
    first = link(subscriber, "unsubscribe")
    second = link(subscriber, "unsubscribe")
    assert first != second
    client.post(first)
    subscribed()
    client.post(second)
    assert Subscriber.objects.get().status == "left"


def test_link_to_leave_survives_a_change_of_the_key(
    client: Client, subscriber: Subscriber, settings: Any
) -> None:
    leave, preferences = link(subscriber, "unsubscribe"), link(subscriber, "preferences")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    assert client.get(preferences).status_code == 404
    assert client.get(leave).status_code == 200
    assert client.post(leave).status_code == 200
    assert Subscriber.objects.get().status == "left"


def test_we_keep_only_the_hash_of_a_token(subscriber: Subscriber) -> None:
    (token,) = tokens.for_leaving(subscriber)
    kept = " ".join(LeavingToken.objects.values_list("hash", flat=True))
    assert token not in kept
    assert len(token) >= 43


def test_many_are_given_their_tokens_at_once(django_assert_num_queries: Any) -> None:
    people = [ask(f"sam{number}@example.org") for number in range(20)]
    with django_assert_num_queries(1):
        made = tokens.for_leaving(*people)
    assert [tokens.leaving(token) for token in made] == people


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client: Client, subscriber: Subscriber, method: str) -> None:
    for purpose in ("confirm", "preferences", "unsubscribe"):
        assert getattr(client, method)(link(subscriber, purpose)).status_code == 405

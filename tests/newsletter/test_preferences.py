"""What a subscriber chooses, and the receipt of what they agreed to."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from newsletter import subscriptions
from newsletter.models import Consent, Subscriber
from newsletter.wishes import Wish
from tests.articles.refusals import refused
from tests.factories import TopicFactory
from tests.newsletter.reader import ask, kinds, link, subscribed

pytestmark = pytest.mark.django_db


@pytest.fixture
def url() -> str:
    """The page of somebody who gets a topic weekly."""
    topic = TopicFactory(slug="chosen-topic")
    TopicFactory(slug="other-topic")
    return link(subscribed(wish=Wish("weekly", frozenset({topic}))), "preferences")


def checked(response: Any) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [str(box["value"]) for box in page.select("input[checked]")]


def test_page_shows_what_is_chosen(client: Client, url: str) -> None:
    assert checked(client.get(url)) == ["weekly", "chosen-topic"]
    assert client.head(url).status_code == 200
    assert kinds() == ["asked", "confirmed"]


def test_other_choices_are_kept_and_noted(client: Client, url: str) -> None:
    response = client.post(url, {"frequency": "daily", "topics": ["other-topic"]})
    assert "Your choices are saved." in response.text
    assert checked(client.get(url)) == ["daily", "other-topic"]
    details = Consent.objects.get(kind="changed").details.details
    assert (details["frequency"], details["topics"]) == ("daily", ["other-topic"])
    assert details["page"] == "/newsletter/preferences/…/"


def test_same_choices_are_no_event(client: Client, url: str) -> None:
    client.post(url, {"frequency": "weekly", "topics": ["chosen-topic"]})
    assert kinds() == ["asked", "confirmed"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"frequency": "hourly"},
        {"frequency": "\0"},
        {"frequency": "daily", "topics": ["\0"]},
        {"frequency": "daily", "topics": ["x" * 100_000]},
    ],
    ids=range(5),
)
def test_refused_choices_are_told_and_not_kept(
    client: Client, url: str, fields: dict[str, Any]
) -> None:
    response = client.post(url, fields)
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert "x" * 1000 not in response.text
    assert checked(client.get(url)) == ["weekly", "chosen-topic"]


def test_choices_are_sent_from_our_own_page_only(url: str) -> None:
    assert Client().post(url, {"frequency": "daily"}).status_code == 403
    assert kinds() == ["asked", "confirmed"]


@pytest.mark.parametrize("status", ["pending", "left"])
def test_who_is_not_subscribed_is_told_so(client: Client, url: str, status: str) -> None:
    Subscriber.objects.update(status=status)
    assert "is not subscribed" in client.get(url).text
    response = client.post(url, {"frequency": "daily"})
    assert response.status_code == 422
    assert "You are not subscribed." in response.text
    assert kinds() == ["asked", "confirmed"]


def test_verb_is_refused_to_who_is_not_subscribed() -> None:
    with refused("not-subscribed"):
        subscriptions.change(ask(), Wish("weekly"), page="/")


def test_receipt_is_a_file_to_keep(client: Client, url: str) -> None:
    response = client.get(f"{url}receipt/")
    assert response["Content-Type"] == "application/json"
    assert 'filename="newsletter-consents.json"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
    asked, confirmed = response.json()["consents"]
    assert (asked["kind"], confirmed["kind"]) == ("asked", "confirmed")
    assert asked["details"]["email"] == "sam@example.org"
    assert "I can unsubscribe at any time." in asked["details"]["wording"]["consent"]


def test_receipt_is_of_one_person_only(client: Client, url: str) -> None:
    subscribed("other@example.org")
    assert "other@example.org" not in client.get(f"{url}receipt/").text
    assert client.post(f"{url}receipt/").status_code == 405

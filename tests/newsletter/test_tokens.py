"""Each token is good for its own purpose, for its own person, and for nothing else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from newsletter import tokens
from newsletter.models import Subscriber
from tests.newsletter.reader import ask, kinds, link, subscribed

pytestmark = pytest.mark.django_db

PURPOSES = ["confirm", "preferences", "unsubscribe"]


@pytest.mark.parametrize("made_for", PURPOSES)
@pytest.mark.parametrize("used_for", [*PURPOSES, "preferences/…/receipt", "preferences/…/leave"])
def test_token_opens_the_pages_of_its_purpose_only(
    client: Client, made_for: str, used_for: str
) -> None:
    token = link(ask(), made_for).split("/")[-2]
    page, _, rest = used_for.partition("/…")
    response = client.get(f"/newsletter/{page}/{token}{rest}/")
    assert response.status_code == (200 if page == made_for else 404)
    if page != made_for:
        assert client.post(f"/newsletter/{page}/{token}{rest}/").status_code in {404, 405}
        assert kinds() == ["asked"]


@pytest.mark.parametrize("token", ["x", "x:y:z", "…", "MQ:1:1", "%00", "a" * 5000, "😀"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_token_that_we_never_gave_opens_nothing(client: Client, purpose: str, token: str) -> None:
    response = client.get(f"/newsletter/{purpose}/{token}/")
    assert response.status_code == 404
    assert "This link does not work" in response.text
    assert response["Cache-Control"] == "no-store"


@given(st.text(min_size=1))
def test_no_text_is_a_token_by_chance(text: str) -> None:
    for purpose in (tokens.CONFIRM, tokens.PREFERENCES):
        with pytest.raises(tokens.NoToken):
            tokens.read(text, purpose)
    with pytest.raises(tokens.NoToken):
        tokens.leaving(text)


def test_token_of_who_is_forgotten_opens_nothing(client: Client) -> None:
    subscriber = subscribed()
    urls = [link(subscriber, purpose) for purpose in PURPOSES]
    subscriber.delete()
    for url in urls:
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


def test_token_is_for_the_person_and_not_for_their_number(client: Client) -> None:
    """A restored backup gives a number to somebody else."""
    subscriber = subscribed()
    urls = [link(subscriber, purpose) for purpose in PURPOSES]
    number = subscriber.pk
    subscriber.delete()
    Subscriber.objects.create(
        pk=number,
        email="other@example.org",
        key="other@example.org",
        wording=subscriber.wording,
        asked_at=timezone.now(),
    )
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]


def test_person_who_is_forgotten_at_this_moment_gets_a_notice(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = link(subscribed(), "unsubscribe")
    monkeypatch.setattr("newsletter.subscriptions._lock", _lock_of_nobody)
    assert client.post(url).status_code == 404


def _lock_of_nobody(subscriber: Subscriber) -> Subscriber:
    raise Subscriber.DoesNotExist


def test_token_of_choices_works_for_a_year(client: Client) -> None:
    url = link(subscribed(), "preferences")
    now = timezone.now()
    for days, status in ((364, 200), (366, 410)):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            assert client.get(url).status_code == status


def test_key_that_was_changed_in_order_keeps_the_links(client: Client, settings: Any) -> None:
    url = link(ask(), "confirm")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert client.get(url).status_code == 200

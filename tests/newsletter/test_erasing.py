"""What is kept on a person, handed out and forgotten."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter import consenting, erasing, subscriptions
from newsletter.models import Consent, ConsentDetails, LeavingToken, Subscriber
from newsletter.wishes import Wish
from tests.newsletter.reader import EMAIL, ask, kinds, mailed, subscribed

pytestmark = pytest.mark.django_db

FORTNIGHT = timedelta(days=14)


def test_all_that_is_kept_is_handed_out() -> None:
    subscriber = subscribed("Sam@exämple.org", Wish("weekly"))
    subscribed("other@example.org")
    (held,) = erasing.export("sam@xn--exmple-cua.org")
    assert held["email"] == "Sam@exämple.org"
    assert (held["status"], held["frequency"]) == ("subscribed", "weekly")
    assert held["confirmed_at"] == subscriber.confirmed_at.isoformat()  # type: ignore[union-attr]
    assert [event["kind"] for event in held["consents"]] == ["asked", "confirmed"]
    assert "other@example.org" not in json.dumps(held)


@pytest.mark.parametrize("text", ["", "nobody@example.org", "\0", "no address", "x" * 9999])
def test_of_a_stranger_nothing_is_kept(text: str) -> None:
    subscribed()
    assert erasing.export(text) == []
    assert erasing.erase(text) == 0
    assert Subscriber.objects.count() == 1


def test_erased_person_is_gone_and_the_chain_is_whole() -> None:
    mailed(subscribed())
    subscribed("other@example.org")
    assert erasing.erase(EMAIL.upper()) == 1
    assert erasing.export(EMAIL) == []
    assert kinds() == ["asked", "confirmed", "asked", "confirmed", "withdrawn"]
    assert list(consenting.faults()) == []
    assert ConsentDetails.objects.count() == 2
    assert not LeavingToken.objects.exists()
    assert EMAIL not in json.dumps(list(Consent.objects.values()))


def test_erasing_twice_is_harmless() -> None:
    subscribed()
    assert [erasing.erase(EMAIL), erasing.erase(EMAIL)] == [1, 0]


def test_who_was_erased_may_come_back() -> None:
    subscribed()
    erasing.erase(EMAIL)
    assert subscribed().status == "subscribed"


def test_who_never_confirms_is_forgotten_after_a_fortnight() -> None:
    now = timezone.now()
    ask(now=now)
    assert erasing.forget_unconfirmed(now + FORTNIGHT - timedelta(minutes=1)) == 0
    assert erasing.forget_unconfirmed(now + FORTNIGHT + timedelta(minutes=1)) == 1
    assert not Subscriber.objects.exists()
    assert not ConsentDetails.objects.exists()
    assert list(consenting.faults()) == []


def test_who_said_that_it_was_not_them_is_forgotten_too() -> None:
    subscriptions.leave(ask(), page="/")
    assert erasing.forget_unconfirmed(timezone.now() + FORTNIGHT) == 1


def test_subscribers_and_those_who_were_are_kept() -> None:
    subscribed()
    subscriptions.leave(subscribed("left@example.org"), page="/")
    assert erasing.forget_unconfirmed(timezone.now() + FORTNIGHT) == 0
    assert Subscriber.objects.count() == 2


def test_what_a_former_subscriber_agreed_to_outlives_a_strangers_asking() -> None:
    subscriptions.leave(subscribed(), page="/")
    ask()
    assert erasing.forget_unconfirmed(timezone.now() + FORTNIGHT) == 0
    subscriber = Subscriber.objects.get()
    assert subscriber.status == "left"
    assert subscriber.left_at is not None
    assert subscriber.consents.count() == 4


def test_who_asks_anew_in_time_is_kept() -> None:
    now = timezone.now()
    ask(now=now)
    ask(now=now + timedelta(days=13))
    assert erasing.forget_unconfirmed(now + timedelta(days=15)) == 0

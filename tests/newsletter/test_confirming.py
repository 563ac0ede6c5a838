"""The mail about a consent, and the page with the button behind its link."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from newsletter import confirmations, subscriptions
from newsletter.models import Consent, Subscriber
from newsletter.wishes import Wish
from tests.articles.refusals import refused
from tests.factories import TopicFactory
from tests.newsletter.reader import ask, kinds, link, links, mailed, send_form, subscribed

pytestmark = pytest.mark.django_db

PAGE = "/newsletter/confirm/…/"


@pytest.mark.parametrize("is_known", [False, True])
def test_worker_is_told_of_the_person_and_not_of_the_address(
    client: Client, is_known: bool
) -> None:
    if is_known:
        subscribed()
        OrmQ.objects.all().delete()
    send_form(client)
    order = OrmQ.objects.get()
    assert order.task["func"] == "newsletter.confirmations.send"
    assert order.task["args"] == (Subscriber.objects.get().pk,)
    assert mail.outbox == []


def test_mail_leads_to_the_button_and_to_leaving(client: Client) -> None:
    subscriber = ask()
    confirm, leave = mailed(subscriber)
    (message,) = mail.outbox
    assert message.to == [subscriber.email]
    assert message.subject == "Confirm that you want the Klarity health newsletter"
    assert "The link works for 7 days." in message.body
    assert "not intended to substitute the relationship" in message.body
    assert "Alum House" in message.body
    assert client.get(confirm).status_code == 200
    assert client.get(leave).status_code == 200


def test_button_confirms(client: Client) -> None:
    topic = TopicFactory(name="Sleep well")
    confirm, _ = mailed(ask(wish=Wish("weekly", frozenset({topic}))))
    page = client.get(confirm)
    for words in ("s•••••@example.org", "Weekly", "Sleep well", "Yes, email me the Klarity health"):
        assert words in page.text
    response = press(client, confirm)
    assert "You’re subscribed" in response.text
    subscriber = Subscriber.objects.get()
    assert subscriber.status == "subscribed"
    assert subscriber.confirmed_at is not None
    assert kinds() == ["asked", "confirmed"]
    details = Consent.objects.get(kind="confirmed").details.details
    assert (details["frequency"], details["topics"]) == ("weekly", [topic.slug])
    assert details["page"] == PAGE


def press(client: Client, url: str) -> Any:
    """Open the page and press its button."""
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("main form")
    assert form is not None
    sent = {str(field["name"]): field["value"] for field in form.select("input")}
    return client.post(url, sent)


def test_second_press_changes_nothing(client: Client) -> None:
    confirm, _ = mailed(ask())
    press(client, confirm)
    at = Subscriber.objects.get().confirmed_at
    assert "You’re subscribed" in client.post(confirm).text
    assert Subscriber.objects.get().confirmed_at == at
    assert kinds() == ["asked", "confirmed"]


def test_looking_changes_nothing(client: Client) -> None:
    subscriber = ask()
    before = Subscriber.objects.values().get()
    for url in mailed(subscriber):
        for _ in range(2):
            assert client.get(url).status_code == 200
            assert client.head(url).status_code == 200
    after = Subscriber.objects.values().get()
    assert after | {"mailed_at": None} == before
    assert kinds() == ["asked"]


def test_link_works_for_seven_days(client: Client) -> None:
    now = timezone.now()
    confirm, _ = mailed(ask())
    with time_machine.travel(now + timedelta(days=6, hours=23), tick=False):
        assert client.get(confirm).status_code == 200
    with time_machine.travel(now + timedelta(days=7, minutes=1), tick=False):
        for response in (client.get(confirm), client.post(confirm)):
            assert response.status_code == 410
            assert "This link has expired" in response.text
    assert kinds() == ["asked"]


def test_confirming_after_leaving_starts_nothing(client: Client) -> None:
    confirm, leave = mailed(ask())
    client.post(leave)
    assert "You have unsubscribed" in client.get(confirm).text
    response = client.post(confirm)
    assert response.status_code == 409
    assert "You have unsubscribed" in response.text
    assert Subscriber.objects.get().status == "left"
    assert kinds() == ["asked", "withdrawn"]


def test_who_left_may_come_back() -> None:
    subscriber = subscribed()
    subscriptions.leave(subscriber, page="/")
    subscriptions.say_why(subscriber, "Too many.")
    again = subscribed()
    assert (again.pk, again.status) == (subscriber.pk, "subscribed")
    assert (again.left_at, again.left_because) == (None, "")
    assert kinds() == ["asked", "confirmed", "withdrawn", "asked", "confirmed"]


def test_button_confirms_only_what_its_page_showed(client: Client) -> None:
    """Somebody else may ask for the same address while its owner reads."""
    confirm, _ = mailed(ask(wish=Wish("weekly")))
    shown = Consent.objects.get().number
    ask(wish=Wish("daily"))
    response = client.post(confirm, {"asked": shown})
    assert response.status_code == 409
    assert "Somebody has asked anew" in response.text
    assert "Daily" in response.text
    assert Subscriber.objects.get().status == "pending"
    assert "You’re subscribed" in press(client, confirm).text


@pytest.mark.parametrize("junk", ["x", "\0", "9" * 10_000, "-1", "😀"], ids=range(5))
def test_junk_with_the_button_confirms_nothing(client: Client, junk: str) -> None:
    assert client.post(link(ask(), "confirm"), {"asked": junk}).status_code == 409
    assert kinds() == ["asked"]


def test_press_without_the_page_confirms_too(client: Client) -> None:
    assert client.post(link(ask(), "confirm")).status_code == 200
    assert kinds() == ["asked", "confirmed"]


def test_button_is_pressed_on_our_own_page_only() -> None:
    url = link(ask(), "confirm")
    assert Client(headers={"Sec-Fetch-Site": "cross-site"}).post(url).status_code == 403
    assert Client().post(url).status_code == 403
    assert Client().put(url).status_code == 403
    assert kinds() == ["asked"]


@pytest.mark.parametrize("status", ["pending", "subscribed"])
def test_address_is_sent_one_mail_a_day_at_most(status: str) -> None:
    now = timezone.now()
    subscriber = ask() if status == "pending" else subscribed()
    for _ in range(3):
        ask()
        confirmations.send(subscriber.pk, now)
        confirmations.send(subscriber.pk, now + timedelta(hours=23))
    assert len(mail.outbox) == 1
    confirmations.send(subscriber.pk, now + timedelta(hours=25))
    assert len(mail.outbox) == 2


def test_coming_back_on_the_same_day_takes_the_first_mail_and_no_second(client: Client) -> None:
    confirm, leave = mailed(ask())
    client.post(leave)
    assert mailed(ask()) == []
    assert "You’re subscribed" in press(client, confirm).text


def test_subscriber_is_mailed_a_link_to_their_choices(client: Client) -> None:
    subscriber = subscribed()
    preferences, leave = mailed(subscriber)
    (message,) = mail.outbox
    assert message.subject == "You already get the Klarity health newsletter"
    assert "What we send to s•••••@example.org." in client.get(preferences).text
    assert client.get(leave).status_code == 200


def test_who_left_before_the_worker_came_is_sent_nothing() -> None:
    subscriber = ask()
    subscriptions.leave(subscriber, page="/")
    assert mailed(subscriber) == []


def test_who_was_forgotten_before_the_worker_came_is_sent_nothing() -> None:
    subscriber = ask()
    Subscriber.objects.all().delete()
    assert mailed(subscriber) == []


class Unreachable(EmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError


class Refusing(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({})


class Dropping(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise ConnectionResetError


@pytest.mark.parametrize(
    ("server", "error", "sent_again"),
    [
        (Unreachable, ConnectionRefusedError, 1),
        (Refusing, SMTPRecipientsRefused, 1),
        (Dropping, ConnectionResetError, 0),  # it may have taken the mail
    ],
)
def test_mail_is_tried_again_only_if_nobody_took_it(
    settings: Any, server: type[EmailBackend], error: type[Exception], sent_again: int
) -> None:
    subscriber = ask()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.{server.__name__}"
    with pytest.raises(error):
        confirmations.send(subscriber.pk)
    settings.EMAIL_BACKEND = working
    confirmations.send(subscriber.pk)
    assert len(mail.outbox) == sent_again


@pytest.mark.parametrize(
    ("email", "on_the_envelope"),
    [
        ("sam@exämple.org", "sam@xn--exmple-cua.org"),
        ('"two words"@example.org', '"two words"@example.org'),
        ("a+b!#$%&'*/=?^_`{|}~-@example.org", "a+b!#$%&'*/=?^_`{|}~-@example.org"),
    ],
)
def test_odd_address_is_mailed(client: Client, email: str, on_the_envelope: str) -> None:
    assert send_form(client, email=email).status_code == 302
    subscriber = Subscriber.objects.get()
    assert subscriber.email == email
    assert len(mailed(subscriber)) == 2
    assert mail.outbox[0].message()["To"] == on_the_envelope


def test_no_link_holds_an_address_and_none_is_kept_or_found() -> None:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    pending = ask("pending.one@example.org")
    known = subscribed("known.one@example.org")
    for subscriber in (pending, known):
        mailed(subscriber)
    urls = [path for message in mail.outbox for path in links(str(message.body))]
    assert len(urls) == 4
    for url in urls:
        assert "one" not in url
        assert "@" not in url
        response = client.get(url)
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert 'content="noindex"' in response.text
        assert response["Referrer-Policy"] == "same-origin"
        assert "one@example.org" not in response.text


def test_confirming_needs_what_was_asked() -> None:
    subscriber = ask()
    with refused("asked-since"):
        subscriptions.confirm(subscriber, page=PAGE, shown=0)
    subscriptions.leave(subscriber, page="/")
    with refused("left-since"):
        subscriptions.confirm(subscriber, page=PAGE)

"""Asking for the newsletter: the form on every page, and its answer."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import previews
from articles.models import Edition
from newsletter import subscriptions
from newsletter.models import Consent, Subscriber, Wording
from newsletter.wishes import Wish
from tests.factories import TopicFactory
from tests.newsletter.reader import EMAIL, ask, kinds, send_form, subscribed

pytestmark = pytest.mark.django_db

LONG = "x" * 100_000
JUNK = ["\0", LONG, "😀", "\ud7ff\u202e", "' OR 1=1 --", "<script>alert(1)</script>"]


def told(response: Any) -> list[str]:
    """What the page says is wrong."""
    page = BeautifulSoup(response.content, "html.parser")
    return [item.get_text() for item in page.select(".alert li")]


def test_form_stands_once_on_every_page(client: Client, edition: Edition) -> None:
    article = edition.article.get_absolute_url()
    for url in ("/", "/articles/", article, f"{article}history/", "/contact/", "/terms/", "/no/x/"):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        forms = page.select("form#newsletter-form")
        assert len(forms) == 1, url
        assert forms[0].select_one("input[name=email][required]"), url
        box = forms[0].select_one("input[name=consent][required]")
        assert box is not None
        assert not box.has_attr("checked"), url
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), url


def test_form_of_an_article_follows_its_disclaimer(client: Client, edition: Edition) -> None:
    page = client.get(edition.article.get_absolute_url()).text
    assert page.index('data-medical-disclaimer="full"') < page.index('id="newsletter-form"')
    assert page.index('id="newsletter-form"') < page.index('data-medical-disclaimer="site"')


def test_form_does_not_stand_on_a_page_that_is_for_some_only(
    client: Client, edition: Edition
) -> None:
    assert "newsletter-form" not in client.get(previews.address(edition.revision)).text


def test_pages_of_the_newsletter_have_no_second_form(client: Client) -> None:
    assert client.get("/newsletter/").text.count('name="email"') == 1
    assert "newsletter-form" not in client.get("/newsletter/asked/").text


def test_address_waits_for_its_owner_after_the_form(client: Client) -> None:
    response = send_form(client, page="/articles/")
    assert (response.status_code, response["Location"]) == (302, "/newsletter/asked/")
    assert "check your email" in client.get("/newsletter/asked/").text
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.status) == (EMAIL, "pending")
    assert subscriber.frequency == "daily"
    details = Consent.objects.get(kind="asked").details.details
    wording = Wording.objects.in_force()
    assert wording is not None
    assert details == {
        "email": EMAIL,
        "frequency": "daily",
        "topics": [],
        "page": "/articles/",
        "wording": {
            "version": wording.pk,
            "invitation": wording.invitation,
            "consent": wording.consent,
            "privacy_note": wording.privacy_note,
        },
    }


def test_frequency_and_topics_are_chosen_on_the_form_of_its_own(client: Client) -> None:
    sleep, _ = TopicFactory(slug="a-topic"), TopicFactory(slug="another-topic")
    send_form(client, frequency="weekly", topics=["a-topic"])
    subscriber = Subscriber.objects.get()
    assert subscriber.frequency == "weekly"
    assert list(subscriber.topics.all()) == [sleep]


@pytest.mark.parametrize("status", ["unknown", "pending", "subscribed", "left"])
def test_answer_is_the_same_whoever_is_known(client: Client, status: str) -> None:
    if status != "unknown":
        Subscriber.objects.filter(pk=subscribed().pk).update(status=status)
    response = send_form(client)
    assert (response.status_code, response["Location"]) == (302, "/newsletter/asked/")
    assert response.content == b""
    assert not response.cookies


def test_database_is_asked_the_same_whoever_is_known(client: Client) -> None:
    """So the answer takes as long: `tests.benchmarks.newsletter_form` measures it."""
    subscribed("subscribed@example.org")
    ask("pending@example.org")
    subscriptions.leave(subscribed("left@example.org"), page="/")
    asked = set()
    for name in ("unknown", "pending", "subscribed", "left"):
        with CaptureQueriesContext(connection) as queries:
            send_form(client, email=f"{name}@example.org")
        asked.add(tuple(re.sub(r"s\d+_x\d+", "", query["sql"])[:40] for query in queries))
    assert len(asked) == 1, asked


def test_stranger_changes_nothing_that_a_subscriber_chose(client: Client) -> None:
    topic = TopicFactory(slug="a-topic")
    before = subscribed(wish=Wish("weekly", frozenset({topic})))
    send_form(client, email=EMAIL.upper(), frequency="daily")
    after = Subscriber.objects.get()
    for name in ("email", "status", "frequency", "wording_id", "asked_at", "confirmed_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert list(after.topics.all()) == [topic]


def test_record_tells_what_was_asked_of_a_subscriber_and_not_what_they_have() -> None:
    subscribed(wish=Wish("weekly"))
    ask(wish=Wish("daily"))
    assert kinds() == ["asked", "confirmed", "asked"]
    last = Consent.objects.get(number=3)
    assert last.details.details["frequency"] == "daily"


def test_asking_twice_leaves_one_row_with_the_later_choice(client: Client) -> None:
    send_form(client, frequency="daily")
    send_form(client, email="SAM@EXAMPLE.ORG", frequency="weekly")
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.frequency) == ("SAM@example.org", "weekly")
    assert kinds() == ["asked", "asked"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": ""}, "Enter an email address such as name@example.org."),
        ({"email": "sam@example"}, "It should have a period."),
        ({"consent": ""}, "Tick the box if you agree to get our newsletter."),
        ({"frequency": "hourly"}, "Choose how often we may write."),
        ({"topics": ["no-such-topic"]}, "Choose from the topics below."),
    ],
)
def test_refused_form_comes_back_filled_and_says_what_to_do(
    client: Client, fields: dict[str, Any], message: str
) -> None:
    sent = {"frequency": "weekly", "page": "/articles/"} | fields
    response = send_form(client, **sent)
    assert response.status_code == 422
    assert message in " ".join(told(response))
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("input[name=page]")["value"] == "/articles/"  # type: ignore[index]
    if "email" not in fields:
        assert page.select_one("input[name=email]")["value"] == EMAIL  # type: ignore[index]
    if "frequency" not in fields:
        assert page.select_one("input[value=weekly][checked]")
    assert page.title is not None
    assert page.title.text.startswith("Error: ")
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
@pytest.mark.parametrize("name", ["email", "consent", "frequency", "topics", "page", "wording"])
def test_junk_in_any_field_is_answered_in_words(client: Client, name: str, junk: str) -> None:
    response = send_form(client, **{name: junk})
    assert response.status_code in {302, 422}
    if response.status_code == 422:
        assert told(response) != []
        assert max(len(message) for message in told(response)) < 1000
    for subscriber in Subscriber.objects.all():
        assert subscriber.email == EMAIL


@pytest.mark.parametrize("fields", [{}, {"email": EMAIL}, {"consent": "on"}])
def test_form_without_its_fields_is_refused(client: Client, fields: dict[str, str]) -> None:
    assert client.post("/newsletter/", fields).status_code == 422


@pytest.mark.parametrize(
    ("sent", "noted"),
    [
        ("/articles/what-is-it/", "/articles/what-is-it/"),
        ("/articles/größe/", "/articles/größe/"),
        ("", "/newsletter/"),
        ("https://evil.example/", "/newsletter/"),
        ("//evil.example/", "/newsletter/"),
        ("/\\evil.example/", "/newsletter/"),
        ("/search/?q=my+illness", "/newsletter/"),
        ("/a b/", "/newsletter/"),
        ("/\u202e/", "/newsletter/"),
        ("/\0/", "/newsletter/"),
        (f"/{LONG}", "/newsletter/"),
    ],
    ids=range(11),
)
def test_page_is_noted_as_a_path_and_nothing_else(client: Client, sent: str, noted: str) -> None:
    assert send_form(client, page=sent).status_code == 302
    assert Consent.objects.get().details.details["page"] == noted


def test_what_a_program_fills_in_is_taken_for_a_person_and_kept_nowhere(client: Client) -> None:
    response = send_form(client, website="https://spam.example/")
    assert (response.status_code, response["Location"]) == (302, "/newsletter/asked/")
    assert not Subscriber.objects.exists()
    assert kinds() == []


def test_network_that_enters_many_addresses_has_to_wait(client: Client, settings: Any) -> None:
    settings.NEWSLETTER_PER_NETWORK = "2 per hour"
    for number in range(2):
        assert send_form(client, email=f"sam{number}@example.org").status_code == 302
    response = send_form(client, email="sam2@example.org")
    assert response.status_code == 429
    assert "Please try again later." in response.text
    assert 'value="sam2@example.org"' in response.text
    assert Subscriber.objects.count() == 2
    elsewhere = Client(headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR="192.0.2.7")
    assert send_form(elsewhere, email="sam2@example.org").status_code == 302


def test_refused_forms_use_up_nothing_of_the_limit(client: Client, settings: Any) -> None:
    settings.NEWSLETTER_PER_NETWORK = "1 per hour"
    for _ in range(3):
        assert send_form(client, consent="").status_code == 422
    assert send_form(client).status_code == 302


def test_form_is_taken_from_our_own_pages_only() -> None:
    assert send_form(Client(headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
    assert send_form(Client()).status_code == 403
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    assert getattr(client, method)("/newsletter/").status_code == 405


def test_looking_changes_nothing(client: Client) -> None:
    for url in ("/newsletter/", "/newsletter/asked/"):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200
    assert client.post("/newsletter/asked/").status_code == 405
    assert kinds() == []


def test_words_that_changed_since_the_page_was_opened_are_ticked_anew(client: Client) -> None:
    old = Wording.objects.in_force()
    assert old is not None
    new = added("Yes, mail me each day.")
    response = send_form(client, wording=str(old.pk))
    assert response.status_code == 422
    assert "have changed since you opened the page" in " ".join(told(response))
    page = BeautifulSoup(response.content, "html.parser")
    assert "Yes, mail me each day." in response.text
    assert not page.select("input[name=consent][checked]")
    (shown,) = page.select("input[name=wording]")
    assert send_form(client, wording=shown["value"]).status_code == 302
    assert Consent.objects.get().details.details["wording"]["version"] == new.pk


def test_wording_to_come_is_not_shown_before_its_time(client: Client) -> None:
    added("Yes, tomorrow.", timezone.now() + timedelta(days=1))
    assert "Yes, tomorrow." not in client.get("/newsletter/").text


def test_new_wording_is_seen_at_once_through_the_page_cache(client: Client, settings: Any) -> None:
    settings.PAGE_CACHE = True
    client.get("/")
    added("Yes, mail me each day.")
    assert "Yes, mail me each day." in client.get("/").text


def test_page_without_any_wording_offers_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, outsider: User
) -> None:
    monkeypatch.setattr(Wording.objects, "in_force", lambda now=None: None)
    assert "newsletter-form" not in client.get("/").text
    assert client.get("/newsletter/").status_code == 503
    assert send_form(client).status_code == 503


def added(consent: str, at: Any = None) -> Wording:
    """Another wording, in force from now on or from a time to come."""
    return Wording(
        invitation="Get it.",
        consent=consent,
        privacy_note="Read our notice.",
        in_force_from=at or timezone.now(),
    ).append()


def test_no_address_stands_in_any_answer(client: Client) -> None:
    response = send_form(client)
    assert not re.search(r"sam|@|%40", response["Location"])

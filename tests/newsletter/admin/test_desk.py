"""The newsletter's desk: subscribers, wordings and consents, and who may see and do what."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsletter import subscriptions
from newsletter.models import Consent, Subscriber, Wording
from newsletter.wishes import Wish
from tests.articles.admin.browser import fields, messages, signed_in
from tests.articles.admin.test_export import export, rows
from tests.factories import TopicFactory, UserFactory
from tests.newsletter.reader import ask, mailed, subscribed

DESK = "/admin/newsletter"
TABLE = """
                       newsletter-editor editor superuser outsider anonymous
see subscriber         yes               no     yes       no       no
export subscriber      yes               no     yes       no       no
erase subscriber       no                no     yes       no       no
see wording            yes               no     yes       no       no
add wording            yes               no     yes       no       no
see consent            yes               no     yes       no       no
know consent           yes               no     yes       no       no
verify consent         yes               no     yes       no       no
"""
HEAD, *LINES = TABLE.strip("\n").splitlines()
ROLES = HEAD.split()
RIGHTS = {line[:23].strip(): dict(zip(ROLES, line[23:].split(), strict=True)) for line in LINES}


@pytest.fixture
def newsletter_editor(db: None) -> User:
    return UserFactory(username="publisher", groups=["Newsletter editor"])


@pytest.fixture
def subscriber(db: None) -> Subscriber:
    return subscribed(wish=Wish("weekly", frozenset({TopicFactory(name="Sleep well")})))


def tried(what: str, client: Client, subscriber: Subscriber) -> Any:
    """The answer to it."""
    first = Consent.objects.get(number=1).pk
    return {
        "see subscriber": lambda: client.get(f"{DESK}/subscriber/{subscriber.pk}/change/"),
        "export subscriber": lambda: client.get(f"{DESK}/subscriber/export/"),
        "erase subscriber": lambda: client.get(f"{DESK}/subscriber/{subscriber.pk}/erase/"),
        "see wording": lambda: client.get(f"{DESK}/wording/"),
        "add wording": lambda: client.get(f"{DESK}/wording/add/"),
        "see consent": lambda: client.get(f"{DESK}/consent/{first}/change/"),
        "know consent": lambda: client.get(f"{DESK}/consent/{first}/change/"),
        "verify consent": lambda: client.post(f"{DESK}/consent/verify/", follow=True),
    }[what]()


@pytest.mark.parametrize("what", RIGHTS)
def test_desk_is_open_to_those_in_the_table(
    subscriber: Subscriber,
    newsletter_editor: User,
    editor: User,
    superuser: User,
    outsider: User,
    what: str,
) -> None:
    cast = [newsletter_editor, editor, superuser, outsider, None]
    for role, person in zip(ROLES, cast, strict=True):
        response = tried(what, signed_in(person) if person else Client(), subscriber)
        if RIGHTS[what][role] == "yes":
            assert response.status_code == 200, role
        elif person:
            assert response.status_code == 403, role
        else:
            assert "/admin/login/" in (response.get("Location") or response.redirect_chain[0][0])
    assert Subscriber.objects.count() == 1


def test_nobody_changes_adds_or_deletes_rows_by_hand(
    subscriber: Subscriber, superuser: User
) -> None:
    client = signed_in(superuser)
    wording, consent = Wording.objects.get(), Consent.objects.get(number=1)
    assert client.get(f"{DESK}/subscriber/add/").status_code == 403
    assert client.get(f"{DESK}/consent/add/").status_code == 403
    for address in (
        f"subscriber/{subscriber.pk}",
        f"wording/{wording.pk}",
        f"consent/{consent.pk}",
    ):
        assert client.post(f"{DESK}/{address}/change/", {"email": "x@y.org"}).status_code == 403
        assert client.get(f"{DESK}/{address}/delete/").status_code == 403


def test_list_tells_what_each_gets(subscriber: Subscriber, newsletter_editor: User) -> None:
    subscriptions.leave(subscriber, page="/")
    subscriptions.say_why(subscriber, "Too many.")
    page = signed_in(newsletter_editor).get(f"{DESK}/subscriber/")
    for words in ("sam@example.org", "Weekly", "Sleep well", "Unsubscribed", "Too many."):
        assert words in page.text


@pytest.mark.parametrize("asked", ["sam@exä", "SAM@", "xn--exmple-cua", "exämple.org"])
def test_subscriber_is_found_by_address(newsletter_editor: User, asked: str) -> None:
    subscribed("Sam@exämple.org")
    subscribed("other@example.org")
    page = signed_in(newsletter_editor).get(f"{DESK}/subscriber/", {"q": asked}).text
    assert "Sam@exämple.org" in page
    assert "other@example.org" not in page


@pytest.mark.parametrize(
    "query", ["q=%00", "status=x", "topics__id__exact=x", "p=x", "q=" + "x" * 999]
)
def test_odd_query_is_no_error(subscriber: Subscriber, newsletter_editor: User, query: str) -> None:
    response = signed_in(newsletter_editor).get(f"{DESK}/subscriber/?{query}")
    assert response.status_code in {200, 302}


def test_list_is_filtered_and_exported(subscriber: Subscriber, newsletter_editor: User) -> None:
    ask("=formula@example.org")
    header, *lines = rows(export(newsletter_editor, Subscriber))
    assert header[:4] == ["Email", "Status", "Frequency", "Topics"]
    assert [line[:4] for line in lines] == [
        ["'=formula@example.org", "Asked, not confirmed", "Daily", "All"],
        ["sam@example.org", "Subscribed", "Weekly", "Sleep well"],
    ]
    assert len(rows(export(newsletter_editor, Subscriber, status__exact="pending"))) == 2


@pytest.mark.parametrize("name", ["subscriber", "consent", "wording"])
def test_list_asks_as_often_for_many(newsletter_editor: User, name: str) -> None:
    client = signed_in(newsletter_editor)
    asked = []
    for count in (2, 20):
        for number in range(count):
            subscribed(f"{name}{count}.{number}@example.org")
            Wording(
                invitation="Get it.",
                consent="Yes.",
                privacy_note="Note.",
                in_force_from=timezone.now(),
                written_by=newsletter_editor,
            ).append()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{DESK}/{name}/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_superuser_erases_somebody_and_the_log_forgets_them_too(
    subscriber: Subscriber, superuser: User, newsletter_editor: User
) -> None:
    client = signed_in(superuser)
    address = f"{DESK}/subscriber/{subscriber.pk}/erase/"
    assert address in client.get(f"{DESK}/subscriber/{subscriber.pk}/change/").text
    assert "This cannot be undone." in client.get(address).text
    assert Subscriber.objects.exists()
    assert "Erased." in messages(client.post(address, follow=True))
    assert not Subscriber.objects.exists()
    assert not any("sam" in str(vars(entry)) for entry in LogEntry.objects.all())
    assert client.get(address).status_code == 404
    consent = Consent.objects.get(number=1)
    page = signed_in(newsletter_editor).get(f"{DESK}/consent/{consent.pk}/change/").text
    assert "Nobody knows any more" in page


def test_erase_is_offered_to_superusers_only(
    subscriber: Subscriber, newsletter_editor: User
) -> None:
    client = signed_in(newsletter_editor)
    assert "Erase" not in client.get(f"{DESK}/subscriber/{subscriber.pk}/change/").text
    assert client.post(f"{DESK}/subscriber/{subscriber.pk}/erase/").status_code == 403
    assert client.put(f"{DESK}/subscriber/{subscriber.pk}/erase/").status_code == 405


def test_new_wording_is_added_in_its_writers_name(newsletter_editor: User) -> None:
    client = signed_in(newsletter_editor)
    sent = fields(client.get(f"{DESK}/wording/add/"))
    sent |= {"invitation": "Get it.", "consent": "Yes, I do.", "privacy_note": "We keep it."}
    assert client.post(f"{DESK}/wording/add/", sent).status_code == 302
    new = Wording.objects.in_force()
    assert new is not None
    assert (new.consent, new.written_by) == ("Yes, I do.", newsletter_editor)
    assert "Yes, I do." in Client().get("/newsletter/").text


def test_wording_cannot_be_put_into_the_past(newsletter_editor: User) -> None:
    client = signed_in(newsletter_editor)
    sent = {"invitation": "Get it.", "consent": "Yes.", "privacy_note": "Note."}
    past = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%dT%H:%M}"
    response = client.post(f"{DESK}/wording/add/", sent | {"in_force_from": past})
    assert "That time has passed." in messages(response)
    assert Wording.objects.count() == 1


def test_list_of_wordings_says_which_is_in_force(newsletter_editor: User) -> None:
    for consent, days in (("Second.", -1), ("Third.", 1)):
        at = timezone.now() + timedelta(days=days)
        Wording(invitation="I", consent=consent, privacy_note="N", in_force_from=at).append()
    _, third, second, first = rows(export(newsletter_editor, Wording))
    assert [line[1:3] for line in (third, second)] == [
        ["Coming", "Third."],
        ["In force", "Second."],
    ]
    assert first[1] == "Former"


def test_record_shows_the_words_that_were_agreed_to(
    subscriber: Subscriber, newsletter_editor: User
) -> None:
    consent = Consent.objects.get(number=2)
    page = signed_in(newsletter_editor).get(f"{DESK}/consent/{consent.pk}/change/").text
    assert "sam@example.org" in page
    assert "I can unsubscribe at any time." in page


def test_who_may_not_know_sees_the_seals_only(subscriber: Subscriber, outsider: User) -> None:
    outsider.user_permissions.add(Permission.objects.get(codename="view_consent"))
    consent = Consent.objects.get(number=2)
    page = signed_in(outsider).get(f"{DESK}/consent/{consent.pk}/change/").text
    assert consent.seal in page
    assert "sam@example.org" not in page


def test_button_verifies_the_chain(subscriber: Subscriber, newsletter_editor: User) -> None:
    client = signed_in(newsletter_editor)
    assert "Verify the chain" in client.get(f"{DESK}/consent/").text
    assert client.get(f"{DESK}/consent/verify/").status_code == 405
    response = client.post(f"{DESK}/consent/verify/", follow=True)
    assert "The chain of 2 consents is whole." in messages(response)
    row = Consent.objects.get(number=1).details
    row.details["email"] = "eve@example.org"
    row.save()
    response = client.post(f"{DESK}/consent/verify/", follow=True)
    assert "The details of event 1 were changed." in messages(response)


def test_subscribers_page_shows_when_they_were_mailed(
    subscriber: Subscriber, newsletter_editor: User
) -> None:
    mailed(subscriber)
    page = signed_in(newsletter_editor).get(f"{DESK}/subscriber/{subscriber.pk}/change/")
    assert "Mailed at" in page.text

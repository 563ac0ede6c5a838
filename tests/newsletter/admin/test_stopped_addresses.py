"""Stopped addresses at the desk: listed without an address, looked up, stopped, let in again."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsletter import stopping, suppression
from newsletter.models import Issue, Report, Suppression
from tests.articles.admin.browser import fields, messages, signed_in
from tests.newsletter.admin.issue_desk import ledger, page
from tests.newsletter.issuing import started
from tests.newsletter.reader import EMAIL, subscribed
from tests.newsletter.returned import status

LIST = "/admin/newsletter/suppression/"
LOOK_UP = f"{LIST}look-up/"


@pytest.fixture
def row(db: None) -> Suppression:
    """Of an address that bounced."""
    made = stopping.stop(EMAIL, reason=Suppression.Reason.BOUNCED, evidence="550 5.1.1 unknown")
    assert made is not None
    return made


def lift(row: Suppression) -> str:
    return f"{LIST}{row.pk}/lift/"


def change(row: Suppression) -> str:
    return reverse("admin:newsletter_suppression_change", args=[row.pk])


def looked_up(client: Client, email: str) -> Any:
    return client.post(LOOK_UP, {"email": email})


def test_list_tells_since_when_and_why_and_not_who(row: Suppression, one: User) -> None:
    shown = signed_in(one).get(LIST)
    assert "Hard bounce" in shown.text
    assert "550 5.1.1 unknown" in shown.text
    assert "Look an address up" in shown.text
    assert EMAIL not in shown.text
    assert row.hash not in shown.text


@pytest.mark.parametrize("who", ["outsider", "editor", "moderator"])
def test_pages_are_for_newsletter_editors(
    row: Suppression, who: str, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for address in (LIST, LOOK_UP, change(row), lift(row)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"email": EMAIL, "why": "x"}).status_code == 403
        assert "/admin/login/" in Client().get(address)["Location"]
    assert suppression.is_stopped(EMAIL)


def test_who_may_only_look_is_offered_nothing_else(row: Suppression, outsider: User) -> None:
    outsider.user_permissions.add(Permission.objects.get(codename="view_suppression"))
    client = signed_in(outsider)
    assert "Stop this address" not in looked_up(client, "free@example.org").text
    assert "Let it in again" not in client.get(change(row)).text
    sent = {"email": "free@example.org", "why": "x"}
    assert client.post(LOOK_UP, sent).status_code == 403
    assert client.post(lift(row), {"why": "x"}).status_code == 403
    assert Suppression.objects.get().lifted_at is None


def test_wrong_methods_and_missing_rows(row: Suppression, one: User) -> None:
    client = signed_in(one)
    assert client.put(LOOK_UP).status_code == 405
    assert client.put(lift(row)).status_code == 405
    assert client.get(f"{LIST}999/lift/").status_code == 404
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(change(row), {"reason": "by hand"}).status_code == 403
    assert client.get(f"{LIST}{row.pk}/delete/").status_code == 403


def test_address_is_looked_up_however_it_is_written(row: Suppression, one: User) -> None:
    client = signed_in(one)
    found = looked_up(client, " SAM@EXAMPLE.ORG ")
    assert "Stopped since" in found.text
    assert "hard bounce" in found.text
    assert change(row) in found.text
    assert "Stop this address" not in found.text
    assert "This address is not stopped." in looked_up(client, "free@example.org").text


@pytest.mark.parametrize("email", ["", "x", "\0", "x" * 9999, "a@b@c", "\ud800@example.org"])
def test_what_is_no_address_is_asked_again(row: Suppression, one: User, email: str) -> None:
    response = signed_in(one).post(LOOK_UP, {"email": email.encode(errors="surrogatepass")})
    assert response.status_code == 200
    assert "Enter an email address" in messages(response)


def test_address_is_stopped_by_hand_with_a_reason(one: User) -> None:
    subscribed()
    client = signed_in(one)
    form = looked_up(client, EMAIL)
    assert "If you stop it" in form.text
    assert not Suppression.objects.exists()
    unsaid = client.post(LOOK_UP, {"email": EMAIL, "why": ""})
    assert "This field is required." in messages(unsaid)
    done = client.post(LOOK_UP, {"email": EMAIL, "why": f"{EMAIL} wrote to us."}, follow=True)
    assert "Stopped: nothing more is sent" in messages(done)
    row = Suppression.objects.get()
    assert (row.reason, row.evidence) == ("by hand", "… wrote to us.")
    assert status(EMAIL) == "left"
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (one, str(row.pk))
    assert "sam" not in f"{entry.object_repr} {entry.change_message}"
    again = client.post(LOOK_UP, {"email": EMAIL, "why": "x"})
    assert "Stopped since" in again.text
    assert LogEntry.objects.count() == 1


def test_address_is_let_in_again_with_a_reason_on_a_page_of_its_own(
    row: Suppression, one: User
) -> None:
    client = signed_in(one)
    assert lift(row) in client.get(change(row)).text
    asked = client.get(lift(row))
    assert "Nobody is subscribed by this." in asked.text
    assert suppression.is_stopped(EMAIL)
    assert "This field is required." in messages(client.post(lift(row), {"why": " "}))
    sent = fields(asked) | {"why": f"The mailbox of {EMAIL} works again."}
    assert "once its owner signs up anew" in messages(client.post(lift(row), sent, follow=True))
    assert not suppression.is_stopped(EMAIL)
    entry = LogEntry.objects.get()
    assert entry.get_change_message() == "Let in again: The mailbox of … works again."
    assert "was let in again already" in messages(client.post(lift(row), sent))
    assert lift(row) not in client.get(change(row)).text
    assert "Let in again on" in looked_up(client, EMAIL).text


def test_complaint_is_offered_no_way_back(one: User) -> None:
    row = stopping.stop(EMAIL, reason=Suppression.Reason.COMPLAINED)
    assert row is not None
    client = signed_in(one)
    assert lift(row) not in client.get(change(row)).text
    assert "holds for good" in messages(client.post(lift(row), {"why": "Please."}))
    assert suppression.is_stopped(EMAIL)


def test_list_is_filtered(row: Suppression, one: User) -> None:
    client = signed_in(one)
    for query, is_shown in (
        ("standing=stopped", True),
        ("standing=lifted", False),
        ("reason__exact=complained", False),
        ("standing=x", True),
    ):
        assert ("550 5.1.1 unknown" in client.get(f"{LIST}?{query}").text) == is_shown


def test_list_asks_as_often_for_many(one: User) -> None:
    client, asked = signed_in(one), []
    for count in (2, 20):
        for number in range(count):
            stopping.stop(f"r{count}.{number}@example.org", reason=Suppression.Reason.BOUNCED)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_list_says_if_the_key_is_another(
    row: Suppression, one: User, settings: LazySettings
) -> None:
    client = signed_in(one)
    assert "another SUPPRESSION_KEY" not in client.get(LIST).text
    settings.SUPPRESSION_KEY = "another"
    assert "another SUPPRESSION_KEY" in messages(client.get(LIST))
    refused = client.post(LOOK_UP, {"email": "free@example.org", "why": "x"})
    assert "another SUPPRESSION_KEY" in messages(refused)
    assert Suppression.objects.count() == 1


def test_subscribers_page_says_that_the_address_is_stopped(one: User) -> None:
    subscriber = subscribed()
    address = reverse("admin:newsletter_subscriber_change", args=[subscriber.pk])
    client = signed_in(one)
    assert "Stopped since" not in client.get(address).text
    stopping.stop(EMAIL, reason=Suppression.Reason.BOUNCED, evidence="550 <b>unknown</b>")
    shown = client.get(address).text
    assert "Stopped since" in shown
    assert "hard bounce, “550 &lt;b&gt;unknown&lt;/b&gt;”" in shown


def test_issue_tells_how_many_copies_came_back_and_why(one: User, issue: Issue) -> None:
    started(issue)
    ledger(issue, delivered=3)
    for copy in issue.deliveries.all()[:2]:
        Report.objects.create(delivery=copy, kind="returned", at=copy.due_at, words="5.7.1 <b>")
    shown = signed_in(one).get(page(issue)).text
    assert "<dt>Returned for another reason</dt><dd>2</dd>" in shown
    assert "2 × returned for another reason: 5.7.1 &lt;b&gt;" in shown

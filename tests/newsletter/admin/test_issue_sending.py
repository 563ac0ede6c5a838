"""An issue that is being sent, or was, at the desk."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.utils import timezone

from newsletter.models import Delivery, Issue
from tests.articles.admin.browser import fields, messages, signed_in
from tests.newsletter.admin.issue_desk import ledger, page, press, verb
from tests.newsletter.issuing import (
    approved,
    started,
)


def drafted_again(issue: Issue) -> Issue:
    """The issue as it was before anybody gave it a time."""
    Issue.objects.filter(pk=issue.pk).update(send_at=None)
    return issue


def test_issue_is_sent_at_once_paused_resumed_and_cancelled(one: User, issue: Issue) -> None:
    client = signed_in(one)
    approved(issue)
    assert "sent from now on" in messages(press(client, issue, "send"))
    issue.refresh_from_db()
    assert issue.send_at is not None
    assert issue.send_at <= timezone.now()
    started(drafted_again(issue))
    assert "Paused" in messages(press(client, issue, "pause"))
    assert "It goes on." in messages(press(client, issue, "resume"))
    assert "Those who have not been sent it" in client.get(verb(issue, "cancel")).text
    assert "Cancelled." in messages(press(client, issue, "cancel"))


def test_issue_that_was_sent_is_only_read(one: User, issue: Issue) -> None:
    started(issue)
    client = signed_in(one)
    shown = client.get(page(issue))
    assert "id_subject" not in shown.text
    assert "Of examples" in shown.text
    refused = client.post(page(issue), {"subject": "New", "seen": ""}, follow=True)
    assert refused.status_code == 200
    issue.refresh_from_db()
    assert issue.subject == "Of examples"


def test_progress_is_counted_and_what_is_uncertain_listed(one: User, issue: Issue) -> None:
    started(issue)
    ledger(issue, delivered=3, queued=2, failed=1, uncertain=1)
    client = signed_in(one)
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    bar = soup.progress
    assert bar is not None
    assert (bar["value"], bar["max"]) == ("5", "7")
    label = soup.find(id=str(bar["aria-labelledby"]))
    assert label is not None
    facts = {dt.get_text(): dt.find_next("dd").get_text() for dt in soup.select(".job dt")}  # type: ignore[union-attr]
    assert facts == {"Queued": "2", "Delivered": "3", "Failed": "1", "Uncertain": "1"}
    (listed,) = soup.select(".job li")
    assert "reader6@example.org" in listed.get_text()
    expected = {"done": 5, "total": 7, "text": "Sending: 5 of 7", "finished": False}
    assert client.get(verb(issue, "progress")).json() == expected


def test_uncertain_copy_is_sent_again_by_a_persons_decision(one: User, issue: Issue) -> None:
    started(issue)
    ledger(issue, delivered=1, uncertain=1)
    copy = Delivery.objects.get(state="uncertain")
    client = signed_in(one)
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    (link,) = soup.select(".job li a")
    assert link.get_text() == f"Send it again to {copy.subscriber}"
    address = str(link["href"])
    assert "they may get it twice" in client.get(address).text
    copy.refresh_from_db()
    assert copy.state == "uncertain"
    sent = fields(client.get(address), address.partition("?")[0])
    assert "It is sent again." in messages(client.post(address, sent, follow=True))
    copy.refresh_from_db()
    assert copy.state == "queued"
    assert "is known by now" in client.post(address, sent, follow=True).text


@pytest.mark.parametrize("delivery", ["", "0", "x", "9" * 30, "\0"])
def test_no_copy_of_the_issue_is_not_sent_again(one: User, issue: Issue, delivery: str) -> None:
    started(issue)
    response = signed_in(one).post(verb(issue, "resend"), {"delivery": delivery})
    assert response.status_code == 200
    assert "It is sent again." not in response.text


def test_failed_copies_are_tried_again_by_a_button_that_asks_first(one: User, issue: Issue) -> None:
    started(issue)
    ledger(issue, delivered=1, failed=2)
    client = signed_in(one)
    assert "Try the" not in client.get(page(issue)).text  # nobody knows why they failed
    Delivery.objects.filter(state="failed").update(detail="554 Relay denied")
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    link = soup.find("a", string="Try the 2 failed again")
    assert link is not None
    assert "2 failed for a reason that may have passed" in client.get(str(link["href"])).text  # type: ignore[index]
    assert Delivery.objects.filter(state="failed").count() == 2
    assert "They are queued again." in messages(press(client, issue, "retry"))
    assert Delivery.objects.filter(state="queued").count() == 2
    assert "No copy failed for a reason" in messages(press(client, issue, "retry"))

"""Copies that failed are tried again when a person says so, unless the address is bad for good."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Edition
from newsletter import erasing, issues, jobs, retrying, sending
from newsletter.carrier import Outcome
from newsletter.models import Delivery, Issue
from tests.articles.refusals import refused
from tests.factories import UserFactory
from tests.newsletter import rows
from tests.newsletter.correcting import send
from tests.newsletter.issuing import colleague


@pytest.fixture
def issue(edition: Edition, editor: User) -> Issue:
    """One that was sent to three people."""
    rows.subscribers(3)
    issue = rows.issue(edition, by=editor)
    send(issue)
    mail.outbox.clear()
    return issue


def failed(issue: Issue, *details: str) -> list[Delivery]:
    """Its first copies failed with these words."""
    found = list(issue.deliveries.order_by("pk"))[: len(details)]
    for copy, detail in zip(found, details, strict=True):
        copy.state, copy.detail, copy.attempts = Delivery.State.FAILED, detail, 5
        copy.save()
    return found


@pytest.mark.parametrize(
    ("detail", "for_good"),
    [
        ("550 5.1.1 Nobody has this address", True),
        ("550 5.1.10 Recipient has null MX", True),
        ("550-5.2.1 The account is disabled", True),
        ("553 5.1.3 Bad syntax", True),
        ("550 No such user", True),
        ("551 User not local", True),
        ("553 Mailbox name not allowed", True),
        ("Not an address: x", True),
        ("", True),  # forgotten
        ("451 4.3.0 Try again later", False),
        ("452 4.2.2 Mailbox full", False),
        ("552 5.2.2 Mailbox full", False),
        ("554 Relay denied", False),
        ("554 5.7.1 Spam", False),
        ("550 5.7.26 Not authenticated", False),
        ("550 5.1.8 Bad sender", False),
        ("421 Closing", False),
        ("Connection unexpectedly closed", False),
        ("timed out", False),
    ],
)
def test_bad_address_is_told_from_what_may_pass(detail: str, for_good: bool) -> None:
    assert retrying.is_for_good(detail) == for_good


@given(st.text(max_size=40))
def test_whatever_a_server_says_is_one_or_the_other(detail: str) -> None:
    assert retrying.is_for_good(detail) in {True, False}


def test_failed_copies_are_sent_and_the_issue_is_closed_again(issue: Issue) -> None:
    first, second = failed(issue, "554 Relay denied", "550 5.1.1 Unknown")
    closed = Issue.objects.filter(finished_at__isnull=False)
    assert closed.exists()
    assert retrying.retry(issue, by=colleague()) == 1
    assert not closed.exists()
    jobs.tick()
    send(issue)
    assert [message.to[0] for message in mail.outbox] == [str(first.subscriber)]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.attempts, second.state) == ("delivered", 1, "failed")
    assert closed.exists()


def test_copy_that_fails_again_stays_failed(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(issue, "554 Relay denied")
    retrying.retry(issue, by=colleague())
    monkeypatch.setattr(
        "newsletter.carrier.Carrier.hand_over", lambda *args: Outcome("hard", "550 5.1.1 Unknown")
    )
    send(issue)
    assert sorted(issue.deliveries.values_list("state", flat=True)).count("failed") == 1
    with refused("nothing-failed"):
        retrying.retry(issue, by=colleague())


def test_only_failed_copies_are_touched(issue: Issue) -> None:
    failed(issue, "554 Relay denied")
    before = set(issue.deliveries.exclude(state="failed").values_list("pk", "handed_at"))
    retrying.retry(issue, by=colleague())
    assert set(issue.deliveries.filter(state="delivered").values_list("pk", "handed_at")) == before


def test_whoever_was_forgotten_is_not_tried(issue: Issue) -> None:
    (copy,) = failed(issue, "554 Relay denied")
    assert copy.subscriber is not None
    erasing.erase(copy.subscriber.email)
    with refused("nothing-failed"):
        retrying.retry(issue, by=colleague())


def test_who_may_and_when(issue: Issue) -> None:
    failed(issue, "554 Relay denied")
    with refused("not-allowed"):
        retrying.retry(issue, by=UserFactory(groups=["Editor"]))
    Issue.objects.update(started_at=None)
    with refused("not-sending"):
        retrying.retry(issue, by=colleague())
    Issue.objects.update(started_at=timezone.now(), finished_at=None)
    issues.cancel(issue, by=colleague())
    with refused("cancelled"):
        retrying.retry(issue, by=colleague())
    assert not sending.due(issue.pk).exists()

"""An address that is stopped: nothing is sent to it, whatever asks; who lets it in again."""

import json
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.core.checks import CheckMessage, Error
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from articles.models import Edition
from newsletter import (
    confirmations,
    consenting,
    erasing,
    sending,
    stopping,
    subscriptions,
    suppression,
    tidying,
)
from newsletter.models import ConsentDetails, Delivery, Subscriber, Suppression
from newsletter.suppression import KeyChanged
from newsletter.system_checks import stopped_addresses_are_known
from tests.articles.refusals import refused
from tests.newsletter import rows
from tests.newsletter.reader import EMAIL, ask, kinds, link, mailed, send_form, subscribed
from tests.newsletter.returned import status

pytestmark = pytest.mark.django_db

Reason = Suppression.Reason
A_DAY = timedelta(days=1)


def bounced(email: str = EMAIL) -> Suppression | None:
    return stopping.stop(email, reason=Reason.BOUNCED, evidence=f"550 5.1.1 <{email}> unknown")


def complained(email: str = EMAIL) -> Suppression | None:
    return stopping.stop(email, reason=Reason.COMPLAINED)


def test_list_holds_no_address() -> None:
    bounced("Sam@Exämple.org")
    (row,) = Suppression.objects.values()
    assert row["evidence"] == "550 5.1.1 <…> unknown"
    assert "sam" not in str(row).lower()
    assert len(row["hash"]) == 64


@pytest.mark.parametrize(
    "written", ["sam@exämple.org", "SAM@xn--exmple-cua.org", " Sam@EXÄMPLE.org"]
)
def test_address_is_known_however_it_is_written(written: str) -> None:
    bounced("Sam@exämple.org")
    assert suppression.is_stopped(written)
    assert not suppression.is_stopped("other@exämple.org")


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "x" * 9999, "no address"])
def test_what_is_no_address_is_not_on_the_list(text: str) -> None:
    bounced()
    assert not suppression.is_stopped(text)
    assert suppression.export(text) == []


def test_subscriber_leaves_and_the_chain_says_why() -> None:
    subscribed()
    bounced()
    assert status(EMAIL) == "left"
    assert kinds() == ["asked", "confirmed", "withdrawn"]
    assert ConsentDetails.objects.get(consent__kind="withdrawn").details["page"] == "bounced"
    assert list(consenting.faults()) == []


def test_who_is_stopped_between_freezing_and_sending_gets_nothing(
    edition: Edition, editor: User
) -> None:
    rows.subscribers(3)
    issue = rows.issue(edition, by=editor)
    sending.freeze(issue)
    bounced("reader1@example.org")
    sending.work(issue.pk, until=float("inf"))
    assert [message.to for message in mail.outbox] == [
        ["reader0@example.org"],
        ["reader2@example.org"],
    ]
    assert Delivery.objects.get(subscriber__email="reader1@example.org").state == "skipped"


def test_nobody_who_is_stopped_is_frozen(edition: Edition, editor: User) -> None:
    rows.subscribers(2)
    bounced("reader1@example.org")
    sending.freeze(rows.issue(edition, by=editor))
    assert Delivery.objects.count() == 1


def test_who_asks_with_it_gets_the_same_answer_and_no_mail(client: Client) -> None:
    bounced()
    stopped, free = send_form(client), send_form(client, email="free@example.org")
    assert (stopped.status_code, stopped.url) == (free.status_code, free.url)
    orders = [order.args() for order in OrmQ.objects.order_by("pk")]
    assert len(orders) == 2
    for (key,) in orders:
        confirmations.send(key)
    assert [message.to for message in mail.outbox] == [["free@example.org"]]
    assert Subscriber.objects.with_address(EMAIL).get().mailed_at is None


def test_button_of_an_older_mail_does_not_let_it_in(client: Client) -> None:
    subscriber = ask()
    confirm, _ = mailed(subscriber)
    complained()
    ask()
    page = client.post(confirm)
    assert page.status_code == 409
    assert "We do not send to this address any more" in client.post(confirm).text
    with refused("stopped"):
        subscriptions.confirm(subscriber, page="/")
    assert status(EMAIL) == "pending"


def test_preferences_do_not_let_it_in(client: Client) -> None:
    subscriber = subscribed()
    bounced()
    sent = client.post(link(subscriber, "preferences"), {"frequency": "weekly"})
    assert sent.status_code == 422
    assert status(EMAIL) == "left"


def test_first_evidence_counts_but_a_complaint_counts_more() -> None:
    first = bounced()
    assert first is not None
    assert bounced() is None
    assert complained() is not None
    assert complained() is None
    assert bounced() is None
    row = Suppression.objects.get()
    assert (row.pk, row.reason) == (first.pk, "complained")


def test_erased_person_stays_on_the_list(client: Client) -> None:
    subscribed()
    complained()
    erasing.erase(EMAIL)
    assert not Subscriber.objects.exists()
    (held,) = erasing.export(EMAIL)
    assert (held["because"], held["lifted_at"]) == ("Complaint", None)
    assert mailed(ask()) == []


def test_export_tells_since_when_and_why() -> None:
    subscribed()
    bounced()
    person, stopped = erasing.export("SAM@example.org")
    assert person["status"] == "left"
    assert stopped == {
        "stopped_since": Suppression.objects.get().since.isoformat(),
        "because": "Hard bounce",
        "evidence": "550 5.1.1 <…> unknown",
        "lifted_at": None,
    }
    assert json.dumps(stopped)


def test_who_may_lets_an_address_in_again_and_its_owner_signs_up_anew(one: User) -> None:
    subscribed()
    row = bounced()
    assert row is not None
    stopping.lift(row, by=one)
    assert status(EMAIL) == "left"
    ask()
    confirm, _ = mailed(Subscriber.objects.get())
    assert Client(headers={"Sec-Fetch-Site": "same-origin"}).post(confirm).status_code == 200
    assert status(EMAIL) == "subscribed"


def test_complaint_holds_for_good(one: User) -> None:
    row = complained()
    assert row is not None
    with refused("complained"):
        stopping.lift(row, by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.update(lifted_at=timezone.now())


def test_lifting_needs_somebody_who_may_and_is_done_once(one: User, outsider: User) -> None:
    row = bounced()
    assert row is not None
    with refused("not-allowed"):
        stopping.lift(row, by=outsider)
    stopping.lift(row, by=one)
    with refused("lifted"):
        stopping.lift(row, by=one)


def test_what_came_back_of_mails_from_before_is_no_news_after_lifting(one: User) -> None:
    row = bounced()
    assert row is not None
    now = timezone.now()
    stopping.lift(row, by=one, now=now)

    def again(days: int, reason: Suppression.Reason) -> bool:
        sent_at = now + days * A_DAY
        return stopping.stop(EMAIL, reason=reason, sent_at=sent_at, now=sent_at) is not None

    assert not again(-1, Reason.BOUNCED)
    assert again(1, Reason.BOUNCED)
    assert suppression.is_stopped(EMAIL)
    stopping.lift(row, by=one, now=now + 2 * A_DAY)
    assert again(-1, Reason.COMPLAINED)


def test_address_is_stopped_by_hand(one: User, outsider: User) -> None:
    subscribed()
    row = stopping.stop_by_hand(EMAIL, why=f"Wrote to us from {EMAIL}.", by=one)
    assert (row.reason, row.evidence) == ("by hand", "Wrote to us from …")
    assert status(EMAIL) == "left"
    with refused("stopped"):
        stopping.stop_by_hand(EMAIL, why="x", by=one)
    with refused("not-allowed"):
        stopping.stop_by_hand(EMAIL, why="x", by=outsider)


def test_list_is_kept_and_what_was_lifted_is_not(one: User) -> None:
    now = timezone.now()
    row = bounced()
    assert row is not None
    stopping.lift(row, by=one)
    complained("other@example.org")
    tidying.tidy(now + timedelta(days=364))
    assert Suppression.objects.count() == 2
    tidying.tidy(now + timedelta(days=4000))
    assert Suppression.objects.get().reason == "complained"


def found() -> list[CheckMessage]:
    """What the check says of the database."""
    return stopped_addresses_are_known(databases=["default"])


def test_under_another_key_nothing_is_sent_and_the_check_says_so(settings: LazySettings) -> None:
    bounced()
    person = ask("other@example.org")
    assert found() == []
    settings.SUPPRESSION_KEY = "another"
    assert not suppression.is_stopped(EMAIL)
    with pytest.raises(KeyChanged, match="another SUPPRESSION_KEY"):
        confirmations.send(person.pk)
    with pytest.raises(KeyChanged):
        bounced("third@example.org")
    (error,) = found()
    assert isinstance(error, Error)
    assert "when these 1 were stopped" in str(error.hint)
    assert mail.outbox == []


def test_empty_list_may_be_begun_under_any_key(settings: LazySettings) -> None:
    settings.SUPPRESSION_KEY = "another"
    assert len(mailed(ask())) == 2

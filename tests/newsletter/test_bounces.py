"""Reports that come back are matched with their copies. No forged one stops anybody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Edition
from newsletter import bounces, erasing, reports, stopping, subscriptions, suppression, tidying
from newsletter.models import Delivery, Issue, Report, Suppression
from tests.newsletter import returned, rows
from tests.newsletter.reader import subscribed
from tests.newsletter.reports import samples
from tests.newsletter.returned import status

EMAIL = "reader0@example.org"
OTHER = "reader1@example.org"


@pytest.fixture
def copies(edition: Edition, editor: User) -> list[Delivery]:
    """Those of two people."""
    rows.subscribers(2)
    return returned.delivered(rows.issue(edition, by=editor))


def taken(mail: bytes) -> str:
    report = reports.read(mail)
    assert report is not None
    return bounces.take_in(report)


def untouched() -> bool:
    return not (Suppression.objects.exists() or Report.objects.exists())


def test_hard_bounce_stops_the_address_and_is_noted_on_the_copy(copies: list[Delivery]) -> None:
    assert taken(returned.bounce(copies[0])) == "stopped"
    assert (status(EMAIL), status(OTHER)) == ("left", "subscribed")
    assert suppression.is_stopped(EMAIL)
    report = Report.objects.get()
    assert (report.delivery, report.kind) == (copies[0], "bounced")
    assert report.words == "550 5.1.1 <…>: Recipient address rejected: User unknown"
    copies[0].refresh_from_db()
    assert copies[0].state == "delivered"


def test_complaint_stops_the_address(copies: list[Delivery]) -> None:
    assert taken(returned.complaint(copies[0])) == "stopped"
    assert Suppression.objects.get().reason == "complained"
    assert status(EMAIL) == "left"


@pytest.mark.parametrize("code", ["5.2.2", "5.7.1", "5.4.4", "4.4.7", "5.3.4"])
def test_what_is_not_the_addresss_fault_is_noted_only(copies: list[Delivery], code: str) -> None:
    mail = returned.bounce(copies[0], status=code, said=f"550 {code} no")
    assert taken(mail) == "noted"
    assert taken(mail) == "known"
    assert Report.objects.get().kind == "returned"
    assert status(EMAIL) == "subscribed"
    assert not suppression.is_stopped(EMAIL)


def test_second_reading_changes_nothing(copies: list[Delivery]) -> None:
    mails = [returned.bounce(copies[0]), returned.complaint(copies[1])]
    assert [taken(mail) for mail in mails] == ["stopped", "stopped"]
    before = list(Suppression.objects.values()), list(Report.objects.values())
    assert [taken(mail) for mail in mails] == ["known", "known"]
    assert (list(Suppression.objects.values()), list(Report.objects.values())) == before


def test_second_reading_after_it_was_lifted_changes_nothing(
    copies: list[Delivery], one: User
) -> None:
    mails = [
        returned.bounce(copies[0]),
        returned.bounce(copies[0], proof=returned.token(copies[0]), address="elsewhere@y.example"),
    ]
    assert taken(mails[0]) == "stopped"
    stopping.lift(Suppression.objects.get(), by=one)
    assert [taken(mail) for mail in mails] == ["known", "known"]
    assert not suppression.is_stopped(EMAIL)


def test_forwarded_mail_stops_whom_we_wrote_to(copies: list[Delivery]) -> None:
    mail = returned.bounce(copies[0], proof=returned.token(copies[0]), address="new@y.example")
    assert taken(mail) == "stopped"
    assert status(EMAIL) == "left"
    assert not suppression.is_stopped("new@y.example")
    assert Report.objects.get().delivery == copies[0]


def test_token_proves_whose_mail_it_was_whatever_else_is_told(copies: list[Delivery]) -> None:
    token = returned.token(copies[0])
    mail = samples.complaint(original=samples.of("1.1@elsewhere.example", token), rcpt="")
    assert taken(mail) == "stopped"
    assert status(EMAIL) == "left"
    assert not Report.objects.exists()


def test_complaint_without_an_address_needs_the_token(copies: list[Delivery]) -> None:
    hidden = samples.of(
        f"{copies[0].issue_id}.{copies[0].pk}@127.0.0.1", to="redacted@provider.example"
    )
    assert taken(samples.complaint(original=hidden, rcpt="")) == "unmatched"
    assert taken(returned.complaint(copies[0], proof=returned.token(copies[0]), rcpt="")) == (
        "stopped"
    )


@pytest.mark.parametrize(
    "message_id",
    [
        "",
        "1.1@elsewhere.example",
        "{issue}.999999@127.0.0.1",
        "9999.{copy}@127.0.0.1",
        "{copy}@127.0.0.1",
        "{issue}.{copy}@127.0.0.1",
        "{issue}.{copy}.000000000000@127.0.0.1",
        "{issue}.{copy}@127.0.0.1.example",
        "{issue}.9{copy:0>30}@127.0.0.1",
    ],
)
def test_report_that_names_no_copy_of_ours_stops_nobody(
    copies: list[Delivery], message_id: str
) -> None:
    named = message_id.format(issue=copies[0].issue_id, copy=copies[0].pk)
    about = samples.recipient(address=EMAIL)
    assert taken(samples.bounce(about, original=samples.of(named))) == "unmatched"
    assert untouched()


@pytest.mark.parametrize("address", [OTHER, "nobody@example.org", ""])
def test_report_of_a_copy_to_somebody_else_stops_nobody(
    copies: list[Delivery], address: str
) -> None:
    assert taken(returned.bounce(copies[0], address=address)) == "unmatched"
    assert untouched()


def test_report_of_a_copy_that_never_went_out_stops_nobody(copies: list[Delivery]) -> None:
    Delivery.objects.update(state="queued", handed_at=None)
    assert taken(returned.bounce(copies[0])) == "unmatched"
    assert untouched()


@pytest.mark.parametrize("token", ["x" * 43, "reader0@example.org"])
def test_made_up_token_proves_nothing(copies: list[Delivery], token: str) -> None:
    assert taken(returned.bounce(copies[0], proof=token, address=OTHER)) == "unmatched"
    assert untouched()


def test_token_of_another_does_not_mark_a_copy_that_was_not_theirs(
    copies: list[Delivery],
) -> None:
    assert taken(returned.bounce(copies[0], proof=returned.token(copies[1]))) == "stopped"
    assert (status(EMAIL), status(OTHER)) == ("subscribed", "left")
    assert not Report.objects.exists()


def test_report_of_a_copy_to_somebody_erased_changes_nothing(copies: list[Delivery]) -> None:
    mail = returned.bounce(copies[0], proof=returned.token(copies[0]))
    erasing.erase(EMAIL)
    assert taken(mail) == "unmatched"
    assert untouched()


def test_who_changed_the_writing_of_their_address_is_still_found(copies: list[Delivery]) -> None:
    assert taken(returned.bounce(copies[0], address="READER0@EXAMPLE.ORG")) == "stopped"


def test_what_came_back_is_forgotten_after_a_year_and_the_list_kept(
    copies: list[Delivery],
) -> None:
    taken(returned.bounce(copies[0]))
    tidying.tidy(timezone.now() + timedelta(days=366))
    assert not Report.objects.exists()
    assert Suppression.objects.count() == 1


def refused_while_sending(detail: str, issue: Issue) -> None:
    Delivery.objects.filter(subscriber__email=EMAIL).update(state="failed", detail=detail)
    Issue.objects.update(finished_at=timezone.now())


@pytest.mark.parametrize(
    ("detail", "stops"),
    [
        ("550 5.1.1 <reader0@example.org> unknown", True),
        ("550 No such user here", True),
        ("550 5.7.1 Blocked", False),
        ("552 5.2.2 Mailbox full", False),
        ("450 4.2.1 Later", False),
        ("Not an address: x", False),
    ],
)
def test_refusal_while_sending_is_judged_by_the_same_table(
    copies: list[Delivery], detail: str, stops: bool
) -> None:
    refused_while_sending(detail, copies[0].issue)
    assert bounces.take_up_refusals() == stops
    assert bounces.take_up_refusals() == 0
    assert suppression.is_stopped(EMAIL) == stops
    assert not Suppression.objects.filter(evidence__contains="reader0").exists()


def test_refusal_from_before_an_address_was_let_in_again_is_no_news(
    copies: list[Delivery], one: User
) -> None:
    refused_while_sending("550 5.1.1 unknown", copies[0].issue)
    bounces.take_up_refusals()
    stopping.lift(Suppression.objects.get(), by=one)
    subscribed(EMAIL)
    assert bounces.take_up_refusals() == 0
    assert status(EMAIL) == "subscribed"


def test_refusals_are_looked_through_once_an_issue_is_finished(copies: list[Delivery]) -> None:
    refused_while_sending("550 5.1.1 unknown", copies[0].issue)
    Issue.objects.update(finished_at=None, paused_at=timezone.now())
    assert bounces.take_up_refusals() == 0
    Issue.objects.update(finished_at=timezone.now())
    assert bounces.take_up_refusals(timezone.now() + timedelta(days=8)) == 0
    assert bounces.take_up_refusals() == 1


def test_who_left_by_themselves_meanwhile_is_stopped_too(copies: list[Delivery]) -> None:
    person = copies[0].subscriber
    assert person
    subscriptions.leave(person, page="/")
    assert taken(returned.bounce(copies[0])) == "stopped"
    assert person.consents.filter(consent__kind="withdrawn").count() == 1

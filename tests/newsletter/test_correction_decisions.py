"""A person decides whether those who were mailed an article are told that it was wrong."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import publishing
from articles.findings import Refused
from articles.models import Edition
from newsletter import corrections, issues, sending
from newsletter.models import Correction, Issue, Subscriber
from tests.articles.refusals import refused
from tests.factories import UserFactory
from tests.newsletter import rows
from tests.newsletter.correcting import Put, drafted, sent
from tests.newsletter.issuing import A_DAY, approved, colleague, edited


def causes() -> list[Any]:
    """What waits to be decided."""
    return [each.correction.cause for each in corrections.waiting()]


def test_it_waits_until_somebody_decides(edition: Edition, put_right: Put, editor: User) -> None:
    by = colleague()
    rows.subscribers(3)
    sent(edition, by=editor)
    assert corrections.waiting() == []
    cause = put_right(edition)
    (waits,) = corrections.waiting()
    assert (waits.correction.cause, waits.mailed) == (cause, 3)
    correction = corrections.of(cause)
    with refused("no-reason"):
        corrections.tell_nobody(correction, reason=" ", by=by)
    with refused("no-reason"):
        corrections.tell_nobody(correction, reason="x" * 2001, by=by)
    with refused("not-untold"):
        corrections.reconsider(correction, by=by)
    assert not Correction.objects.exists()
    corrections.tell_nobody(correction, reason="A slip of spelling.", by=by)
    assert corrections.waiting() == []
    with refused("untold"):
        drafted(cause)
    corrections.reconsider(corrections.of(cause), by=by)
    assert causes() == [cause]
    issue = drafted(cause, by)
    assert corrections.waiting() == []
    with refused("told"):
        corrections.tell_nobody(corrections.of(cause), reason="Too late.", by=by)
    issues.cancel(issue, by=by)
    assert causes() == [cause]
    assert str(drafted(cause)) == "Correction 2"


def test_correction_cancelled_on_its_way_has_been_told(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(2)
    sent(edition, by=editor)
    cause = put_right(edition)
    issue = issues.schedule(approved(drafted(cause)), by=colleague())
    sending.freeze(issue)
    issues.cancel(issue, by=colleague())
    assert corrections.waiting() == []
    with refused("told"):
        drafted(cause)


def test_database_holds_one_issue_a_correction(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    issue = drafted(put_right(edition))
    values = {"subject": "x", "drafted_at": timezone.now(), "number": 2}
    for wrong in (
        {"frequency": "correction", "correction": issue.correction},
        {"frequency": "correction", "correction": None},
        {"frequency": "daily", "correction": issue.correction},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Issue.objects.create(**values, **wrong)


def test_second_person_approves_and_edit_takes_it_back(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    one, other = colleague(), colleague()
    issue = edited(drafted(put_right(edition), one), one)
    with refused("own-work"):
        issues.approve(issue, seen=issue.edited_at, by=one)
    issue = issues.approve(issue, seen=issue.edited_at, by=other)
    assert issues.schedule(issue, by=one).send_at
    assert edited(issue, other).send_at is None


def test_scheduled_correction_waits_for_its_time(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    put_right(edition, at=timezone.now() + A_DAY)
    assert corrections.waiting() == []


def test_plain_withdrawal_and_update_are_no_corrections(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    put_right(edition, change_type="update", fault="", wrong_since=None)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert corrections.waiting() == []


def test_correction_that_nobody_was_mailed_is_not_drafted(edition: Edition, put_right: Put) -> None:
    cause = put_right(edition)
    assert corrections.waiting() == []
    with refused("nobody-mailed"):
        drafted(cause)


@pytest.mark.parametrize("group", ["Writer", "Editor", "Moderator", None])
def test_others_decide_nothing(
    edition: Edition, put_right: Put, editor: User, group: str | None
) -> None:
    person = UserFactory(groups=[group] if group else None)
    correction = corrections.of(put_right(edition))
    for verb in (
        lambda: corrections.draft(correction, by=person),
        lambda: corrections.tell_nobody(correction, reason="x", by=person),
        lambda: corrections.reconsider(correction, by=person),
    ):
        with refused("not-allowed"):
            verb()
    assert not Correction.objects.exists()


def test_waiting_asks_no_more_for_more(
    edition: Edition, put_right: Put, editor: User, django_assert_num_queries: Any
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    for _ in range(3):
        edition = put_right(edition)
        with django_assert_num_queries(2):
            corrections.waiting()


def test_refusal_is_told_in_words(edition: Edition, put_right: Put) -> None:
    with pytest.raises(Refused, match="Nobody who is subscribed was mailed"):
        drafted(put_right(edition))
    assert Subscriber.objects.count() == 0

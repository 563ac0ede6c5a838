"""Workers that die or dawdle: a copy that may have arrived is not sent again by itself."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.findings import Refused
from newsletter import sending
from newsletter.carrier import Letter, Outcome
from newsletter.models import Delivery, Issue
from tests.newsletter import rows
from tests.newsletter.sending.post import answering, send, sent, states


def test_dead_workers_rows_are_taken_up(issue: Issue) -> None:
    rows.subscribers(2)
    sending.freeze(issue)
    first = sending.claim(issue.pk, "dead")[0]
    Delivery.objects.filter(pk=first.pk).update(handed_at=timezone.now())
    sending.recover()
    assert states(issue) == ["claimed", "claimed"]
    sending.recover(now=timezone.now() + sending.LEASE + timedelta(seconds=1))
    assert states(issue) == ["uncertain", "queued"]


def test_answer_that_comes_after_all_is_believed(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)

    def answer(letter: Letter) -> Outcome:
        sending.recover(now=timezone.now() + sending.LEASE + timedelta(seconds=1))
        assert states(issue) == ["uncertain"]
        return Outcome("delivered")

    answering(monkeypatch, answer)
    send(issue)
    assert states(issue) == ["delivered"]


def test_slow_worker_hands_over_only_what_is_still_its_own(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(2)
    sending.freeze(issue)

    def answer(letter: Letter) -> Outcome:
        if states(issue)[1] == "claimed":
            later = timezone.now() + sending.LEASE + timedelta(seconds=1)
            sending.recover(now=later)
            assert len(sending.claim(issue.pk, "another", now=later)) == 1
        return Outcome("delivered")

    answering(monkeypatch, answer)
    send(issue)
    assert states(issue) == ["delivered", "claimed"]
    assert issue.deliveries.order_by("-pk")[0].worker == "another"


def test_uncertain_is_sent_again_by_a_persons_decision_only(
    issue: Issue, publisher: User, outsider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)
    with monkeypatch.context() as patched:
        answering(patched, lambda letter: Outcome("uncertain"))
        send(issue)
    send(issue)
    assert (states(issue), sent()) == (["uncertain"], [])
    issue.refresh_from_db()
    assert issue.finished_at is None
    row = issue.deliveries.get()
    with pytest.raises(Refused) as refusal:
        sending.resend(row, by=outsider)
    assert refusal.value.codes == ["not-allowed"]
    sending.resend(row, by=publisher)
    send(issue)
    assert states(issue) == ["delivered"]
    with pytest.raises(Refused) as refusal:
        sending.resend(row, by=publisher)
    assert refusal.value.codes == ["not-uncertain"]

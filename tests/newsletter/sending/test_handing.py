"""Letters are written down before they go, and the next one is asked for ahead."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django_q.models import OrmQ
from django_q.tasks import async_task

from newsletter import handing, issues, jobs, ledger, sending, subscriptions
from newsletter.carrier import Carrier
from newsletter.models import Delivery, Issue, Subscriber
from tests.factories import UserFactory
from tests.newsletter import rows
from tests.newsletter.sending.post import send, states
from tests.newsletter.test_carrier import DROP, Script, recipients, script

__all__ = ["script"]

pytestmark = pytest.mark.django_db

turn = ledger.turn


@pytest.fixture
def readers(issue: Issue) -> list[Subscriber]:
    """Four who are to get it."""
    people = rows.subscribers(4)
    sending.freeze(issue)
    return people


def before_turn(
    monkeypatch: pytest.MonkeyPatch, number: int, deed: Callable[[], object]
) -> list[Delivery]:
    """Do something just before that letter's turn, counted from 1; the rows that had one."""
    seen: list[Delivery] = []

    def watched(answer: ledger.Answer | None, row: Delivery, now: Any) -> bool:
        seen.append(row)
        if len(seen) == number:
            deed()
        return turn(answer, row, now)

    monkeypatch.setattr(ledger, "turn", watched)
    return seen


def test_each_is_sent_one_on_one_connection(
    issue: Issue, readers: list[Subscriber], script: Script
) -> None:
    send(issue)
    assert recipients(script) == [person.email for person in readers]
    assert (states(issue), script.greetings) == (["delivered"] * 4, 1)


def test_whoever_leaves_when_the_server_was_asked_for_them_gets_nothing(
    issue: Issue, readers: list[Subscriber], script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_turn(monkeypatch, 2, lambda: subscriptions.leave(readers[1], page="/"))
    send(issue)
    assert states(issue) == ["delivered", "skipped", "delivered", "delivered"]
    assert recipients(script) == [readers[number].email for number in (0, 2, 3)]


@pytest.mark.parametrize("verb", ["pause", "cancel"])
def test_pause_and_cancel_end_the_batch_when_the_server_was_asked_for_the_next(
    issue: Issue,
    readers: list[Subscriber],
    script: Script,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
) -> None:
    publisher = UserFactory(groups=["Newsletter editor"])
    stop = getattr(issues, verb)
    turns = before_turn(monkeypatch, 2, lambda: stop(issue, by=publisher))
    send(issue)
    left = "queued" if verb == "pause" else "skipped"
    assert states(issue) == ["delivered", left, left, left]
    assert (recipients(script), len(turns)) == ([readers[0].email], 2)


def test_nothing_is_handed_over_before_it_is_written_down(
    issue: Issue, readers: list[Subscriber], script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[int, int]] = []

    def watched(answer: ledger.Answer | None, row: Delivery, now: Any) -> bool:
        found.append((len(script.taken), issue.deliveries.filter(handed_at=None).count()))
        return turn(answer, row, now)

    monkeypatch.setattr(ledger, "turn", watched)
    send(issue)
    assert found == [(0, 4), (1, 3), (2, 2), (3, 1)]


@pytest.mark.parametrize("script", ["pipelining"], indirect=True)
def test_server_that_is_away_when_a_letter_is_marked_leaves_it_in_the_queue(
    issue: Issue, readers: list[Subscriber], script: Script
) -> None:
    script.answers |= {"mail": ["", DROP], "ehlo": ["", DROP]}
    send(issue)
    assert (states(issue), recipients(script)) == (
        ["delivered", "queued", "queued", "queued"],
        [readers[0].email],
    )
    assert issue.deliveries.filter(handed_at=None).count() == 3


@pytest.mark.parametrize("script", ["pipelining"], indirect=True)
def test_where_a_pace_is_kept_nobody_is_asked_for_ahead(
    issue: Issue,
    readers: list[Subscriber],
    script: Script,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.NEWSLETTER_PER_SECOND = 1000
    asked: list[object] = []
    hand_over = Carrier.hand_over

    def watched(carrier: Any, letter: Any, after: Any) -> Any:
        asked.append(after)
        return hand_over(carrier, letter, after)

    monkeypatch.setattr(Carrier, "hand_over", watched)
    send(issue)
    assert (asked, states(issue)) == ([None] * 4, ["delivered"] * 4)


def test_batches_grow_with_what_is_sent_of_them(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(200)
    sending.freeze(issue)
    claimed: list[int] = []

    def claim(*args: Any, **values: Any) -> list[Delivery]:
        made = ledger_claim(*args, **values)
        claimed.append(len(made))
        return made

    ledger_claim = ledger.claim
    monkeypatch.setattr(ledger, "claim", claim)
    send(issue)
    assert claimed == [20, 40, 80, 60, 0]


def test_shift_ends_after_a_batch_when_something_else_is_ordered(issue: Issue) -> None:
    rows.subscribers(45)
    jobs.tick()
    OrmQ.objects.all().delete()
    async_task("newsletter.jobs.tick")
    jobs.work(issue.pk)
    assert len(mail.outbox) == handing.FEWEST
    orders = [each.func() for each in OrmQ.objects.order_by("pk")]
    assert orders == ["newsletter.jobs.tick", jobs.WORK]
    OrmQ.objects.all().delete()
    async_task(jobs.WORK, issue.pk)
    jobs.work(issue.pk)
    assert len(mail.outbox) == 45

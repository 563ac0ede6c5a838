"""Mail servers that refuse or are away, and an issue that must not go out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter import handing, rendering, sending
from newsletter.carrier import Carrier, CarrierDown, Letter, Outcome
from newsletter.models import Delivery, Issue
from tests.newsletter import rows
from tests.newsletter.sending.post import answering, send, sent, states


def test_issue_without_its_disclaimer_is_paused_and_nothing_goes_out(
    issue: Issue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows.subscribers(2)
    sending.freeze(issue)
    monkeypatch.setattr(rendering, "_says", lambda text, disclaimer: False)
    assert not send(issue)
    issue.refresh_from_db()
    assert (issue.paused_at is not None, sent(), states(issue)) == (True, [], ["queued"] * 2)
    assert "does not carry the medical disclaimer" in caplog.text


def test_server_that_refuses_everybody_pauses_the_issue(
    issue: Issue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows.subscribers(30)
    sending.freeze(issue)
    answering(monkeypatch, lambda letter: Outcome("hard", "554 Relay denied"))
    send(issue)
    issue.refresh_from_db()
    assert issue.paused_at
    assert states(issue).count("failed") == handing.MOST_REFUSED
    assert states(issue).count("queued") == 30 - handing.MOST_REFUSED
    assert "554 Relay denied" in caplog.text


def test_a_row_of_dead_addresses_stops_nobody_behind_it(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(60)
    sending.freeze(issue)
    dead = set(issue.deliveries.order_by("pk").values_list("subscriber__email", flat=True)[:50])
    unknown, taken = Outcome("hard", "550 5.1.1 No such mailbox"), Outcome("delivered")
    answering(monkeypatch, lambda letter: unknown if letter.to in dead else taken)
    send(issue)
    issue.refresh_from_db()
    assert (issue.paused_at, states(issue).count("delivered")) == (None, 10)


def test_one_bad_address_in_a_thousand_stops_nobody_else(issue: Issue) -> None:
    rows.subscribers(500)
    rows.subscribers(1, email="no address at all", key="no address at all")
    rows.subscribers(499)
    sending.freeze(issue)
    send(issue)
    assert len(sent()) == 999
    assert states(issue).count("failed") == 1


def test_refused_for_now_is_tried_again_later_and_not_for_ever(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)
    answering(monkeypatch, lambda letter: Outcome("soft", "451 Later"))
    for attempt, wait in enumerate(handing.WAITS, start=1):
        send(issue)
        row = issue.deliveries.get()
        assert (row.state, row.attempts) == ("queued", attempt)
        assert wait - timedelta(minutes=1) < row.due_at - timezone.now() <= wait
        Delivery.objects.update(due_at=timezone.now())
    send(issue)
    assert states(issue) == ["failed"]


def test_while_the_server_is_away_everybody_waits(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(3)
    sending.freeze(issue)

    def ask(carrier: Carrier, letter: Letter) -> None:
        raise CarrierDown("421 Closing")

    monkeypatch.setattr(Carrier, "ask", ask)
    assert not send(issue)  # none is due now
    assert states(issue) == ["queued"] * 3
    assert not issue.deliveries.filter(attempts__gt=0).exists()
    assert not issue.deliveries.filter(due_at__lte=timezone.now()).exists()

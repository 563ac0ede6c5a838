"""Copies of which nobody knew are settled by the carrier's log."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Edition
from newsletter import letters, reconciling, sending
from newsletter.models import Delivery, Issue
from tests.factories import UserFactory
from tests.newsletter import rows

POSTFIX = """\
Nov 24 09:00:01 mx postfix/smtpd[7]: 4B1F0: client=library[192.0.2.1]
Nov 24 09:00:01 mx postfix/cleanup[8]: 4B1F0: message-id=<1.1@library.example>
Nov 24 09:00:01 mx postfix/qmgr[9]: 4B1F0: from=<a@library.example>, size=1, nrcpt=1 (queue active)
Nov 24 09:00:02 mx postfix/cleanup[8]: 4B1F1: message-id=<1.2@library.example>
Nov 24 09:00:02 mx postfix/smtpd[7]: lost connection after DATA from library[192.0.2.1]
Nov 24 09:00:03 mx postfix/cleanup[8]: 4B1F2: message-id=<1.3@library.example>
Nov 24 09:00:04 mx postfix/smtp[9]: 4B1F2: to=<c@example.org>, relay=x, status=sent (250 ok)
"""


def test_postfix_tells_what_it_took_to_the_end() -> None:
    assert list(reconciling.accepted(POSTFIX.splitlines())) == [
        "1.1@library.example",
        "1.3@library.example",
    ]


def test_list_may_be_plain() -> None:
    lines = ["<1.1@library.example>", "1.2@library.example", "<1.3@x> a@example.org", "", "# note"]
    found = ["1.1@library.example", "1.2@library.example", "1.3@x"]
    assert list(reconciling.accepted(lines)) == found


@pytest.fixture
def uncertain(edition: Edition, editor: User) -> list[Delivery]:
    """Two copies of an issue."""
    issue = rows.issue(edition, by=editor)
    rows.subscribers(2)
    sending.freeze(issue)
    Delivery.objects.update(state="uncertain")
    return list(Delivery.objects.all())


@pytest.fixture
def log(uncertain: list[Delivery], tmp_path: Path) -> Path:
    """It shows the first."""
    path = tmp_path / "mail.log"
    path.write_text(f"<{letters.message_id(uncertain[0])}>\n")
    return path


def states() -> list[str]:
    return list(Delivery.objects.values_list("state", flat=True))


def test_what_the_log_shows_is_delivered_and_the_rest_listed(
    uncertain: list[Delivery], log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("reconcile_newsletter", log)
    assert states() == ["delivered", "uncertain"]
    assert f"<{letters.message_id(uncertain[1])}> is not in the log" in capsys.readouterr().out


def test_what_a_complete_log_lacks_is_sent_again_if_somebody_decides(log: Path) -> None:
    UserFactory(username="publisher", groups=["Newsletter editor"])
    call_command("reconcile_newsletter", log, "--resend-missing", "--by", "publisher")
    assert states() == ["delivered", "queued"]


def test_decision_needs_somebody_who_may(log: Path, outsider: User) -> None:
    with pytest.raises(CommandError, match="--by"):
        call_command("reconcile_newsletter", log, "--resend-missing")
    with pytest.raises(CommandError, match="may not send"):
        call_command("reconcile_newsletter", log, "--resend-missing", "--by", "outsider")
    assert states() == ["delivered", "uncertain"]


def test_issue_is_finished_by_the_last_that_is_settled(uncertain: list[Delivery]) -> None:
    reconciling.reconcile({letters.message_id(row) for row in uncertain})
    assert Issue.objects.get().finished_at


def test_log_that_is_not_there_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("reconcile_newsletter", tmp_path / "none.log")

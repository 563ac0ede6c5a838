"""A restored backup does not send until somebody says so."""

import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command

from articles.findings import Refused
from articles.models import Edition
from newsletter import epoch, issues, sending
from newsletter.models import Epoch
from tests.newsletter import rows
from tests.newsletter.issuing import approved, colleague, drafted

pytestmark = pytest.mark.django_db


def test_library_that_has_sent_nothing_may_send() -> None:
    assert not epoch.is_locked()


def test_library_that_sends_goes_on_sending() -> None:
    for _ in range(3):
        epoch.advance()
        assert not epoch.is_locked()


def test_backup_of_before_is_locked() -> None:
    epoch.advance()
    Epoch.objects.update(number=0)
    assert epoch.is_locked()


def test_backup_on_another_machine_is_locked(settings: LazySettings, tmp_path: Path) -> None:
    epoch.advance()
    settings.VAR_DIR = tmp_path / "elsewhere"
    assert epoch.is_locked()


def test_file_that_holds_no_number_locks(settings: LazySettings) -> None:
    epoch.advance()
    (settings.VAR_DIR / "newsletter-epoch").write_text("?")
    assert epoch.is_locked()


def test_whoever_presses_send_is_told(edition: Edition) -> None:
    issue = approved(drafted())
    epoch.advance()
    Epoch.objects.update(number=0)
    with pytest.raises(Refused) as refusal:
        issues.schedule(issue, by=colleague())
    assert refusal.value.codes == ["locked"]
    assert "manage.py unlock_newsletter" in str(refusal.value)


def test_locked_library_neither_starts_nor_sends(
    edition: Edition, editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    rows.subscribers(1)
    first, second = rows.issue(edition, by=editor), rows.issue(by=editor)
    sending.freeze(first)
    epoch.advance()
    Epoch.objects.update(number=0)
    assert not sending.freeze(second)
    assert not sending.work(first.pk, until=time.monotonic() + 10)
    assert mail.outbox == []
    assert "unlock_newsletter" in caplog.text


def test_unlocked_it_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    epoch.advance()
    Epoch.objects.all().delete()
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("unlock_newsletter")
    assert epoch.is_locked()
    call_command("unlock_newsletter", "--yes")
    assert not epoch.is_locked()


def test_nothing_is_asked_when_it_is_not_locked(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("unlock_newsletter")
    assert "not locked" in capsys.readouterr().out

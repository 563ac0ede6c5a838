"""`read_bounces PATH`: what came by mail is taken in, counted, and what is not ours listed."""

import io
import sys
import tracemalloc
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Edition
from newsletter import letters, stopping
from newsletter.models import Delivery, Report, Suppression
from tests.newsletter import returned, rows
from tests.newsletter.reports import samples
from tests.newsletter.returned import status

LINE = b"From MAILER-DAEMON Tue Nov 24 09:00:00 2026\n"


@pytest.fixture
def copies(edition: Edition, editor: User) -> list[Delivery]:
    """Those of four people."""
    rows.subscribers(4)
    return returned.delivered(rows.issue(edition, by=editor))


def mbox(*mails: bytes) -> bytes:
    return b"".join(LINE + mail + b"\n\n" for mail in mails)


@pytest.fixture
def mailbox(copies: list[Delivery], tmp_path: Path) -> Path:
    """A bounce, a full mailbox, a complaint, a forgery, and an answer."""
    path = tmp_path / "mbox"
    path.write_bytes(
        mbox(
            returned.bounce(copies[0]),
            returned.bounce(copies[1], status="5.2.2", said="552 5.2.2 full"),
            returned.complaint(copies[2]),
            returned.bounce(copies[3], address="victim@example.org"),
            samples.ANSWER,
        )
    )
    return path


def read(path: Path | str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    call_command("read_bounces", path)
    return capsys.readouterr().out.splitlines()


def test_mailbox_is_taken_in_and_counted(
    mailbox: Path, copies: list[Delivery], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, *counted = read(mailbox, capsys)
    named = f"<{letters.message_id(copies[3])}>"
    assert listed.startswith(f"unmatched: bounced, {named}, 550 5.1.1")
    assert "@example.org" not in listed
    assert counted == [
        "2 stopped: nothing more is sent to these addresses.",
        "1 noted with their copies.",
        "1 about no mail of ours, as far as they prove: nothing was changed.",
        "1 mails are no reports of a bounce or complaint.",
    ]
    states = [status(f"reader{number}@example.org") for number in range(4)]
    assert states == ["left", "subscribed", "left", "subscribed"]


def test_it_may_be_read_again(mailbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read(mailbox, capsys)
    before = list(Suppression.objects.values()), list(Report.objects.values())
    assert "3 known already." in read(mailbox, capsys)
    assert (list(Suppression.objects.values()), list(Report.objects.values())) == before
    assert len(mailbox.read_bytes()) > 0


def test_it_comes_by_standard_input(
    mailbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mailbox.read_bytes())))
    assert "2 stopped: nothing more is sent to these addresses." in read("-", capsys)


def test_maildir_and_a_file_of_one_mail(
    copies: list[Delivery], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(returned.bounce(copies[0]))
    (tmp_path / "one.eml").write_bytes(returned.complaint(copies[1]))
    for path in (tmp_path, tmp_path / "one.eml"):
        assert read(path, capsys) == ["1 stopped: nothing more is sent to these addresses."]


@pytest.mark.django_db
def test_empty_mailbox_and_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(tmp_path, capsys) == ["There are no mails."]
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("read_bounces", tmp_path / "none")


def test_under_another_key_nothing_is_taken_in(mailbox: Path, settings: LazySettings) -> None:
    stopping.stop("first@example.org", reason=Suppression.Reason.BOUNCED)
    settings.SUPPRESSION_KEY = "another"
    with pytest.raises(CommandError, match="another SUPPRESSION_KEY"):
        call_command("read_bounces", mailbox)
    assert status("reader0@example.org") == "subscribed"


def test_mailbox_of_any_size_takes_the_same_memory(
    copies: list[Delivery], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, peaks = tmp_path / "mbox", []
    mail = mbox(returned.bounce(copies[0]), samples.ANSWER)
    for count in (1, 20, 400):  # the first makes what is made once
        path.write_bytes(mail * count)
        tracemalloc.start()
        read(path, capsys)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 200_000

"""`mail_doctor`: the mail server is really spoken to, and a real letter looked at."""

import json
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Disclaimer, Edition
from newsletter import doctor
from newsletter.mail_checks import server
from newsletter.mail_checks.lookup import Unanswered
from newsletter.mail_checks.server import Account
from newsletter.mail_checks.verdict import Verdict
from newsletter.management.commands import mail_doctor
from newsletter.models import Delivery, Issue, LeavingToken
from tests.newsletter.test_carrier import free_port
from tests.newsletter.test_mail_checks import KEY

DOMAIN, SENDER = "klarity.health", "news@klarity.health"
RECORDS = {
    (DOMAIN, "TXT"): ["v=spf1 mx -all"],
    (f"s1._domainkey.{DOMAIN}", "TXT"): [f"v=DKIM1; p={KEY}"],
    (f"_dmarc.{DOMAIN}", "TXT"): ["v=DMARC1; p=reject; rua=mailto:d@klarity.health"],
    (DOMAIN, "MX"): ["10 mx.klarity.health."],
}


class Taking:
    """What the server has taken; it refuses one sender and one recipient."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], Any]] = []

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return "550 Not you" if address.startswith("eve") else "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return "550 Unknown" if address.startswith("unknown") else "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 Taken"


@contextmanager
def listening(handler: Taking, **values: Any) -> Iterator[Account]:
    """A server on a port of its own."""
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **values)
    controller.start()
    try:
        yield Account("127.0.0.1", port)
    finally:
        controller.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """One for 127.0.0.1 that only those believe who are told to, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    path = tmp_path / "both.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=here"
    command += " -addext subjectAltName=IP:127.0.0.1 -keyout both.pem -out public.pem"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    path.write_text(path.read_text() + (tmp_path / "public.pem").read_text())
    return path


def tls(certificate: Path) -> ssl.SSLContext:
    """The server's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def states(account: Account, trusted: Path | None = None, sender: str = SENDER) -> dict[str, str]:
    trust = ssl.create_default_context(cafile=trusted)
    return {each.check: each.state for each in server.checks(account, sender, trust)}


def with_tls(account: Account, **values: Any) -> Account:
    return Account(account.host, account.port, **values)


def test_server_on_this_machine_is_ok_and_nothing_is_sent() -> None:
    with listening(handler := Taking()) as account:
        assert states(account) == dict.fromkeys(server.CHECKS, "ok")
        assert states(account, sender="eve@klarity.health")["Sender"] == "problem"
    assert handler.taken == []
    assert states(account) == {"Server": "problem"}  # it is gone


def test_starttls_is_used_and_its_certificate_must_hold(certificate: Path) -> None:
    with listening(Taking(), tls_context=tls(certificate)) as account:
        account = with_tls(account, is_tls=True)
        assert states(account, certificate) == dict.fromkeys(server.CHECKS, "ok")
        assert states(account) == {"Server": "ok", "TLS": "problem"}


def test_server_without_starttls_is_sent_no_password() -> None:
    with listening(Taking()) as account:
        asked = with_tls(account, is_tls=True, user="sam", password="secret")
        assert states(asked) == {"Server": "ok", "TLS": "problem"}


def test_tls_from_the_first_byte_must_be_believed(certificate: Path) -> None:
    with listening(Taking(), ssl_context=tls(certificate)) as account:
        account = with_tls(account, is_ssl=True)
        assert states(account, certificate)["TLS"] == "ok"
        assert states(account) == {"TLS": "problem"}


def test_sign_in_is_tried() -> None:
    def known(smtp: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    with listening(Taking(), authenticator=known, auth_require_tls=False) as account:
        for password, state in (("right", "ok"), ("wrong", "problem")):
            found = states(with_tls(account, user="sam", password=password))
            assert found["Sign-in"] == state
    with listening(Taking()) as account:  # takes no sign-in at all
        assert states(with_tls(account, user="sam", password="x"))["Sign-in"] == "problem"


def test_unencrypted_server_elsewhere_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HERE", set())
    with listening(Taking()) as account:
        assert states(account)["TLS"] == "problem"


@pytest.fixture
def well(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Taking]:
    """An installation whose mail arrives."""
    settings.DEFAULT_FROM_EMAIL = f"Klarity <{SENDER}>"
    settings.SITE_URL = "https://klarity.health"
    settings.DKIM_SELECTOR = "s1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    monkeypatch.setattr(mail_doctor, "lookup", lambda name, kind: RECORDS.get((name, kind), []))
    with listening(handler := Taking()) as account:
        settings.EMAIL_HOST, settings.EMAIL_PORT = account.host, account.port
        yield handler


def told(capsys: Any, *options: str) -> list[Verdict]:
    """What the command says, as a program reads it."""
    call_command("mail_doctor", "--json", *options)
    return [Verdict(**each) for each in json.loads(capsys.readouterr().out)]


def test_installation_that_is_well_has_no_problem(
    well: Taking, edition: Edition, capsys: Any
) -> None:
    assert {verdict.state for verdict in told(capsys)} == {"ok"}
    call_command("mail_doctor")
    table = capsys.readouterr().out
    assert "ok       List-Unsubscribe  An https address" in table
    assert max(map(len, table.splitlines())) <= 100
    assert well.taken == []
    for model in (Issue, Delivery, LeavingToken):
        assert not model._default_manager.exists()


def test_problem_ends_the_command_with_one(well: Taking, settings: LazySettings) -> None:
    settings.SITE_URL = "http://klarity.health"
    with pytest.raises(CommandError, match="Problems: 2") as ended:
        call_command("mail_doctor")
    assert ended.value.returncode == 1


def test_unknown_is_no_problem_and_said_so(
    well: Taking, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def silent(name: str, kind: str) -> list[str]:
        raise Unanswered("no network")

    monkeypatch.setattr(mail_doctor, "lookup", silent)
    unknown = [each.check for each in told(capsys, "--no-connect") if each.state == "unknown"]
    assert unknown == [*server.CHECKS, "SPF", "DKIM", "DMARC", "MX"]


def test_selector_is_given_or_the_key_unknown(
    well: Taking, settings: LazySettings, capsys: Any
) -> None:
    settings.DKIM_SELECTOR = ""
    (dkim,) = [each for each in told(capsys) if each.check == "DKIM"]
    assert dkim.state == "unknown"
    (dkim,) = [each for each in told(capsys, "--dkim-selector=s1") if each.check == "DKIM"]
    assert dkim.state == "ok"


def test_one_message_is_sent_to_the_address_that_is_given(
    well: Taking, edition: Edition, capsys: Any
) -> None:
    assert told(capsys, "--send-to=sam@klarity.health")[-1].state == "ok"
    ((people, content),) = well.taken
    assert people == ["sam@klarity.health"]
    assert b"A test, sent to you alone" in content.replace(b"=\r\n", b"")
    with pytest.raises(CommandError, match="Problems: 1"):
        call_command("mail_doctor", "--send-to=unknown@klarity.health")
    with pytest.raises(CommandError, match="x@"):
        call_command("mail_doctor", "--send-to=x@")
    assert len(well.taken) == 1


def test_mail_that_is_printed_is_a_problem(well: Taking, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    found = list(doctor.examine(lambda name, kind: [], selector="", connects=True))
    assert [each.state for each in found if each.check == "Server"] == ["problem"]


def test_no_disclaimer_is_a_problem(well: Taking) -> None:
    later = timezone.now() + timedelta(days=1)
    Disclaimer.objects.overwrite(in_force_from=later)
    found = list(doctor.examine(lambda name, kind: [], selector="", connects=False))
    assert [each.state for each in found if each.check == "Disclaimer"] == ["problem"]
    assert doctor.send_to("sam@klarity.health").state == "problem"
    assert well.taken == []

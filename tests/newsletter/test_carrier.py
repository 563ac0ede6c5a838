"""How far a message has got is known, wherever the server stops, and whatever it says."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings
from django.core import mail
from django.core.mail import EmailMessage

from newsletter import carrier
from newsletter.carrier import Carrier, CarrierDown, Letter, Outcome

DROP, SILENCE = "drop", "silence"
DATA = b"Subject: New\r\nTo: a@example.org\r\n\r\n.A line with a dot\r\n"


@dataclass
class Script:
    """What the server answers at which stage, once each, and what it has taken."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[tuple[list[str], Any]] = field(default_factory=list)
    greetings: int = 0

    def at(self, stage: str) -> str | None:
        """The next answer at this stage; None for the usual one."""
        left = self.answers.get(stage, [])
        return left.pop(0) if left else None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.at("body")
        if answer is None:
            self.taken.append((envelope.rcpt_tos, envelope.content))
        return answer or "250 Taken"


class Faulty(SMTP):
    """A server that keeps to a script."""

    async def push(self, status: Any) -> None:
        if status == DROP:
            self.hang_up()
        elif status != SILENCE:
            await super().push(status)

    def hang_up(self) -> None:
        transport: Any = self.transport
        transport.abort()

    async def smtp_EHLO(self, hostname: str) -> None:
        self.event_handler.greetings += 1
        await self._scripted("ehlo", super().smtp_EHLO, hostname)

    async def smtp_HELO(self, hostname: str) -> None:
        await self._scripted("ehlo", super().smtp_HELO, hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:
        await self._scripted("mail", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        await self._scripted("rcpt", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg: str) -> None:
        if self.event_handler.at("middle"):
            await self.push("354 Go ahead")
            self.hang_up()
            return
        await self._scripted("data", super().smtp_DATA, arg)

    async def smtp_RSET(self, arg: str) -> None:
        await self._scripted("rset", super().smtp_RSET, arg)

    async def _scripted(self, stage: str, usual: Callable[..., Any], arg: Any) -> None:
        answer = self.event_handler.at(stage)
        await (usual(arg) if answer is None else self.push(answer))


class Server(Controller):
    """Where it listens."""

    def factory(self) -> SMTP:
        return Faulty(self.handler, hostname="sink")


def free_port() -> int:
    """One on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def script(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A server to which the mail backend goes; it is waited for a moment only."""
    script = Script()
    server = Server(script, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    settings.EMAIL_TIMEOUT = 1
    monkeypatch.setattr(carrier, "SECONDS_FOR_THE_ANSWER", 0.3)
    yield script
    server.stop()


def letter(to: str = "a@example.org") -> Letter:
    return Letter("library@example.org", to, DATA, lambda: EmailMessage("New", "A line", to=[to]))


def handed(by: Carrier, one: Letter | None = None) -> Outcome:
    one = one or letter()
    return by.ask(one) or by.hand_over(one)


def test_taken_message_is_delivered_as_it_was(script: Script) -> None:
    with closing(Carrier()) as by:
        assert handed(by).result == "delivered"
        assert handed(by, letter("b@example.org")).result == "delivered"
    assert script.taken == [(["a@example.org"], DATA), (["b@example.org"], DATA)]
    assert script.greetings == 1


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("ehlo", "550 No"),
        ("ehlo", DROP),
        ("ehlo", SILENCE),
        ("mail", "451 Later"),
        ("mail", "550 Not you"),
        ("mail", "421 Closing"),
        ("mail", DROP),
        ("rcpt", "530 Sign in first"),
    ],
)
def test_server_that_takes_nothing_is_away(script: Script, stage: str, answer: str) -> None:
    script.answers[stage] = [answer, answer]
    with closing(Carrier()) as by, pytest.raises(CarrierDown):
        handed(by)
    assert script.taken == []


def test_server_that_is_not_there_is_away(script: Script, settings: LazySettings) -> None:
    settings.EMAIL_PORT = free_port()
    with closing(Carrier()) as by, pytest.raises(CarrierDown):
        handed(by)


@pytest.mark.parametrize(
    ("stage", "answer", "result"),
    [
        ("rcpt", "450 Later", "soft"),
        ("rcpt", "550 Unknown", "hard"),
        ("rcpt", "421 Closing", "soft"),
        ("rcpt", DROP, "soft"),
        ("rcpt", SILENCE, "soft"),
        ("rcpt", "nonsense", "soft"),
        ("data", "451 Later", "soft"),
        ("data", "554 No", "hard"),
        ("data", "421 Closing", "soft"),
        ("data", "250 Not an answer to this", "soft"),
        ("data", DROP, "soft"),
        ("middle", DROP, "uncertain"),
        ("body", "451 Later", "soft"),
        ("body", "552 Too much", "hard"),
        ("body", "421 Closing", "soft"),
        ("body", DROP, "uncertain"),
        ("body", SILENCE, "uncertain"),
        ("body", "nonsense", "uncertain"),
        ("body", "354 Not an answer to this", "uncertain"),
    ],
)
def test_outcome_is_known_and_the_next_is_sent(
    script: Script, stage: str, answer: str, result: str
) -> None:
    script.answers[stage] = [answer]
    with closing(Carrier()) as by:
        assert handed(by).result == result
        assert handed(by, letter("b@example.org")).result == "delivered"
    assert [to for to, _ in script.taken] == [["b@example.org"]]


def test_server_that_closed_an_old_connection_gets_a_new_one(script: Script) -> None:
    with closing(Carrier()) as by:
        assert handed(by).result == "delivered"
        script.answers["mail"] = ["421 Enough for one connection"]
        assert handed(by).result == "delivered"
    assert script.greetings == 2


def test_refusal_holds_though_the_server_then_hangs_up(script: Script) -> None:
    script.answers |= {"rcpt": ["550 Unknown"], "rset": [DROP]}
    with closing(Carrier()) as by:
        assert handed(by) == Outcome("hard", "550 Unknown")
        assert handed(by).result == "delivered"


def test_letter_that_is_withdrawn_is_not_taken(script: Script) -> None:
    with closing(Carrier()) as by:
        assert by.ask(letter()) is None
        by.withdraw()
        assert handed(by, letter("b@example.org")).result == "delivered"
    assert [to for to, _ in script.taken] == [["b@example.org"]]


def test_other_backends_are_given_the_message() -> None:
    with closing(Carrier()) as by:
        assert handed(by).result == "delivered"
    assert [message.to for message in mail.outbox] == [["a@example.org"]]

"""How far a message has got is known, wherever the server stops, and whatever it says."""

import asyncio
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
A_LONG_TIME = 60
DATA = b"Subject: New\r\nTo: a@example.org\r\n\r\n.A line with a dot\r\n"


@dataclass
class Script:
    """What the server answers at which stage, once each, and what it has taken."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[tuple[list[str], Any]] = field(default_factory=list)
    greetings: int = 0
    offers: list[str] = field(default_factory=list)

    def at(self, stage: str) -> str | None:
        """The next answer at this stage; None for the usual one, which "" stands for."""
        left = self.answers.get(stage, [])
        return (left.pop(0) or None) if left else None

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*lines[:-1], *self.offers, lines[-1]]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.at("body")
        if answer is None:
            self.taken.append((envelope.rcpt_tos, envelope.content))
        return answer or "250 Taken"


class Faulty(SMTP):
    """A server that keeps to a script."""

    async def push(self, status: Any) -> None:
        if status == SILENCE:
            await asyncio.sleep(A_LONG_TIME)
        if status == DROP:
            self._hang_up()
            return
        await super().push(status)

    def _hang_up(self) -> None:
        assert self.transport is not None
        self.transport.abort()  # type: ignore[attr-defined]

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
            self._hang_up()
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


@pytest.fixture(params=["plain", "pipelining"])
def script(
    request: pytest.FixtureRequest, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Script]:
    """A server to which the mail backend goes; it is waited for a moment only. Of either kind: one
    takes commands before it has answered those before."""
    script = Script(offers=["250-PIPELINING"] if request.param == "pipelining" else [])
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


def handed_in_turn(by: Carrier, *letters: Letter) -> list[str]:
    """What becomes of letters when it is known which is the next."""
    return [
        (by.ask(one) or by.hand_over(one, after)).result
        for one, after in zip(letters, [*letters[1:], None], strict=True)
    ]


def recipients(script: Script) -> list[str]:
    """Of what the server has taken."""
    return [to for tos, _ in script.taken for to in tos]


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


def test_letters_known_ahead_are_taken_as_they_were(script: Script) -> None:
    with closing(Carrier()) as by:
        assert handed_in_turn(by, *map(letter, "abc")) == ["delivered"] * 3
        assert (by.pending, script.greetings) == (None, 1)
    assert script.taken == [([to], DATA) for to in "abc"]


@pytest.mark.parametrize(
    ("stage", "answers", "results", "taken"),
    [
        ("rcpt", ["", "550 Unknown"], ["delivered", "hard", "delivered"], "ac"),
        ("rcpt", ["", "450 Later"], ["delivered", "soft", "delivered"], "ac"),
        ("rcpt", ["", "421 Closing"], ["delivered", "soft", "delivered"], "ac"),
        ("rcpt", ["", DROP], ["delivered", "soft", "delivered"], "ac"),
        ("rcpt", ["", SILENCE], ["delivered", "soft", "delivered"], "ac"),
        ("data", ["", "554 No"], ["delivered", "hard", "delivered"], "ac"),
        ("data", ["", DROP], ["delivered", "soft", "delivered"], "ac"),
        ("mail", ["", "421 Enough for one connection"], ["delivered"] * 3, "abc"),
        ("mail", ["", DROP], ["delivered"] * 3, "abc"),
        ("body", ["452 No room"], ["soft", "delivered", "delivered"], "bc"),
        ("body", ["552 Too much"], ["hard", "delivered", "delivered"], "bc"),
        ("body", ["421 Closing"], ["soft", "delivered", "delivered"], "bc"),
        ("body", [DROP], ["uncertain", "delivered", "delivered"], "bc"),
        ("body", [SILENCE], ["uncertain", "delivered", "delivered"], "bc"),
        ("body", ["", DROP], ["delivered", "uncertain", "delivered"], "ac"),
    ],
)
def test_what_befalls_one_letter_befalls_no_other(
    script: Script, stage: str, answers: list[str], results: list[str], taken: str
) -> None:
    script.answers[stage] = list(answers)
    with closing(Carrier()) as by:
        assert handed_in_turn(by, *map(letter, "abc")) == results
    assert recipients(script) == list(taken)


@pytest.mark.parametrize("script", ["pipelining"], indirect=True)
def test_data_of_a_message_to_nobody_are_ended_at_once(script: Script) -> None:
    script.answers |= {"rcpt": ["550 Unknown"], "data": ["354 Go ahead"]}
    with closing(Carrier()) as by:
        assert handed_in_turn(by, *map(letter, "ab")) == ["hard", "delivered"]
    assert (recipients(script), script.greetings) == (["b"], 1)


@pytest.mark.parametrize("script", ["pipelining"], indirect=True)
def test_question_for_the_next_goes_out_with_the_letter(script: Script) -> None:
    first, second = map(letter, "ab")
    with closing(Carrier()) as by:
        by.ask(first)
        sent: list[bytes] = []
        send = by.backend.connection.send

        def watched(data: bytes) -> None:
            sent.append(data)
            send(data)

        by.backend.connection.send = watched
        by.hand_over(first, second)
        by.ask(second)
    envelope = b"MAIL FROM:<library@example.org>\r\nRCPT TO:<b>\r\nDATA\r\n"
    assert sent == [carrier.on_the_wire(DATA) + envelope]


def test_server_that_does_not_offer_it_is_asked_one_thing_at_a_time(script: Script) -> None:
    first, second = map(letter, "ab")
    with closing(Carrier()) as by:
        by.ask(first)
        by.hand_over(first, second)
        assert (by.pending is second) == bool(script.offers)


@pytest.mark.parametrize("asked", [True, False])
def test_letter_known_ahead_that_is_withdrawn_is_not_taken(script: Script, asked: bool) -> None:
    first, second, third = map(letter, "abc")
    with closing(Carrier()) as by:
        by.ask(first)
        assert by.hand_over(first, second).result == "delivered"
        if asked:
            assert by.ask(second) is None
        by.withdraw()
        assert handed(by, third).result == "delivered"
    assert recipients(script) == ["a", "c"]


def test_another_letter_than_was_known_ahead_may_be_handed_over(script: Script) -> None:
    first, second, third = map(letter, "abc")
    with closing(Carrier()) as by:
        by.ask(first)
        by.hand_over(first, second)
        assert handed(by, third).result == "delivered"
    assert recipients(script) == ["a", "c"]


def test_other_backends_are_given_the_message() -> None:
    with closing(Carrier()) as by:
        assert handed(by).result == "delivered"
    assert [message.to for message in mail.outbox] == [["a@example.org"]]

"""One connection to the mail server, on which it is always known how far a message has got.

RFC 5321, 4.1.1.4 and 6.1: a server takes a message with its answer to the end of the data. Before
the data nothing can have been taken; after it, without that answer, nobody here can tell.

RFC 2920, 3.1: where a server says that it allows for it, what goes before the data of a message may
be sent at once, and together with the data of the message before.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from smtplib import SMTP, SMTPException
from typing import Any, Literal

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

Result = Literal["delivered", "soft", "hard", "uncertain"]
Answer = tuple[int, bytes]

OK, WILL_FORWARD, START_DATA = 250, 251, 354
CLOSING, NEEDS_SIGN_IN = 421, 530
# RFC 5321, 4.5.3.2.6: what has the whole message may take its time; impatience makes doubles. Long
# before the lease of a row ends.
SECONDS_FOR_THE_ANSWER = 60
MOST_WORDS = 300


class CarrierDown(Exception):
    """The server is away, or takes nothing from us at present: nothing was handed over."""


@dataclass(frozen=True)
class Letter:
    """A mail to one person. `sender`, `to`: addresses as SMTP wants them. `data`: as it goes over
    the wire, its lines ended with CR LF. `message` makes the same for backends that are not SMTP.
    """

    sender: str
    to: str
    data: bytes
    message: Callable[[], EmailMessage]


@dataclass(frozen=True)
class Outcome:
    """What became of a message: "soft" may be tried again, "hard" not; and the server's words."""

    result: Result
    detail: str = ""


class Carrier:
    """A connection of the mail backend, opened when it is first needed.

    For each letter `ask`, then either `hand_over` or `withdraw`.
    """

    def __init__(self) -> None:
        self.backend: Any = get_connection()
        self.is_smtp = isinstance(self.backend, EmailBackend)
        # Of which the server has the envelope, and nothing else.
        self.pending: Letter | None = None

    def ask(self, letter: Letter) -> Outcome | None:
        """Whether the server wants a letter, up to the data: it has taken nothing yet. None if it
        does, else the refusal. Raises CarrierDown."""
        if not self.is_smtp:
            return None
        if self.pending is not letter:
            self.withdraw()
        refusal = self._refused(self._greeted(letter))
        self.pending = None if refusal else letter
        return refusal

    def hand_over(self, letter: Letter, after: Letter | None = None) -> Outcome:
        """Hand over the letter that was asked for, and say what became of it.

        If it is known which is to be asked for `after` it, the server is sent that question too,
        where it allows for it.
        """
        if self.is_smtp:
            return self._sent(self.backend.connection, letter, after)
        return self._given(letter.message())

    def withdraw(self) -> None:
        """Hand over nothing after all: only the end of the connection says that (RFC 5321, 4.1.1.4:
        what comes without its end is not delivered)."""
        if self.pending:
            self._drop()

    def close(self) -> None:
        """Take leave of the server; if that fails, it changes nothing."""
        self.withdraw()
        with suppress(OSError, SMTPException):
            self.backend.close()

    def _given(self, message: EmailMessage) -> Outcome:
        """To memory, a file, the console, or a service that has a backend of its own."""
        try:
            self.backend.send_messages([message])
        except (OSError, SMTPException) as error:
            return Outcome("uncertain", _words(error))
        return Outcome("delivered")

    def _greeted(self, letter: Letter) -> Iterator[Answer]:
        """What the server says of recipient and data, once it has taken our sender. A connection
        that is in use may have been closed for its age or its many messages: then a new one is
        tried, once."""
        if self.backend.connection is not None:
            with suppress(CarrierDown):
                return self._begun(letter)
        return self._begun(letter)

    def _begun(self, letter: Letter) -> Iterator[Answer]:
        try:
            self.backend.open()
            self.backend.connection.ehlo_or_helo_if_needed()
            answers = self._answers(self.backend.connection, letter)
            answer = next(answers)
        except (OSError, SMTPException) as error:
            self._drop()
            raise CarrierDown(_words(error)) from error
        if answer[0] != OK:  # who refuses our sender refuses all that we have
            self._drop()
            raise CarrierDown(_said(answer))
        return answers

    def _answers(self, smtp: SMTP, letter: Letter) -> Iterator[Answer]:
        """To each command of the envelope, which is sent when its answer is asked for, unless all
        of it has been sent."""
        are_sent = self.pending is letter
        if not are_sent and _pipelines(smtp):
            smtp.send(b"".join(envelope(letter)))
            are_sent = True
        for command in envelope(letter):
            if not are_sent:
                smtp.send(command)
            yield smtp.getreply()

    def _refused(self, answers: Iterator[Answer]) -> Outcome | None:
        """What the server says against the recipient or the beginning of the data; None if it says
        yes to both.

        One that hangs up here may do so for the recipient's sake, who then waits, and nobody else.
        """
        try:
            answer = next(answers)
            if answer[0] in {OK, WILL_FORWARD}:
                answer = next(answers)
        except (OSError, SMTPException) as error:
            self._drop()
            return Outcome("soft", _words(error))
        if answer[0] == START_DATA:
            return None
        if answer[0] == NEEDS_SIGN_IN:
            self._drop()
            raise CarrierDown(_said(answer))
        self._reset(self.backend.connection, answer, answers)
        return Outcome("hard" if 500 <= answer[0] < 600 else "soft", _said(answer))

    def _reset(self, smtp: SMTP, answer: Answer, left: Iterator[Answer]) -> None:
        """Make ready for the next message, on this connection if it is of use."""
        try:
            if answer[0] == CLOSING or answer[0] < 400:
                self._drop()
                return
            if _pipelines(smtp) and next(left, answer)[0] == START_DATA:
                smtp.docmd(".")  # RFC 2920, 3.1: the data of a message to nobody are ended at once
            if smtp.rset()[0] != OK:
                self._drop()
        except (OSError, SMTPException):
            self._drop()

    def _sent(self, smtp: SMTP, letter: Letter, after: Letter | None) -> Outcome:
        """The message itself, and the answer that counts."""
        self.pending = after if _pipelines(smtp) else None
        ahead = envelope(self.pending) if self.pending else []
        try:
            smtp.send(b"".join([on_the_wire(letter.data), *ahead]))
            answer = self._answer(smtp)
        except (OSError, SMTPException) as error:
            self._drop()
            return Outcome("uncertain", _words(error))
        result = _meaning(answer[0])
        if answer[0] == CLOSING or result == "uncertain":
            self._drop()
        return Outcome(result, _said(answer))

    def _answer(self, smtp: SMTP) -> Answer:
        sock: Any = smtp.sock
        usual = sock.gettimeout()
        sock.settimeout(SECONDS_FOR_THE_ANSWER)
        answer = smtp.getreply()
        sock.settimeout(usual)
        return answer

    def _drop(self) -> None:
        """End a connection that is of no more use; the next message opens another."""
        smtp, self.backend.connection, self.pending = self.backend.connection, None, None
        if smtp is not None:
            smtp.close()


def envelope(letter: Letter) -> list[bytes]:
    """The commands that go before the data (RFC 5321, 3.3)."""
    lines = [f"MAIL FROM:<{letter.sender}>", f"RCPT TO:<{letter.to}>", "DATA"]
    return [f"{line}\r\n".encode("ascii") for line in lines]


def on_the_wire(data: bytes) -> bytes:
    """The data with its leading dots doubled and its end marked (RFC 5321, 4.5.2)."""
    return data.replace(b"\r\n.", b"\r\n..").removesuffix(b"\r\n") + b"\r\n.\r\n"


def _pipelines(smtp: SMTP) -> bool:
    """Whether the server takes commands before it has answered those before (RFC 2920)."""
    return smtp.has_extn("pipelining")


def _meaning(code: int) -> Result:
    """Of an answer to the whole message. What is no answer tells nothing."""
    kinds: dict[int, Result] = {2: "delivered", 4: "soft", 5: "hard"}
    return kinds.get(code // 100, "uncertain")


def _said(answer: Answer) -> str:
    return f"{answer[0]} {answer[1].decode(errors='replace')}"[:MOST_WORDS]


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:MOST_WORDS]

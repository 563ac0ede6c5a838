import logging
from pathlib import Path
from smtplib import SMTPServerDisconnected
from typing import Any, NoReturn

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from pytest_django import Settings

from klarity.mail import send, send_each

pytestmark = pytest.mark.django_db(transaction=True)

TEMPLATE = "library/email/greeting.txt"
TEXT = "Subject: For {{ name }}\n\nDear {{ name }},\n\nyour note.\n"


@pytest.fixture(autouse=True)
def template(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / TEMPLATE
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}
    ]
    settings.DEFAULT_FROM_EMAIL = "Library <library@example.org>"
    return path


def greet(name: str = "Ada") -> None:
    send(TEMPLATE, to=["ada@example.org"], context={"name": name})


def test_mail_is_made_from_its_template() -> None:
    send(
        TEMPLATE,
        to=["ada@example.org"],
        context={"name": "Ada"},
        reply_to=["desk@example.org"],
        headers={"X-Reason": "test"},
    )
    (message,) = mail.outbox
    assert message.subject == "For Ada"
    assert message.body == "Dear Ada,\n\nyour note.\n"
    assert message.from_email == "Library <library@example.org>"
    assert (message.to, message.reply_to) == (["ada@example.org"], ["desk@example.org"])
    assert message.message()["X-Reason"] == "test"


def test_programs_are_told_not_to_answer() -> None:
    greet()
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_text_is_not_escaped_as_html() -> None:
    greet("O'Neill & <Sons>")
    assert mail.outbox[0].subject == "For O'Neill & <Sons>"
    assert "Dear O'Neill & <Sons>," in mail.outbox[0].body


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"]
)
def test_value_cannot_add_a_header_or_end_the_subject(line_break: str) -> None:
    greet(f"Ada{line_break}Bcc: victim@example.org")
    (message,) = mail.outbox
    assert message.subject == "For Ada Bcc: victim@example.org"
    assert message.message()["Bcc"] is None
    assert message.recipients() == ["ada@example.org"]
    assert str(message.body).startswith("Dear Ada")


def test_address_with_a_line_break_is_refused() -> None:
    with transaction.atomic(), pytest.raises(BadHeaderError):  # before the commit, not after
        send(TEMPLATE, to=["ada@example.org\nBcc: b@example.org"], context={"name": "Ada"})
    assert mail.outbox == []


def test_mail_waits_until_what_it_tells_of_is_stored() -> None:
    with transaction.atomic():
        greet()
        assert mail.outbox == []
    assert len(mail.outbox) == 1


def test_nothing_is_sent_of_what_was_rolled_back() -> None:
    with transaction.atomic():
        greet()
        transaction.set_rollback(True)
    assert mail.outbox == []


@pytest.mark.parametrize("failure", [ConnectionRefusedError, TimeoutError, SMTPServerDisconnected])
def test_mail_server_that_is_down_is_logged_and_loses_nothing(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(message: EmailMessage) -> NoReturn:
        raise failure

    monkeypatch.setattr(EmailMessage, "send", fail)
    with caplog.at_level(logging.ERROR, logger="klarity.mail"):
        greet()
    assert f"A mail of {TEMPLATE} was not sent" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_each_gets_a_mail_of_their_own() -> None:
    send_each(TEMPLATE, to=["ada@example.org", "bo@example.org"], context={"name": "all"})
    assert [message.recipients() for message in mail.outbox] == [
        ["ada@example.org"],
        ["bo@example.org"],
    ]


def test_one_that_is_refused_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    send_one, refused = EmailMessage.send, "ada@example.org"

    def choose(message: EmailMessage) -> int:
        if message.to == [refused]:
            raise SMTPServerDisconnected
        return send_one(message)

    monkeypatch.setattr(EmailMessage, "send", choose)
    with caplog.at_level(logging.ERROR, logger="klarity.mail"):
        send_each(TEMPLATE, to=[refused, "bo@example.org"], context={"name": "all"})
    assert [message.to for message in mail.outbox] == [["bo@example.org"]]
    assert "was not sent" in caplog.text


def test_server_that_is_down_is_asked_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[object] = []

    def refuse(backend: object) -> NoReturn:
        asked.append(backend)
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse)
    with caplog.at_level(logging.ERROR, logger="klarity.mail"):
        send_each(TEMPLATE, to=["ada@example.org", "bo@example.org"], context={"name": "all"})
    assert len(asked) == 1
    assert f"The mails of {TEMPLATE} were not sent" in caplog.text


def test_template_without_a_subject_is_an_error(template: Path) -> None:
    template.write_text("Dear {{ name }}\n")
    with pytest.raises(TemplateSyntaxError, match="first line"):
        greet()


WORDING = "Ask a doctor, not <us> & co."


@pytest.fixture
def html(template: Path) -> Path:
    """The HTML template beside the other."""
    path = template.with_suffix(".html")
    path.write_text("<p>Dear {{ name }},</p>\n<p>your\n{{ wording }}</p>\n")
    return path


def parts() -> dict[str, str]:
    """The parts of the one mail that was sent, by their type."""
    (message,) = mail.outbox
    walked: list[Any] = [part for part in message.message().walk() if not part.is_multipart()]
    return {part.get_content_type(): str(part.get_payload(decode=True), "utf-8") for part in walked}


def test_mail_with_an_html_template_has_both_parts(html: Path) -> None:
    greet("O'Neill <b>{{ x }}</b>\n& Sons")
    assert mail.outbox[0].message().get_content_type() == "multipart/alternative"
    assert list(parts()) == ["text/plain", "text/html"]
    assert "Dear O'Neill <b>{{ x }}</b>" in parts()["text/plain"]
    assert "Dear O&#x27;Neill &lt;b&gt;{{ x }}&lt;/b&gt;" in parts()["text/html"]


def test_mail_without_an_html_template_is_plain(template: Path) -> None:
    greet()
    assert mail.outbox[0].message().get_content_type() == "text/plain"


def test_broken_html_template_is_an_error_and_not_left_out(html: Path) -> None:
    html.write_text('{% include "library/email/missing.html" %}')
    with pytest.raises(TemplateDoesNotExist):
        greet()


def test_each_mail_has_the_headers_given() -> None:
    send_each(
        TEMPLATE,
        to=["ada@example.org", "bo@example.org"],
        context={"name": "all"},
        headers={"List-Unsubscribe": "<https://example.org/stop/>"},
    )
    for message in mail.outbox:
        assert message.message()["List-Unsubscribe"] == "<https://example.org/stop/>"
        assert message.message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("dropped", [None, ".txt", ".html"])
def test_no_part_goes_out_without_the_wording_that_it_must_say(
    template: Path, html: Path, dropped: str | None
) -> None:
    for path in (template, html):
        path.write_text("Subject: Hello\n\n{{ wording }}\n")
    if dropped:
        template.with_suffix(dropped).write_text("Subject: Hello\n\nAsk a doctor.\n")
    context = {"wording": WORDING.replace(" ", "\n")}
    for verb in (send, send_each):
        mail.outbox.clear()
        if dropped:
            with pytest.raises(TemplateSyntaxError, match="must say"):
                verb(TEMPLATE, to=["ada@example.org"], context=context, must_say=WORDING)
        else:
            verb(TEMPLATE, to=["ada@example.org"], context=context, must_say=WORDING)
        assert len(mail.outbox) == (0 if dropped else 1)

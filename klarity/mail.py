"""Mails from templates, sent when what they tell of has been stored.

Where a template of the same name that ends in `.html` stands beside the `.txt`, the mail has both
parts (RFC 2046, 5.1.4).
"""

import logging
from collections.abc import Mapping, Sequence
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.utils.html import escape

# RFC 3834, section 5: so that out-of-office replies do not answer a program.
HEADERS = {"Auto-Submitted": "auto-generated"}

logger = logging.getLogger(__name__)


def send(
    template: str,
    *,
    to: Sequence[str],
    context: Mapping[str, Any],
    reply_to: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    must_say: str = "",
) -> None:
    """Send the mail of `template` (such as "articles/email/report.txt") once the transaction holds.

    All of `to` see each other's addresses. A mail server that refuses or is down is logged and
    raises nothing: what was stored stays. `must_say`: a wording without which no part goes out.
    Raises TemplateSyntaxError for a template without its subject line or that wording,
    BadHeaderError for an address with a line break.
    """
    message = _message(template, to, context, reply_to=reply_to, headers=headers, must_say=must_say)
    transaction.on_commit(lambda: _deliver([message], template))


def send_each(
    template: str,
    *,
    to: Sequence[str],
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    must_say: str = "",
) -> None:
    """Like `send`, but to each address apart, so that nobody sees another's; over one connection,
    so that a server that is down is waited for once."""
    messages = [
        _message(template, [address], context, headers=headers, must_say=must_say) for address in to
    ]
    transaction.on_commit(lambda: _deliver(messages, template))


def send_over(
    connection: BaseEmailBackend, template: str, *, to: Sequence[str], context: Mapping[str, Any]
) -> None:
    """Send the mail at once over an open connection, for a worker that has to know what came of it.

    Raises OSError, SMTPException as the server answers, and otherwise as `send`.
    """
    message = _message(template, to, context)
    message.connection = connection
    message.send()


def _message(
    template: str,
    to: Sequence[str],
    context: Mapping[str, Any],
    *,
    reply_to: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    must_say: str = "",
) -> EmailMessage:
    subject, body = _render(template, context)
    message = EmailMultiAlternatives(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        to,
        reply_to=reply_to,
        headers=HEADERS | dict(headers or {}),
    )
    page = _page(template, context)
    if page is not None:
        message.attach_alternative(page, "text/html")
    if not (_says(body, must_say) and (page is None or _says(page, escape(must_say)))):
        raise TemplateSyntaxError(f"{template}: it must say {must_say!r}")
    message.message()  # raises for a bad header now, before anything is promised
    return message


def _render(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body, rendered apart: a value with line breaks cannot end the subject line."""
    engine = Engine.get_default()
    first_line, _, rest = str(engine.get_template(template).source).partition("\n")
    if not first_line.startswith("Subject: "):
        raise TemplateSyntaxError(f"{template}: the first line must be 'Subject: …'")
    values = Context(dict(context), autoescape=False)
    subject = engine.from_string(first_line.removeprefix("Subject: ")).render(values)
    return " ".join(subject.split()), engine.from_string(rest.lstrip("\n")).render(values)


def _page(template: str, context: Mapping[str, Any]) -> str | None:
    """The HTML part, its values escaped, if there is a template for it."""
    try:
        page = Engine.get_default().get_template(f"{template.removesuffix('.txt')}.html")
    except TemplateDoesNotExist:
        return None
    return page.render(Context(dict(context)))


def _says(text: str, wording: str) -> bool:
    """Whether it holds the wording to the letter, but for white space."""
    return " ".join(wording.split()) in " ".join(text.split())


def _deliver(messages: Sequence[EmailMessage], template: str) -> None:
    try:
        with get_connection() as connection:
            for message in messages:
                message.connection = connection
                _hand_over(message, template)
    except (OSError, SMTPException):
        logger.exception("The mails of %s were not sent", template)


def _hand_over(message: EmailMessage, template: str) -> None:
    """One that is refused holds up no other."""
    try:
        message.send()
    except (OSError, SMTPException):
        logger.exception("A mail of %s was not sent", template)

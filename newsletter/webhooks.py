"""Bounces and complaints that a mail service posts to us, by way of django-anymail (an extra).

Only the services are let in that can prove who they are: by a signature, or by a password in the
address that they were given. Without the secret for that there is no address to post to.
"""

import logging
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from newsletter import bounces, reports

# By anymail's name of each address the setting (without "ANYMAIL_") that holds its secret. Services
# whose view needs another library still are left out: Amazon SES reports by mail as well.
SIGNED = {
    "mailersend_tracking_webhook": "MAILERSEND_SIGNING_SECRET",
    "mailgun_tracking_webhook": "MAILGUN_WEBHOOK_SIGNING_KEY",
    "mandrill_webhook": "MANDRILL_WEBHOOK_KEY",
    "unisender_go_tracking_webhook": "UNISENDER_GO_API_KEY",
}
BY_PASSWORD = dict.fromkeys(
    (
        "brevo_tracking_webhook",
        "mailjet_tracking_webhook",
        "mailtrap_tracking_webhook",
        "postmark_tracking_webhook",
        "resend_tracking_webhook",
        "sparkpost_tracking_webhook",
    ),
    "WEBHOOK_SECRET",
)
PROOFS = SIGNED | BY_PASSWORD
# A sender who is signed and yet sends what cannot be read: tried again it would be no better.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
# What services say of an address that they know, in anymail's words.
DEAD, COMPLAINED = {"bounced", "invalid"}, "spam"

logger = logging.getLogger(__name__)


def patterns() -> list[URLPattern]:
    """An address for each service whose secret is set; none without anymail."""
    if not settings.ANYMAIL:
        return []
    try:
        from anymail.urls import urlpatterns
    except ImportError:
        return []
    return [
        path(str(each.pattern), readable(each.callback), name=each.name)
        for each in urlpatterns
        if settings.ANYMAIL.get(PROOFS.get(each.name, ""))
    ]


def readable(view: Any) -> Any:
    """The view, which answers 400 to what it cannot read. Exempt from the question where a post
    comes from: a program sends it, and proves who it is."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = view(request)
        except UNREADABLE:
            logger.exception("A webhook could not be read")
            return HttpResponse("This cannot be read.\n", status=400, content_type="text/plain")
        return response

    return answer


def listen() -> None:
    """Be told by anymail what it reads."""
    try:
        from anymail.signals import tracking
    except ImportError:
        return
    tracking.connect(receive)


def receive(*, event: Any, **kwargs: Any) -> None:
    """Take in what a service tells of a mail. Raises KeyChanged."""
    kind = kind_of(event)
    if kind is None or not event.recipient:
        return
    bounces.take_word(
        str(event.recipient),
        kind,
        words=_words(event),
        message_id=str(event.message_id or "").strip("<> "),
        at=event.timestamp,
    )


def kind_of(event: Any) -> reports.Kind | None:
    """What an event of anymail's is to us; None if nothing came back."""
    if event.event_type == "complained" or event.reject_reason == COMPLAINED:
        return "complained"
    if event.event_type not in {"bounced", "rejected"}:
        return None
    is_dead = event.reject_reason in DEAD
    return "bounced" if reports.is_hard("", _words(event), otherwise=is_dead) else "returned"


def _words(event: Any) -> str:
    return " ".join(str(said) for said in (event.mta_response, event.description) if said)

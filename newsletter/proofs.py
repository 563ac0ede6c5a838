"""An issue as its editors look at it before anybody is sent it."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from articles.findings import Finding, Refused
from klarity import mail
from newsletter import rendering
from newsletter.models import Issue


def proof(issue: Issue) -> rendering.Copy:
    """The whole issue as a test, whose link for leaving leads to the newsletter's page and does
    nothing. Raises Refused: `no-disclaimer`."""
    try:
        copy = rendering.copy(issue, rendering.shown(issue), is_test=True)
    except rendering.NoDisclaimer as error:
        raise Refused([Finding("no-disclaimer", str(error))]) from error
    return copy.for_leaving_at(settings.SITE_URL + reverse("newsletter"))


def send(issue: Issue, *, to: User) -> None:
    """Mail it to one of its editors, and to nobody else.

    Raises Refused: `no-disclaimer`, `no-address`, `not-sent`.
    """
    if not to.email:
        reason = "Your account has no email address. Ask an administrator to add it."
        raise Refused([Finding("no-address", reason)])
    copy = proof(issue)
    subject = f"[Test] {copy.subject}"
    message = EmailMultiAlternatives(subject, copy.text, to=[to.email], headers=mail.HEADERS)
    message.attach_alternative(copy.html, "text/html")
    try:
        message.send()
    except (OSError, SMTPException) as error:
        reason = "The mail server did not take it. Try again in a few minutes."
        raise Refused([Finding("not-sent", reason)]) from error

"""The mail about a consent: to confirm it, or, for who is subscribed, how to change it. Sent by the
worker, so that the form answers as fast for addresses that we know as for others."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Disclaimer
from klarity import mail
from newsletter import erasing, suppression, tokens
from newsletter.models import Subscriber

A_DAY = timedelta(days=1)


def send(subscriber_id: int, now: datetime | None = None) -> None:
    """Send it, unless the address was sent one within a day, has left, or is stopped: the worker's
    function.

    The mail is claimed before it is handed over: one too few can be asked for again, and nobody is
    sent one too many because a worker died. Raises OSError, SMTPException for a mail server that
    cannot be reached or refuses it: then it is claimed no longer, and the queue tries again; and
    KeyChanged.
    """
    suppression.ensure_key()
    now = now or timezone.now()
    row = Subscriber.objects.filter(pk=subscriber_id)
    person = row.first()
    if person is None or suppression.is_stopped(person.email):
        return
    rested = Q(mailed_at=None) | Q(mailed_at__lte=now - A_DAY)
    with get_connection() as connection:
        if not row.filter(rested).exclude(status=Subscriber.Status.LEFT).update(mailed_at=now):
            return
        try:
            _send(row.get(), connection)
        except (SMTPResponseException, SMTPRecipientsRefused):
            row.update(mailed_at=None)
            raise


def _send(subscriber: Subscriber, connection: BaseEmailBackend) -> None:
    is_known = subscriber.status == Subscriber.Status.SUBSCRIBED
    name, purpose, page = (
        ("known", tokens.PREFERENCES, "newsletter_preferences")
        if is_known
        else ("confirm", tokens.CONFIRM, "newsletter_confirm")
    )
    leaving = reverse("newsletter_unsubscribe", args=tokens.for_leaving(subscriber))
    mail.send_over(
        connection,
        f"newsletter/email/{name}.txt",
        to=[subscriber.email],
        context={
            "link": settings.SITE_URL + reverse(page, args=[tokens.sign(subscriber, purpose)]),
            "leave": settings.SITE_URL + leaving,
            "days": tokens.LIVES[tokens.CONFIRM].days,
            "kept_days": erasing.KEEP_PENDING.days,
            "disclaimer": Disclaimer.objects.in_force(),
        },
    )

"""The mail about a consent: to confirm it, or, for who is subscribed, how to change it. Sent by the
worker, so that the form answers as fast for addresses that we know as for others."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Disclaimer
from klarity import mail
from newsletter import tokens
from newsletter.models import Subscriber

A_DAY = timedelta(days=1)


def send(subscriber_id: int, now: datetime | None = None) -> None:
    """Send it, unless the address was sent one within a day: the worker's function.

    The mail is claimed before it is handed over: one too few can be asked for again, and nobody is
    sent one too many because a worker died.
    """
    now = now or timezone.now()
    rest = Q(mailed_at=None) | Q(mailed_at__lte=now - A_DAY)
    if Subscriber.objects.filter(rest, pk=subscriber_id).update(mailed_at=now):
        _send(Subscriber.objects.get(pk=subscriber_id))


def _send(subscriber: Subscriber) -> None:
    is_known = subscriber.status == Subscriber.Status.SUBSCRIBED
    purpose, page = (
        (tokens.PREFERENCES, "newsletter_preferences")
        if is_known
        else (tokens.CONFIRM, "newsletter_confirm")
    )
    leaving = reverse("newsletter_unsubscribe", args=tokens.for_leaving(subscriber))
    mail.send(
        f"newsletter/email/{'known' if is_known else 'confirm'}.txt",
        to=[subscriber.email],
        context={
            "subscriber": subscriber,
            "link": settings.SITE_URL + reverse(page, args=[tokens.sign(subscriber, purpose)]),
            "leave": settings.SITE_URL + leaving,
            "days": tokens.LIVES[tokens.CONFIRM].days,
            "disclaimer": Disclaimer.objects.in_force(),
            "site_url": settings.SITE_URL,
        },
    )

"""What a reader does with the newsletter: fill in the form, open their mail, follow its links."""

import re
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client

from newsletter import confirmations, subscriptions, tokens
from newsletter.models import Consent, Subscriber, Wording
from newsletter.wishes import Wish

EMAIL = "sam@example.org"


def ask(email: str = EMAIL, wish: Wish | None = None, **more: Any) -> Subscriber:
    """Somebody asked for it on the front page."""
    wording = Wording.objects.in_force()
    assert wording is not None
    subscriptions.ask(email=email, wish=wish or Wish(), wording=wording, page="/", **more)
    return Subscriber.objects.with_address(email).get()


def subscribed(email: str = EMAIL, wish: Wish | None = None) -> Subscriber:
    """Somebody who asked and confirmed."""
    return subscriptions.confirm(ask(email, wish), page="/newsletter/confirm/…/")


def send_form(client: Client, **fields: Any) -> Any:
    """Send the short form, filled in as people do."""
    return client.post("/newsletter/", {"email": EMAIL, "consent": "on", "page": "/"} | fields)


def mailed(subscriber: Subscriber) -> list[str]:
    """Let the worker send the mail; the paths of its links, none if it sent nothing."""
    before = len(mail.outbox)
    confirmations.send(subscriber.pk)
    return [path for message in mail.outbox[before:] for path in links(str(message.body))]


def links(body: str) -> list[str]:
    """The paths of the links in a mail."""
    return re.findall(rf"^{re.escape(settings.SITE_URL)}(/\S*)$", body, re.MULTILINE)


def link(subscriber: Subscriber, purpose: str) -> str:
    """The path of a fresh link: "confirm", "preferences" or "unsubscribe"."""
    if purpose == "unsubscribe":
        token = tokens.for_leaving(subscriber)[0]
    else:
        token = tokens.sign(subscriber, f"newsletter.{purpose}")
    return f"/newsletter/{purpose}/{token}/"


def kinds() -> list[str]:
    """What the chain has noted, in order."""
    return list(Consent.objects.values_list("kind", flat=True))

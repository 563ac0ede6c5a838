"""Looks at how this installation sends mail, with a letter as its subscribers would get it."""

import ssl
from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from articles.models import Disclaimer, Edition
from newsletter import letters, rendering
from newsletter.carrier import Carrier, CarrierDown, Letter
from newsletter.mail_checks import letter, records, sender, server
from newsletter.mail_checks.lookup import Lookup
from newsletter.mail_checks.verdict import Verdict, ok, problem, unknown
from newsletter.models import Delivery, Issue, Item

SUBJECT = "A test of the newsletter"
NOBODY = "somebody@example.org"
# What a real one looks like; nobody can leave by it.
TOKEN = "a-test-that-unsubscribes-nobody-0123456789a"  # noqa: S105
SHOWN = 3


def examine(lookup: Lookup, *, selector: str, connects: bool) -> Iterator[Verdict]:
    """Everything, but for sending a message. `selector`: of our DKIM key, if it is known."""
    yield from sender.checks(settings.DEFAULT_FROM_EMAIL, settings.SITE_URL)
    yield from _server(connects)
    yield from _letter()
    if domain := sender.domain_of(settings.DEFAULT_FROM_EMAIL):
        yield from records.checks(domain, selector, lookup)


def send_to(address: str) -> Verdict:
    """Hand one letter to the mail server, to that address and nobody else."""
    carrier = Carrier()
    try:
        test = _written(address)
        outcome = carrier.ask(test) or carrier.hand_over(test)
    except (CarrierDown, rendering.NoDisclaimer, ValueError) as error:
        return problem("Test", f"It was not sent to {address}: {error}.")
    finally:
        carrier.close()
    if outcome.result == "delivered":
        look = "look in its source for dkim=pass, spf=pass and dmarc=pass"
        return ok("Test", f"Handed over for {address}. When it has arrived, {look}.")
    if outcome.result == "uncertain":
        return unknown("Test", f"Handed over for {address}, but no answer came: {outcome.detail}.")
    return problem("Test", f"The server does not take it for {address}: {outcome.detail}.")


def _server(connects: bool) -> Iterator[Verdict]:
    if not isinstance(get_connection(), EmailBackend):
        words = (
            "Mail is not sent by SMTP. Set EMAIL_URL, such as smtp+tls://user:password@host:587."
        )
        yield problem("Server", words)
    elif not connects:
        yield from server.untried("Not tried, because of --no-connect.")
    else:
        address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        yield from server.checks(_account(), address, ssl.create_default_context())


def _account() -> server.Account:
    return server.Account(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        user=settings.EMAIL_HOST_USER or "",
        password=settings.EMAIL_HOST_PASSWORD or "",
        is_tls=settings.EMAIL_USE_TLS,
        is_ssl=settings.EMAIL_USE_SSL,
    )


def _letter() -> Iterator[Verdict]:
    try:
        data = _written(NOBODY).data
    except rendering.NoDisclaimer as error:
        yield problem("Disclaimer", f"No mail goes out: {error}")
        return
    disclaimer = Disclaimer.objects.in_force()
    yield from letter.checks(
        data,
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        host=letters.host(),
        must_say=[getattr(disclaimer, kind) for kind in rendering.WORDINGS],
    )


def _written(address: str) -> Letter:
    """A letter with articles of ours, as a test of nothing that was drafted. Nothing is stored.

    Raises NoDisclaimer, ValueError.
    """
    disclaimer = Disclaimer.objects.in_force()
    issue = Issue(
        frequency="daily", number=0, subject=SUBJECT, send_at=timezone.now(), disclaimer=disclaimer
    )
    live = Edition.objects.live().select_related("article__topic", "review")[:SHOWN]
    items = [Item(edition=edition) for edition in live]
    copy = rendering.copy(issue, items, is_test=True)
    delivery = Delivery(pk=0, issue_id=0)
    return letters.Form(copy).fill_in(delivery, address, TOKEN)

"""Readers' messages: stored first, then mailed to whoever answers them."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from articles.models import Edition, Enquiry
from klarity import mail


@transaction.atomic
def receive(
    *, body: str, name: str = "", email: str = "", edition: Edition | None = None
) -> Enquiry:
    """Store a message, about an edition or in general, and mail it to `settings.ENQUIRIES_EMAIL`.

    The values are those of a valid form. A mail server that is down loses nothing: the message is
    stored, and on the desk.
    """
    enquiry = Enquiry.objects.create(
        body=body,
        name=name,
        email=email,
        edition=edition,
        article=edition.article if edition else None,
    )
    if settings.ENQUIRIES_EMAIL:
        mail.send(
            "articles/email/enquiry.txt",
            to=[settings.ENQUIRIES_EMAIL],
            context={"enquiry": enquiry, "edition": edition, "site_url": settings.SITE_URL},
            reply_to=[email] if email else [],
        )
    return enquiry


def export(email: str) -> list[dict[str, Any]]:
    """All that is kept of the messages from an address."""
    return [
        {
            "name": enquiry.name,
            "email": enquiry.email,
            "message": enquiry.body,
            "article": enquiry.article and enquiry.article.slug,
            "received_at": enquiry.received_at.isoformat(),
        }
        for enquiry in _from(email).select_related("article").order_by("pk")
    ]


def erase(email: str) -> int:
    """Take name and address off the messages from an address; returns how many there were. What
    they say stays, for it may tell of a fault in an article: whoever erases looks it through."""
    return _from(email).update(name="", email="")


def _from(email: str) -> QuerySet[Enquiry]:
    """An empty address is nobody's."""
    address = email.strip()
    return Enquiry.objects.filter(email__iexact=address).exclude(email="")

"""Readers' messages: stored first, then mailed to whoever answers them."""

from django.conf import settings
from django.db import transaction

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

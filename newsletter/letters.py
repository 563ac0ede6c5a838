"""The letters of an issue: one form for all who are shown the same, filled in for each person.

What they have in common is rendered and encoded once. A letter differs from the next by its
recipient, its Message-ID and its address for leaving, which are put in where the form has places.
"""

import re
import secrets
from email.charset import QP, Charset
from email.utils import parseaddr
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.urls import reverse

from newsletter import suppression
from newsletter.carrier import Letter
from newsletter.models import Delivery
from newsletter.rendering import Copy

MESSAGE_ID = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.[0-9a-f]+@\S+")
MARK = 12
# In seven bits and short lines: every server passes it on as it is, and signatures hold.
QUOTED_PRINTABLE = Charset("utf-8")
QUOTED_PRINTABLE.body_encoding = QP
# What stands on the wire as it is written: most addresses. Others are looked at more closely.
PLAIN_ADDRESS = re.compile(r"[\w+-]+(\.[\w+-]+)*@[\w-]+(\.[\w-]+)+", re.ASCII)
SOFT_BREAK = "=\r\n"  # RFC 2045, 6.7 (5)


def message_id(delivery: Delivery) -> str:
    """By which carriers' logs tell of a copy; always the same one, however often it is tried.
    Nobody who has not seen it can make it up: reports are believed by it."""
    number = f"{delivery.issue_id}.{delivery.pk}"
    return f"{number}.{suppression.keyed('copy', number)[:MARK]}@{host()}"


def delivery(name: str) -> Delivery | None:
    """The copy whose Message-ID (without brackets) that is, with its subscriber."""
    found = MESSAGE_ID.fullmatch(name)
    if found is None:
        return None
    rows = Delivery.objects.select_related("subscriber")
    copy = rows.filter(issue=int(found[1]), pk=int(found[2])).first()
    return copy if copy and message_id(copy) == name.lower() else None


def host() -> str:
    """The right half of our Message-IDs."""
    return urlsplit(settings.SITE_URL).hostname or ""


class Form:
    """What all letters with the same copy have in common."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        # As long as a token and of the same letters, so it is encoded as any token would be.
        self.token = secrets.token_urlsafe(32)
        self.number, self.leave = secrets.token_hex(8), secrets.token_hex(8)
        self.to = f"{secrets.token_hex(8)}@place.invalid"
        self.sender = sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8")
        self.envelope_from = parseaddr(self.sender)[1]
        self.page = settings.SITE_URL + reverse("newsletter_unsubscribe", args=[self.token])
        pattern = self._message(self.to, self.number, self.leave, self.page).message()
        whole = pattern.as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        places = "|".join(map(re.escape, (self.to, self.number, self.leave, self.token)))
        # By turns what all letters say, and a place.
        self.pieces = re.split(f"({places})".encode(), self._with_whole_tokens(whole))

    def fill_in(self, delivery: Delivery, email: str, token: str) -> Letter:
        """The letter to one person. Raises ValueError for what is no address."""
        to, number = _address(email), message_id(delivery)
        leave = self.page.replace(self.token, token)
        filled = {self.to: to, self.number: number, self.leave: leave, self.token: token}
        values = {place.encode(): value.encode() for place, value in filled.items()}
        data = b"".join([values.get(piece, piece) for piece in self.pieces])
        message = partial(self._message, to, number, leave, leave)
        return Letter(self.envelope_from, to, data, message)

    def _message(self, to: str, number: str, leave: str, link: str) -> EmailMultiAlternatives:
        """`leave` in the header, `link` in the text: the same but in the form, where a header that
        is too long would be folded."""
        headers = {
            "Message-ID": f"<{number}>",
            "List-Id": f"<newsletter.{host()}>",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        }
        copy = self.copy.for_leaving_at(link)
        mail = EmailMultiAlternatives(copy.subject, copy.text, self.sender, [to], headers=headers)
        mail.attach_alternative(copy.html, "text/html")
        mail.encoding = QUOTED_PRINTABLE
        return mail

    def _with_whole_tokens(self, data: bytes) -> bytes:
        """The form with no token broken in two by the encoding: each gets a line of its own."""
        broken = f"(?:{SOFT_BREAK})?".join(map(re.escape, self.token))
        whole = SOFT_BREAK + self.token + SOFT_BREAK
        return re.sub(broken.encode(), whole.encode(), data)


def _address(email: str) -> str:
    """As SMTP wants it. Raises ValueError for what is no address."""
    if PLAIN_ADDRESS.fullmatch(email):
        return email
    address: str = sanitize_address(email, "utf-8")
    if not all(address.rpartition("@")):  # the library takes a bare word for an address
        raise ValueError(f"Not an address: {email}")
    return address

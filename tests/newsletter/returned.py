"""Copies that were sent, and the reports that come back of them."""

from django.utils import timezone

from newsletter import letters, sending, tokens
from newsletter.models import Delivery, Issue, Subscriber
from tests.newsletter.reports import samples


def delivered(issue: Issue) -> list[Delivery]:
    """Each subscriber's copy, which the server took."""
    sending.freeze(issue)
    now = timezone.now()
    Delivery.objects.update(state="delivered", handed_at=now, settled_at=now)
    return list(issue.deliveries.order_by("pk"))


def head(copy: Delivery, *, token: str = "") -> str:
    """The head of the copy as it comes back: whole with the token, else without the links."""
    return samples.of(letters.message_id(copy), token)


def token(copy: Delivery) -> str:
    """The token for leaving in the copy."""
    assert copy.subscriber
    return tokens.for_leaving(copy.subscriber)[0]


def bounce(copy: Delivery, *, proof: str = "", **told: str) -> bytes:
    """A failure of the copy, at the address that it was for; `told` as `samples.recipient`."""
    assert copy.subscriber
    about = samples.recipient(**{"address": copy.subscriber.email} | told)
    return samples.bounce(about, original=head(copy, token=proof))


def complaint(copy: Delivery, *, proof: str = "", rcpt: str | None = None) -> bytes:
    """A complaint about the copy."""
    assert copy.subscriber
    named = f"Original-Rcpt-To: {copy.subscriber.email}\n" if rcpt is None else rcpt
    return samples.complaint(original=head(copy, token=proof), rcpt=named)


def status(email: str) -> str:
    """Of whoever has the address."""
    return Subscriber.objects.with_address(email).get().status

"""What people agreed to, and when: noted in the chain, handed out as a receipt, verified."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from newsletter.consents import chain
from newsletter.models import Chain, Consent, ConsentDetails, Subscriber, Wording
from newsletter.wishes import Wish

BATCH = 2000


def note(
    kind: Consent.Kind,
    subscriber: Subscriber,
    wish: Wish,
    *,
    wording: Wording,
    page: str,
    now: datetime,
) -> Consent:
    """Add an event to the chain, with the words that the person had before them and where.

    Call it within a transaction: others who add wait until it ends.
    """
    end = Chain.objects.select_for_update().get()
    opening = chain.opening(_details(subscriber, wish, wording, page))
    link = chain.link(
        number=end.length + 1,
        kind=kind.value,
        at=now.astimezone(UTC).isoformat(),
        commitment=chain.commitment(opening),
        previous=end.head,
    )
    consent = Consent(**vars(link)).append()
    ConsentDetails.objects.create(
        consent=consent, subscriber=subscriber, salt=opening.salt, details=opening.details
    )
    end.length, end.head = link.number, link.seal
    end.save(update_fields=["length", "head"])
    return consent


def _details(subscriber: Subscriber, wish: Wish, wording: Wording, page: str) -> dict[str, Any]:
    words = {
        "version": wording.pk,
        "invitation": wording.invitation,
        "consent": wording.consent,
        "privacy_note": wording.privacy_note,
    }
    return {
        "email": subscriber.email,
        "frequency": str(wish.frequency),
        "topics": wish.slugs,
        "wording": words,
        "page": page,
    }


def last_asked(subscriber: Subscriber) -> ConsentDetails | None:
    """What was asked for in a person's name the last time."""
    asked = subscriber.consents.filter(consent__kind=Consent.Kind.ASKED)
    return asked.select_related("consent").order_by("consent__number").last()


def receipt(subscriber: Subscriber) -> list[dict[str, Any]]:
    """All that we hold of a person's consents, with what proves that it stands in the chain:
    docs/consents.md says how."""
    return [
        {
            "number": each.consent.number,
            "kind": each.consent.kind,
            "at": each.consent.at,
            "details": each.details,
            "proof": {
                "salt": each.salt,
                "commitment": each.consent.commitment,
                "previous": each.consent.previous,
                "seal": each.consent.seal,
            },
        }
        for each in subscriber.consents.select_related("consent").order_by("consent__number")
    ]


def faults() -> Iterator[str]:
    """What is wrong with the chain, in sentences; nothing, if all is well."""
    end = Chain.objects.first()
    if end is None:
        yield "The row that says how the chain ends is missing."
        return
    yield from chain.faults(_links(end.length), length=end.length, head=end.head)
    beyond = Consent.objects.filter(number__gt=Chain.objects.values("length")[:1]).count()
    if beyond:
        yield f"{beyond} events stand after the end of the chain."


def holds(seal: str) -> bool:
    """Whether the chain has the event with this seal, which was noted down before."""
    return Consent.objects.filter(seal=seal).exists()


def _links(length: int) -> Iterator[tuple[chain.Link, chain.Opening | None]]:
    """Those that stood there when it began; more may be added while it runs."""
    events = Consent.objects.select_related("details").filter(number__lte=length)
    for event in events.order_by("number").iterator(BATCH):
        details = getattr(event, "details", None)
        yield event.as_link(), details and details.as_opening()

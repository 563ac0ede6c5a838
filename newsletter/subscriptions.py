"""Who gets the newsletter: asked for, confirmed, changed, and left, each noted as a consent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from articles.findings import Finding, Refused
from articles.models import Topic
from newsletter import addresses, consenting
from newsletter.models import Consent, Subscriber, Wording

Status = Subscriber.Status
Kind = Consent.Kind


@dataclass(frozen=True)
class Wish:
    """How often, and about what; no topics means all."""

    frequency: str = Subscriber.Frequency.DAILY
    topics: Iterable[Topic] = field(default=())


@transaction.atomic
def ask(
    *, email: str, wish: Wish, wording: Wording, page: str, now: datetime | None = None
) -> None:
    """Somebody ticked the box: note it, and have them sent a link to confirm it with.

    The same is done whether the address is known or not, so that nobody can tell by the answer or
    by its time; what a subscriber chose is changed by themselves only, from their own mail.
    `email`: as `email-validator` normalised it. `page`: the path of the page with the form.
    """
    now = now or timezone.now()
    subscriber, _ = Subscriber.objects.select_for_update().get_or_create(
        key=addresses.key(email), defaults={"email": email, "wording": wording, "asked_at": now}
    )
    if subscriber.status != Status.SUBSCRIBED:
        subscriber.email, subscriber.status = email, Status.PENDING
        subscriber.wording, subscriber.asked_at = wording, now
        _take_up(subscriber, wish)
    consenting.note(Kind.ASKED, subscriber, wording=wording, page=page, now=now)
    async_task("newsletter.confirmations.send", subscriber.pk)


@transaction.atomic
def confirm(subscriber: Subscriber, *, page: str, now: datetime | None = None) -> Subscriber:
    """The button behind the link was pressed; a second time changes nothing.

    Raises Refused: `left-since`, if the person has unsubscribed after that mail.
    """
    now = now or timezone.now()
    held = _lock(subscriber)
    if held.status == Status.LEFT:
        message = "You have unsubscribed since this mail was sent. Please sign up again."
        raise Refused([Finding("left-since", message)])
    if held.status == Status.PENDING:
        held.status, held.confirmed_at, held.left_at = Status.SUBSCRIBED, now, None
        held.left_because = ""
        held.save()
        consenting.note(Kind.CONFIRMED, held, wording=held.wording, page=page, now=now)
    return held


@transaction.atomic
def change(
    subscriber: Subscriber, wish: Wish, *, page: str, now: datetime | None = None
) -> Subscriber:
    """Another frequency, or other topics. Raises Refused: `not-subscribed`."""
    held = _lock(subscriber)
    if held.status != Status.SUBSCRIBED:
        raise Refused([Finding("not-subscribed", "You are not subscribed. Please sign up again.")])
    before = _chosen(held)
    _take_up(held, wish)
    if _chosen(held) != before:
        now = now or timezone.now()
        consenting.note(Kind.CHANGED, held, wording=held.wording, page=page, now=now)
    return held


@transaction.atomic
def leave(subscriber: Subscriber, *, page: str, now: datetime | None = None) -> Subscriber:
    """Nothing more is sent, from now on; a second time changes nothing."""
    now = now or timezone.now()
    held = _lock(subscriber)
    if held.status != Status.LEFT:
        held.status, held.left_at = Status.LEFT, now
        held.save()
        consenting.note(Kind.WITHDRAWN, held, wording=held.wording, page=page, now=now)
    return held


@transaction.atomic
def say_why(subscriber: Subscriber, reason: str) -> None:
    """Keep why somebody left, if they care to say."""
    held = _lock(subscriber)
    if held.status == Status.LEFT:
        held.left_because = reason
        held.save(update_fields=["left_because"])


def _lock(subscriber: Subscriber) -> Subscriber:
    return Subscriber.objects.select_for_update().get(pk=subscriber.pk)


def _take_up(subscriber: Subscriber, wish: Wish) -> None:
    subscriber.frequency = wish.frequency
    subscriber.save()
    subscriber.topics.set(wish.topics)


def _chosen(subscriber: Subscriber) -> tuple[str, list[int]]:
    return subscriber.frequency, sorted(subscriber.topics.values_list("pk", flat=True))

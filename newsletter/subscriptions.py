"""Who gets the newsletter: asked for, confirmed, changed, and left, each noted as a consent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from articles.findings import Finding, Refused
from newsletter import addresses, consenting, suppression, wishes
from newsletter.models import Consent, Subscriber, Wording
from newsletter.wishes import Wish

Status = Subscriber.Status
Kind = Consent.Kind


@transaction.atomic
def ask(
    *, email: str, wish: Wish, wording: Wording, page: str, now: datetime | None = None
) -> None:
    """Somebody ticked the box: note it, and have them sent a link to confirm it with.

    The database is asked the same whether the address is known or not, so that nobody can tell by
    the answer or by its time; what a subscriber chose is changed by themselves only, from their
    own mail. `email`: as `addresses` normalised it. `page`: the path of the page with the form.
    """
    now = now or timezone.now()
    subscriber = _found_or_new(email, wording, now)
    own = wishes.of(subscriber)
    if subscriber.status != Status.SUBSCRIBED:
        subscriber.email, subscriber.status = email, Status.PENDING
        subscriber.wording, subscriber.asked_at = wording, now
        own = wish
    wishes.take_up(own, subscriber)
    consenting.note(Kind.ASKED, subscriber, wish, wording=wording, page=page, now=now)
    async_task("newsletter.confirmations.send", subscriber.pk)


@transaction.atomic
def confirm(
    subscriber: Subscriber, *, page: str, shown: int | None = None, now: datetime | None = None
) -> Subscriber:
    """The button behind the link was pressed; a second time changes nothing.

    `shown`: the number of the asking that stood on the page, if it told one. Raises Refused:
    `left-since`, if the person has unsubscribed after that mail; `asked-since`, if somebody has
    asked anew, so that the button would confirm what was not on the page; `stopped`, if nothing is
    sent to the address any more.
    """
    now = now or timezone.now()
    held = _lock(subscriber)
    if held.status == Status.LEFT:
        message = "You have unsubscribed since this mail was sent. Please sign up again."
        raise Refused([Finding("left-since", message)])
    if held.status == Status.PENDING:
        _refuse_unseen(held, shown)
        _refuse_stopped(held)
        held.status, held.confirmed_at, held.left_at = Status.SUBSCRIBED, now, None
        held.left_because = ""
        held.save()
        _note(Kind.CONFIRMED, held, page, now)
    return held


@transaction.atomic
def change(
    subscriber: Subscriber, wish: Wish, *, page: str, now: datetime | None = None
) -> Subscriber:
    """Another frequency, or other topics. Raises Refused: `not-subscribed`."""
    held = _lock(subscriber)
    if held.status != Status.SUBSCRIBED:
        raise Refused([Finding("not-subscribed", "You are not subscribed. Please sign up again.")])
    if wish != wishes.of(held):
        wishes.take_up(wish, held)
        _note(Kind.CHANGED, held, page, now or timezone.now())
    return held


@transaction.atomic
def leave(subscriber: Subscriber, *, page: str, now: datetime | None = None) -> Subscriber:
    """Nothing more is sent, from now on; a second time changes nothing."""
    now = now or timezone.now()
    held = _lock(subscriber)
    if held.status != Status.LEFT:
        held.status, held.left_at = Status.LEFT, now
        held.save()
        _note(Kind.WITHDRAWN, held, page, now)
    return held


@transaction.atomic
def say_why(subscriber: Subscriber, reason: str) -> None:
    """Keep why somebody left, if they care to say."""
    held = _lock(subscriber)
    if held.status == Status.LEFT:
        held.left_because = reason
        held.save(update_fields=["left_because"])


def _found_or_new(email: str, wording: Wording, now: datetime) -> Subscriber:
    """Whoever has the address, held until the transaction ends. Of many at once one is new."""
    key = addresses.key(email)
    new = Subscriber(key=key, email=email, wording=wording, asked_at=now)
    Subscriber.objects.bulk_create([new], ignore_conflicts=True)
    held = Subscriber.objects.select_for_update().filter(key=key).first()
    # Erased between the two: then they are new.
    return held or _found_or_new(email, wording, now)


def _lock(subscriber: Subscriber) -> Subscriber:
    return Subscriber.objects.select_for_update().get(pk=subscriber.pk)


def _note(kind: Consent.Kind, held: Subscriber, page: str, now: datetime) -> None:
    wish = wishes.of(held)
    consenting.note(kind, held, wish, wording=held.wording, page=page, now=now)


def _refuse_unseen(held: Subscriber, shown: int | None) -> None:
    asked = consenting.last_asked(held)
    if shown is not None and asked is not None and asked.consent.number != shown:
        message = "Somebody has asked anew since you opened this page. Look again before you press."
        raise Refused([Finding("asked-since", message)])


def _refuse_stopped(held: Subscriber) -> None:
    """The link may be older than what was reported of the address since."""
    if suppression.is_stopped(held.email):
        message = (
            "We do not send to this address any more: mail to it came back, or was reported as"
            " unwanted. Please sign up with another address, or write to us."
        )
        raise Refused([Finding("stopped", message)])

"""Subscribers and issues for tests: `subscribers(3)`, `issue()`."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Disclaimer, Edition, Topic
from newsletter import addresses
from newsletter.models import Issue, Item, Subscriber, Wording


def subscribers(count: int, *, topic: Topic | None = None, **changes: Any) -> list[Subscriber]:
    """So many people, subscribed to the daily newsletter: reader0@example.org and so on."""
    now = timezone.now()
    first = Subscriber.objects.count()
    values = {
        "wording": Wording.objects.in_force(),
        "status": "subscribed",
        "asked_at": now,
        "confirmed_at": now,
        **changes,
    }
    emails = [f"reader{number}@example.org" for number in range(first, first + count)]
    people = Subscriber.objects.bulk_create(
        Subscriber(**{"email": email, "key": addresses.key(email), **values}) for email in emails
    )
    if topic:
        through = Subscriber.topics.through
        through.objects.bulk_create(
            through(subscriber_id=person.pk, topic_id=topic.pk) for person in people
        )
    return people


def issue(*editions: Edition, by: User, **changes: Any) -> Issue:
    """A daily issue that tells of the editions, approved, whose time has come."""
    now = timezone.now()
    made = Issue.objects.create(
        **{
            "frequency": "daily",
            "number": Issue.objects.count() + 1,
            "subject": "What is new",
            "drafted_at": now,
            "approved_by": by,
            "approved_at": now,
            "disclaimer": Disclaimer.objects.in_force(now),
            "send_at": now,
            **changes,
        }
    )
    Item.objects.bulk_create(
        Item(issue=made, frequency=made.frequency, edition=edition, position=position)
        for position, edition in enumerate(editions)
    )
    return made

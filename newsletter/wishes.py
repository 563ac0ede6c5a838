"""What somebody wants to get: how often, and about what."""

from dataclasses import dataclass

from articles.models import Topic
from newsletter.models import Subscriber


@dataclass(frozen=True)
class Wish:
    """A frequency, and topics; none means all."""

    frequency: str = Subscriber.Frequency.DAILY
    topics: frozenset[Topic] = frozenset()

    @property
    def slugs(self) -> list[str]:
        """The topics by name, in a fixed order."""
        return sorted(topic.slug for topic in self.topics)


def of(subscriber: Subscriber) -> Wish:
    """What a subscriber has chosen."""
    return Wish(subscriber.frequency, frozenset(subscriber.topics.all()))


def take_up(wish: Wish, subscriber: Subscriber) -> None:
    """Make it the subscriber's choice, and save the row."""
    subscriber.frequency = wish.frequency
    subscriber.save()
    subscriber.topics.set(wish.topics)

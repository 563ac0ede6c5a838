"""Readers who do something at the same moment: live processes, ordered about as those of
`tests.articles.racer`."""

from typing import Any

from articles.findings import Refused
from newsletter import consenting, erasing, stopping, subscriptions, suppression
from newsletter.models import Chain, Consent, Subscriber, Suppression
from newsletter.wishes import Wish
from tests.articles import racer
from tests.newsletter import reader

START = "import django; django.setup(); from tests.newsletter.racer import serve; serve()"


def ask(email: str, times: int = 1) -> int:
    """Ask so many times for an address, daily and weekly in turn."""
    for number in range(times):
        reader.ask(email, Wish(["daily", "weekly"][number % 2]))
    return times


def come_and_go(email: str, times: int) -> int:
    """Ask, confirm and leave so many times; how often somebody else had left in between."""
    refused = 0
    for _ in range(times):
        subscriber = reader.ask(email)
        try:
            subscriptions.confirm(subscriber, page="/")
        except Refused:
            refused += 1
        subscriptions.leave(subscriber, page="/")
    return refused


def confirm(email: str) -> bool:
    """Press the button, if there is somebody to press it; whether that subscribes them."""
    try:
        return any(
            subscriptions.confirm(each, page="/") for each in Subscriber.objects.with_address(email)
        )
    except (Refused, Subscriber.DoesNotExist):
        return False


def stop(email: str) -> bool:
    """A report came; whether it was news."""
    return stopping.stop(email, reason=Suppression.Reason.COMPLAINED) is not None


def erase(email: str) -> int:
    return erasing.erase(email)


def state() -> dict[str, Any]:
    """What there is to see in the end."""
    return {
        "people": Subscriber.objects.count(),
        "length": Chain.objects.get().length,
        "events": Consent.objects.count(),
        "faults": list(consenting.faults()),
        "stopped": Suppression.objects.count(),
        "written to": sum(
            suppression.is_stopped(each.email) for each in Subscriber.objects.subscribed()
        ),
    }


def serve() -> None:
    """Answer orders until there are no more."""
    racer.serve({verb.__name__: verb for verb in (ask, come_and_go, confirm, stop, erase, state)})

"""What became of copies of which nobody knew, by the log of the carrier that was given them.

A log tells of a message as taken, or it tells nothing of it. That it tells nothing proves something
only if it is complete, and that is for a person to say.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from django.contrib.auth.models import User
from django.utils import timezone

from newsletter import letters, sending
from newsletter.models import Delivery

State = Delivery.State

# Postfix: cleanup names the Message-ID as it reads it; what follows under the same queue id shows
# that the whole message was taken.
NAMED = re.compile(r"\b(?P<queue>[0-9A-Za-z]+): message-id=<(?P<message>[^>]+)>")
TAKEN = re.compile(r"\b(?P<queue>[0-9A-Za-z]+): (?:from=<.*\(queue active\)|to=<.*\bstatus=)")
LISTED = re.compile(r"^<?(?P<message>[^<>@\s]+@[^<>\s]+?)>?(?:\s|$)")
BATCH = 1000


def accepted(log: Iterable[str]) -> Iterator[str]:
    """The Message-IDs that a log shows as taken: Postfix's, or a plain list, one a line."""
    named: dict[str, str] = {}
    for line in log:
        if found := NAMED.search(line):
            named[found["queue"]] = found["message"]
        elif found := TAKEN.search(line):
            if message := named.pop(found["queue"], None):
                yield message
        elif found := LISTED.match(line):
            yield found["message"]


def reconcile(seen: Collection[str]) -> list[Delivery]:
    """Settle the uncertain copies whose Message-IDs were `seen` at the carrier; returns those that
    were not, and stay as they are."""
    uncertain = list(Delivery.objects.filter(state=State.UNCERTAIN))
    _settle([row for row in uncertain if letters.message_id(row) in seen])
    return [row for row in uncertain if letters.message_id(row) not in seen]


def _settle(rows: list[Delivery]) -> None:
    uncertain = Delivery.objects.filter(state=State.UNCERTAIN)
    for start in range(0, len(rows), BATCH):
        keys = [row.pk for row in rows[start : start + BATCH]]
        uncertain.filter(pk__in=keys).update(
            state=State.DELIVERED, settled_at=timezone.now(), detail="The carrier's log has it."
        )
    for issue_id in {row.issue_id for row in rows}:
        sending.finish(issue_id)


def resend(rows: Iterable[Delivery], *, by: User) -> None:
    """Queue again what a complete log does not show: a person's decision. Raises Refused."""
    for row in rows:
        sending.resend(row, by=by)

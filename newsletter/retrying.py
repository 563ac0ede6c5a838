"""Copies that failed, tried again because a person says so: for a reason that may have passed, or
one of our own. An address that was refused for good is left alone."""

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.findings import Finding, refuse_if
from newsletter import requirements
from newsletter.models import Delivery, Issue

# The server's answer (RFC 5321, 4.2), and its finer code if it gives one (RFC 3463, 2).
ANSWER = re.compile(r"(?P<code>[2-5]\d\d)\b[ -]*(?P<fine>[245]\.\d{1,3}\.\d{1,3})?")
# RFC 3463, 3.2 and 3.3: of addresses, but for the sender's own; and of a mailbox that takes nothing
# any more.
OF_THE_SENDER = {"5.1.7", "5.1.8"}
SWITCHED_OFF = "5.2.1"
# RFC 5321, 4.2.3: what these say without a finer code is mostly of the mailbox.
OF_THE_MAILBOX = {"550", "551", "553"}
NO_ADDRESS = "Not an address"
BATCH = 1000


def is_for_good(detail: str) -> bool:
    """Whether the words with which a copy failed are of the address, so that trying again is of no
    use. What is not known any more is left alone."""
    answer = ANSWER.match(detail)
    if answer is None:
        return not detail or detail.startswith(NO_ADDRESS)
    code, fine = answer["code"], answer["fine"]
    if fine is None:
        return code in OF_THE_MAILBOX
    return fine == SWITCHED_OFF or (fine.startswith("5.1.") and fine not in OF_THE_SENDER)


def passing(issue: Issue) -> list[int]:
    """The keys of its failed copies that may be tried again."""
    failed = issue.deliveries.filter(state=Delivery.State.FAILED, subscriber__isnull=False)
    rows = failed.values_list("pk", "detail").iterator(BATCH)
    return [key for key, detail in rows if not is_for_good(detail)]


@transaction.atomic
def retry(issue: Issue, *, by: User, now: datetime | None = None) -> int:
    """Queue them again, each with all its attempts before it; an issue that was finished is open
    again until they are done. Returns how many there were.

    Raises Refused: `not-allowed`, `not-sending`, `cancelled`, `nothing-failed`.
    """
    refuse_if(requirements.permission(by, "send"))
    # Held, so that nobody closes it (`sending.finish`) before it is known that these are open.
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    refuse_if(requirements.begun(issue))
    keys = passing(issue)
    if not keys:
        refuse_if([Finding("nothing-failed", "No copy failed for a reason that may pass.")])
    for start in range(0, len(keys), BATCH):
        failed = issue.deliveries.filter(state=Delivery.State.FAILED)
        failed.filter(pk__in=keys[start : start + BATCH]).update(
            state=Delivery.State.QUEUED,
            attempts=0,
            worker="",
            handed_at=None,
            settled_at=None,
            due_at=now or timezone.now(),
            detail=f"Queued again by {by}."[:300],
        )
    issue.finished_at = None
    issue.save(update_fields=["finished_at"])
    return len(keys)

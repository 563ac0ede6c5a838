"""Workers that are killed while they send: live processes, a mail server that behaves badly.

`START` runs a nursery: a process that bears workers and answers questions, as
`tests/articles/racer.py` does. A worker is forked from it, with a connection of its own, and does
what the queue's workers do, tick and work, until nothing is open; whoever knows its number may
kill it.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, connections
from django.db.models import Count
from django.test import override_settings
from django.utils import timezone

from articles.findings import Refused
from articles.models import Disclaimer, Edition
from newsletter import carrier, corrections, handing, issues, jobs, ledger, reconciling, sending
from newsletter.models import Delivery, Issue
from tests.factories import UserFactory, clinician, published
from tests.newsletter import rows
from tests.newsletter.correcting import corrected

START = "import django; django.setup(); from tests.newsletter.fleet import serve; serve()"
SHIFT = 2.0


def quicken() -> None:
    """All that is waited for, in seconds instead of minutes."""
    settings.EMAIL_TIMEOUT = 2
    carrier.SECONDS_FOR_THE_ANSWER = 1  # the server is late for longer
    sending.LEASE = timedelta(seconds=4)
    handing.WAITS = [timedelta(seconds=0.2)] * 50


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def people(count: int, unknown: int = 0) -> int:
    """An approved issue and who is to get it, some of whom the server does not know."""
    writer, editor = UserFactory(groups=["Writer"]), UserFactory(groups=["Editor"])
    edition = published(writer, clinician(), editor)
    rows.subscribers(count)
    for number in range(unknown):
        rows.subscribers(1, email=f"unknown{number}@example.org", key=f"unknown{number}")
    if not User.objects.filter(username="publisher").exists():
        UserFactory(username="publisher", groups=["Newsletter editor"])
    return rows.issue(edition, by=editor, send_at=None).pk


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def correct(issue: int) -> int:
    """Put right what the issue told of."""
    edition = _issue(issue).items.get().edition
    writer, editor = UserFactory(groups=["Writer"]), UserFactory(groups=["Editor"])
    return corrected(edition, writer, clinician("Dr Second Example"), editor).pk


def draft(edition: int, times: int) -> dict[str, int]:
    """So many press *draft* at once: how many of them did, and the approved issue."""
    cause = Edition.objects.get(pk=edition)
    drafted = []

    def press() -> None:
        with suppress(Refused):
            drafted.append(corrections.draft(corrections.of(cause), by=_publisher()).pk)
        connection.close()

    _at_once(press, times)
    now = timezone.now()
    approval = {"approved_by": _publisher(), "approved_at": now}
    disclaimer = Disclaimer.objects.in_force(now)
    Issue.objects.filter(pk=drafted[0]).update(**approval, disclaimer=disclaimer)
    return {"drafted": len(drafted), "issue": drafted[0]}


def schedule(issue: int) -> bool:
    """Press *send*."""
    return bool(issues.schedule(_issue(issue), by=_publisher()).send_at)


def press(issue: int, times: int) -> list[bool]:
    """So many press *send* at once; for how many of them it began a run."""
    began: list[bool] = []

    def freeze() -> None:
        began.append(sending.freeze(_issue(issue)))
        connection.close()

    _at_once(freeze, times)
    return began


def _at_once(deed: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=deed) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def bear(issue: int, dies: str = "") -> int:
    """A worker; the number of its process. `dies`: the point at which it kills itself."""
    connections.close_all()
    number = os.fork()
    if number:
        return number
    try:
        sys.stdin.close()
        if dies:
            setattr(*POINTS[dies])
        labour(issue)
    finally:
        os._exit(0)


def labour(issue: int) -> None:
    while Issue.objects.filter(pk=issue, finished_at=None).exists():
        jobs.tick()
        sending.work(issue, until=time.monotonic() + SHIFT)
        time.sleep(0.05)


def states(issue: int) -> dict[str, int]:
    """How many rows of each state, and whether the issue is finished."""
    counts = Delivery.objects.filter(issue=issue).values_list("state").annotate(n=Count("pk"))
    finished = Issue.objects.filter(pk=issue, finished_at__isnull=False).count()
    return {**dict(counts.order_by("state")), "finished": finished}


def resolved(issue: int) -> int:
    """How many were uncertain for a time."""
    return Delivery.objects.filter(issue=issue, detail__regex="log has it|Queued again").count()


def reconcile(log: str) -> int:
    """Settle by the server's log, which is complete: what it does not show is sent again. How many
    were uncertain because a worker had died."""
    died = Delivery.objects.filter(state="uncertain", detail=sending.DIED).count()
    with open(log) as lines:  # noqa: PTH123
        missing = reconciling.reconcile(set(reconciling.accepted(lines)))
    reconciling.resend(missing, by=_publisher())
    return died


def die(*args: Any, **values: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def half_frozen(issue: Issue, now: datetime) -> None:
    FREEZE(issue, now)
    die()


def with_finish(issue_id: int, **values: Any) -> None:
    if Delivery.objects.filter(issue=issue_id).exists() and not Delivery.objects.open().exists():
        die()


FREEZE = ledger.freeze
# Where a worker dies, and what it dies of instead of doing that.
POINTS: dict[str, tuple[Any, str, Callable[..., None]]] = {
    "saved, not queued": (jobs, "tick", die),
    "half frozen": (ledger, "freeze", half_frozen),
    "frozen, not started": (jobs, "order", die),
    "claimed, not sent": (handing.Shift, "_letters", die),
    "data sent, no answer": (carrier.Carrier, "_answer", die),
    "answer not recorded": (handing, "answered", die),
    "last sent, not closed": (sending, "finish", with_finish),
}


def _issue(key: int) -> Issue:
    return Issue.objects.get(pk=key)


def _publisher() -> User:
    return User.objects.get(username="publisher")


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (people, correct, draft, schedule, press, bear, states, resolved, reconcile)
}


def serve() -> None:
    """Answer orders until there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks what the dead died of
    quicken()
    for line in sys.stdin:
        verb, values = json.loads(line)
        print(json.dumps({"made": VERBS[verb](**values)}), flush=True)

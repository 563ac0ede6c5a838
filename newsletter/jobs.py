"""What the workers of the queue do for the newsletter: functions of schedules and orders.

Every minute `tick` looks what there is to do. Whatever dies, and wherever, the next tick finds it.
"""

import time
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from newsletter import sending
from newsletter.models import Issue

WORK = "newsletter.jobs.work"
# Orders for one issue, each a worker's shift: so many may be at it at once.
WORKERS = 4


def tick(now: datetime | None = None) -> None:
    """Start the issues whose time has come, take up what dead workers left, order workers for what
    is due, and close what is done. Two at once do no harm."""
    now = now or timezone.now()
    coming = Issue.objects.filter(send_at__lte=now, started_at=None, cancelled_at=None)
    for issue in coming.filter(approved_at__isnull=False):
        sending.freeze(issue, now=now)
    sending.recover(now=now)
    for key in Issue.objects.filter(started_at__isnull=False, finished_at=None).values_list(
        "pk", flat=True
    ):
        sending.finish(key, now=now)
        order(key)


def order(issue_id: int) -> None:
    """Order as many workers as the issue lacks, if it has copies that are due. An order that is
    being carried out stands in the queue until it is done."""
    if sending.due(issue_id).exists():
        for _ in range(WORKERS - _ordered(issue_id)):
            async_task(WORK, issue_id)


def work(issue_id: int) -> None:
    """Send copies for one shift, and order the next if some are left: the worker's function. What
    else was ordered does not wait for the end of the shift: somebody may wait for a mail."""
    until = time.monotonic() + settings.SHIFT_SECONDS
    if sending.work(issue_id, until=until, gives_way=_others_are_ordered):
        async_task(WORK, issue_id)


def coming() -> dict[str, datetime]:
    """When the next issue of each list is drafted, if there is anything new by then; one query."""
    drafting = Schedule.objects.filter(func__startswith="newsletter.digests.").order_by("next_run")
    times = drafting.values_list("func", "next_run")
    return {func.rpartition(".")[2]: moment for func, moment in times if moment}


def _ordered(issue_id: int) -> int:
    return sum(each.func() == WORK and each.args() == (issue_id,) for each in OrmQ.objects.all())


def _others_are_ordered() -> bool:
    return any(each.func() != WORK for each in OrmQ.objects.all())

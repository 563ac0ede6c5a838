"""Long work that a person starts: a worker deals with its entries one at a time.

The queue is a table of the same database: the order is seen when its job is, and never without it.
It is delivered at least once; the count in the job's own row sees to it that each entry is dealt
with once.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django_q.tasks import async_task

from articles import importing, link_check, taking_in, watching
from articles.findings import Finding, Refused, refuse_if
from articles.models import Job
from articles.models.job import Made

MOST_ENTRIES = 5_000
UNEXPECTED = "It went wrong in a way that nobody foresaw; the server’s log says how."

# What is done with an entry. A handler is a verb: it carries all of it out, or refuses with a
# reason and leaves nothing behind.
HANDLERS: dict[str, Callable[[Any, User], Made]] = {
    Job.Kind.TAKE_IN: taking_in.take_in_entry,
    Job.Kind.IMPORT: importing.import_upload,
    Job.Kind.CHECK_LINKS: link_check.look,
    Job.Kind.CHECK_NOTICES: watching.look,
}
# These ask other servers: no row is held meanwhile, and to ask twice does no harm.
ASKING = {Job.Kind.CHECK_LINKS, Job.Kind.CHECK_NOTICES}
NEEDED = {
    Job.Kind.TAKE_IN: "change_article",
    Job.Kind.IMPORT: "add_article",
    Job.Kind.CHECK_LINKS: "change_source",
    Job.Kind.CHECK_NOTICES: "change_source",
}

logger = logging.getLogger(__name__)


@transaction.atomic
def start(kind: str, *, title: str, entries: Sequence[Any], by: User) -> Job:
    """Store a job and queue it.

    An entry is a dict of JSON values, for the handler of the job's kind; its `name` says in a
    failure which one it was. Raises Refused: `not-allowed`, `nothing-to-do`, `too-much`.
    """
    refuse_if(chain(permission(kind, by), _countable(entries)))
    job = Job.objects.create(kind=kind, title=title[:300], entries=list(entries), started_by=by)
    queue(job.pk)
    return job


def permission(kind: str, by: User) -> Iterator[Finding]:
    """Whether the person may start jobs, and do what this kind of job does."""
    if not by.has_perms(["articles.add_job", f"articles.{NEEDED[Job.Kind(kind)]}"]):
        yield Finding("not-allowed", "Your account may not start this. Ask an editor.")


def _countable(entries: Sequence[Any]) -> Iterator[Finding]:
    if not entries:
        yield Finding("nothing-to-do", "There is nothing to do.")
    if len(entries) > MOST_ENTRIES:
        yield Finding("too-much", f"That is too much: choose at most {MOST_ENTRIES:,} at a time.")


def queue(job_id: int) -> None:
    """Order a worker to go on with the job. An order too many does no harm."""
    async_task("articles.jobs.run", job_id)


def run(job_id: int) -> None:
    """Go on with the job for one shift, and order the next if something is left: the worker's
    function."""
    until = time.monotonic() + settings.SHIFT_SECONDS
    while _deal_with_next(job_id):
        if time.monotonic() > until:
            queue(job_id)
            return


def _deal_with_next(job_id: int) -> bool:
    """Deal with one entry; False if none is left, or the job is gone."""
    job = Job.objects.filter(pk=job_id, finished_at=None).first()
    if job is None:
        return False
    place = job.done
    outcome = _outcome(job) if job.kind in ASKING else None
    with transaction.atomic():
        held = Job.objects.select_for_update().get(pk=job_id)
        if held.done == place:  # or another worker was faster
            _count(held, outcome or _outcome(held))
    return True


def _outcome(job: Job) -> Made | str:
    """What came of the next entry, or why nothing did."""
    entry = job.entries[job.done]
    try:
        return HANDLERS[job.kind](entry, job.started_by)
    except Refused as refusal:
        reason = str(refusal)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the order is delivered again
    except Exception:
        logger.exception("Entry %s of job %s", job.done, job.pk)
        reason = UNEXPECTED
    return f"{entry['name']}: {reason}"


def _count(job: Job, outcome: Made | str) -> None:
    if isinstance(outcome, str):
        job.failures.append(outcome)
    else:
        job.made.append(outcome)
    job.done += 1
    if job.done == job.total:
        job.finished_at = timezone.now()
    job.save(update_fields=["done", "made", "failures", "finished_at"])

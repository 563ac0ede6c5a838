"""What nobody needs any more is put away at night, and work that was left lying is taken up."""

from datetime import datetime, timedelta

from django.utils import timezone

from articles import jobs
from articles.models import Job, Presence, Upload
from articles.search import missed, rebuilding
from articles.search.engines import engine

KEEP_JOBS = timedelta(days=90)
KEEP_UPLOADS = timedelta(days=7)
A_DAY = timedelta(days=1)


def tidy(now: datetime | None = None) -> None:
    """Delete finished jobs after some months, files that could not be imported after a week, who
    was at which form yesterday, what the search knows of editions that are past, and what readers
    searched for in vain long ago. A job that is a day old and not done is ordered once more, and
    the search's index sorts in what the day brought."""
    now = now or timezone.now()
    Job.objects.filter(finished_at__lt=now - KEEP_JOBS).delete()
    Upload.objects.filter(uploaded_at__lt=now - KEEP_UPLOADS).delete()
    Presence.objects.filter(seen_at__lt=now - A_DAY).delete()
    rebuilding.clear(now=now)
    missed.tidy(now)
    waiting = Job.objects.filter(finished_at=None, created_at__lt=now - A_DAY)
    for pk in waiting.values_list("pk", flat=True):
        jobs.queue(pk)
    engine().settle()

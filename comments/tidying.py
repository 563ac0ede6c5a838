"""What is kept of readers for a time only, put away at night."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from comments.erasing import NAMELESS
from comments.models import Comment, Report

KEEP_SPAM = timedelta(days=30)
KEEP_NOTES = timedelta(days=365)


def tidy(now: datetime | None = None) -> None:
    """Forget the networks that replies came from after `settings.COMMENTS_KEEP_NETWORKS_DAYS` (0:
    the next night), what spam said after a month in which nobody decided on it, and what readers
    wrote with a report after a year."""
    now = now or timezone.now()
    days: int = settings.COMMENTS_KEEP_NETWORKS_DAYS
    old = Comment.objects.filter(received_at__lt=now - timedelta(days=days))
    old.exclude(network="").update(network="")
    _empty(_settled_spam(now - KEEP_SPAM))
    Report.objects.filter(reported_at__lt=now - KEEP_NOTES).exclude(note="").update(note="")


def _settled_spam(limit: datetime) -> QuerySet[Comment]:
    spam = Comment.objects.filter(status=Comment.Status.SPAM, received_at__lt=limit)
    # What a moderator filed as spam only now can be put back for as long as all the rest.
    return spam.exclude(decisions__decided_at__gte=limit).exclude(body="")


def _empty(spam: QuerySet[Comment]) -> None:
    """No decision and no new page: readers never see spam. Its `text_key` goes on telling it."""
    nothing = Concat(Value("emptied "), Cast("pk", CharField()))
    spam.update(**NAMELESS, body="", fingerprint=nothing)

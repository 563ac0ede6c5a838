"""Readers' reports of a reply: after enough of them it is hidden until a moderator has seen it."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.findings import Finding, Refused
from comments import notices
from comments.decisions import Status, Verb, decide, hold
from comments.models import Comment, Report

SALT = "comments.report"


@transaction.atomic
def report(
    comment: Comment,
    *,
    reason: str,
    network: str,
    note: str = "",
    admit: Callable[[], object] = lambda: None,
    now: datetime | None = None,
) -> Report:
    """Note a report; a second one from the same network is the first.

    When `settings.REPORTS_TO_HIDE` are unseen, the reply goes back to the queue. `admit` is called
    for a new one alone, and may raise Refused. Raises Refused: `not-shown`.
    """
    now = now or timezone.now()
    comment = hold(comment)
    reporter = salted_hmac(SALT, network, algorithm="sha256").hexdigest()
    if earlier := comment.reports.filter(reporter=reporter).first():
        return earlier
    if comment.status != Status.APPROVED:
        raise Refused([Finding("not-shown", "This reply is no longer on the page.")])
    admit()
    made = comment.reports.create(
        reporter=reporter, reason=Report.Reason(reason), note=note, reported_at=now
    )
    if comment.reports.unseen().count() >= settings.REPORTS_TO_HIDE:
        is_urgent = comment.is_urgent or _is_worrying(comment)
        notices.hidden(decide(comment, Verb.HIDE, now=now, is_urgent=is_urgent))
    return made


def _is_worrying(comment: Comment) -> bool:
    return comment.reports.unseen().filter(reason=Report.Reason.WORRIED).exists()


@transaction.atomic
def dismiss(comment: Comment, *, by: User, note: str = "", now: datetime | None = None) -> Comment:
    """Leave a reported reply on the page: its reports are seen. Raises Refused: `not-allowed`,
    `not-now`, `emptied`."""
    if not by.has_perm("comments.moderate_comment"):
        raise Refused([Finding("not-allowed", "Your account may not decide on replies.")])
    now = now or timezone.now()
    comment = decide(comment, Verb.DISMISS, by=by, note=note, now=now)
    comment.reports.unseen().update(seen_at=now)
    return comment

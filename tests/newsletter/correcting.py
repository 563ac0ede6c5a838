"""Articles that turn out wrong after people were mailed them."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from articles import publishing
from articles.models import Edition, Withdrawal
from newsletter import corrections, issues, sending
from newsletter.models import Issue
from tests.factories import approved as approved_text
from tests.newsletter import rows
from tests.newsletter.issuing import approved, colleague

Put = Callable[..., Edition]
FAULT, NOTE = "The dose was ten times too high.", "It is 5 mg now."


def sent(*editions: Edition, by: User, **changes: Any) -> Issue:
    """A daily issue that tells of the editions, sent to whoever is subscribed."""
    issue = rows.issue(*editions, by=by, **changes)
    send(issue)
    return issue


def send(issue: Issue) -> None:
    """Freeze it and send what can be sent."""
    sending.freeze(issue)
    sending.work(issue.pk, until=time.monotonic() + 60)
    issue.refresh_from_db()


def corrected(
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    *,
    since: date | None = None,
    **values: Any,
) -> Edition:
    """The edition that puts it right, wrong since today, or the day that is given."""
    number = approved_text(edition.article, writer, reviewer, title=f"{edition.title} Right")
    plain: dict[str, Any] = {"change_type": "correction", "change_note": NOTE, "fault": FAULT}
    plain |= {"wrong_since": since or timezone.localdate()} | values
    return publishing.publish(edition.article, revision=number, by=editor, **plain)


def retracted(edition: Edition, editor: User, since: date | None = None) -> Withdrawal:
    """The end of the article."""
    return publishing.withdraw(
        edition.article,
        reason=FAULT,
        by=editor,
        kind="retraction",
        wrong_since=since or timezone.localdate(),
    )


def drafted(cause: Edition | Withdrawal, by: User | None = None) -> Issue:
    """The issue that is to tell of it."""
    return corrections.draft(corrections.of(cause), by=by or colleague())


def told(cause: Edition | Withdrawal) -> Issue:
    """Drafted, approved and sent."""
    issue = issues.schedule(approved(drafted(cause)), by=colleague())
    send(issue)
    return issue


def recipients() -> list[str]:
    """Who got what lies in the outbox, which is emptied."""
    found = sorted(message.to[0] for message in mail.outbox)
    mail.outbox.clear()
    return found

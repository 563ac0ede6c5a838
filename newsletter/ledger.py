"""The ledger's own statements: what is done once a letter, or for a million people at once.

Written out, for the ORM would take longer to put them together than the database to answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Value

from newsletter import mailed
from newsletter.models import Delivery, Issue
from newsletter.models.subscriber import SubscriberQuerySet

FREEZE = """
INSERT INTO newsletter_delivery (issue_id, subscriber_id, state, attempts, due_at, worker, detail)
SELECT %(issue)s, s.id, 'queued', 0, %(now)s, '', '' FROM newsletter_subscriber s
WHERE s.status = 'subscribed' AND s.frequency = %(frequency)s AND (
    NOT EXISTS (SELECT 1 FROM newsletter_subscriber_topics t WHERE t.subscriber_id = s.id)
    OR EXISTS (
        SELECT 1 FROM newsletter_subscriber_topics t
        JOIN articles_article a ON a.topic_id = t.topic_id
        JOIN articles_edition e ON e.article_id = a.id
        JOIN newsletter_item i ON i.edition_id = e.id
        WHERE t.subscriber_id = s.id AND i.issue_id = %(issue)s
    )
)
ORDER BY s.id
"""
# {chosen}: of those whom a correction is for, the columns as above.
FREEZE_CHOSEN = """
INSERT INTO newsletter_delivery (issue_id, subscriber_id, state, attempts, due_at, worker, detail)
{chosen}
"""
# {skip_locked}: on PostgreSQL the rows that another worker is just claiming are passed over.
CLAIM = """
WITH first AS MATERIALIZED (
    SELECT id FROM newsletter_delivery
    WHERE issue_id = %(issue)s AND state = 'queued' AND due_at <= %(now)s
    AND EXISTS (
        SELECT 1 FROM newsletter_issue i WHERE i.id = %(issue)s AND i.started_at IS NOT NULL
        AND i.paused_at IS NULL AND i.cancelled_at IS NULL
    )
    ORDER BY due_at, id LIMIT %(most)s {skip_locked}
)
UPDATE newsletter_delivery SET state = 'claimed', worker = %(worker)s, claimed_at = %(now)s,
    handed_at = NULL
WHERE state = 'queued' AND id IN (SELECT id FROM first) RETURNING *
"""
# Scalar subqueries, each one row by its key, whatever the planner thinks of the tables.
HAND = """
UPDATE newsletter_delivery SET handed_at = %(now)s
WHERE id = %(row)s AND worker = %(worker)s AND state = 'claimed' AND handed_at IS NULL
AND (
    SELECT i.frequency FROM newsletter_issue i WHERE i.id = newsletter_delivery.issue_id
    AND i.paused_at IS NULL AND i.cancelled_at IS NULL
) IN ('correction', (
    SELECT s.frequency FROM newsletter_subscriber s WHERE s.id = newsletter_delivery.subscriber_id
)) AND (
    SELECT s.status FROM newsletter_subscriber s WHERE s.id = newsletter_delivery.subscriber_id
) = 'subscribed'
"""
RECORD = """
UPDATE newsletter_delivery SET state = %(state)s, detail = %(detail)s, attempts = %(attempts)s,
    due_at = %(due)s, settled_at = %(settled)s
WHERE id = %(done)s AND worker = %(worker)s AND state IN ('claimed', 'uncertain')
"""


@dataclass(frozen=True)
class Answer:
    """What becomes of a row after the answer to its letter."""

    row: Delivery
    state: str
    detail: str
    attempts: int
    due_at: datetime
    settled_at: datetime | None

    def values(self) -> dict[str, Any]:
        """For the statement."""
        return {
            "done": self.row.pk,
            "worker": self.row.worker,
            "state": self.state,
            "detail": self.detail,
            "attempts": self.attempts,
            "due": self.due_at,
            "settled": self.settled_at,
        }


def freeze(issue: Issue, now: datetime) -> None:
    """A row for each who is subscribed to the issue's frequency, if one of its articles is on a
    topic of theirs or they chose none; of a correction, for each whom it is for."""
    if issue.correction:
        _freeze_chosen(issue, mailed.people(issue.correction), now)
        return
    _run(FREEZE, {"issue": issue.pk, "frequency": issue.frequency, "now": now})


def _freeze_chosen(issue: Issue, people: SubscriberQuerySet, now: datetime) -> None:
    queued = (Value(value) for value in ("queued", 0, now, "", ""))
    chosen = people.order_by("pk").values_list(Value(issue.pk), "pk", *queued)
    statement, values = chosen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(FREEZE_CHOSEN.format(chosen=statement), values)


def claim(issue_id: int, worker: str, *, most: int, now: datetime) -> list[Delivery]:
    """Make so many due rows the worker's own, at most, the oldest first; none of a paused or
    cancelled issue."""
    can_skip = connection.features.has_select_for_update_skip_locked
    statement = CLAIM.format(skip_locked="FOR UPDATE SKIP LOCKED" if can_skip else "")
    values = {"issue": issue_id, "worker": worker, "most": most, "now": now}
    rows = Delivery.objects.raw(statement, _adapted(values))
    return sorted(rows, key=lambda row: (row.due_at, row.pk))


def turn(answer: Answer | None, row: Delivery, now: datetime) -> bool:
    """Write down what became of the letter before, and mark that the next is handed over from now
    on, in one commit.

    False if that must not be: the row is no longer the worker's, the issue is paused, or the person
    has left. The question and the mark are one update, so nothing comes in between.
    """
    values = {"row": row.pk, "worker": row.worker, "now": now}
    if answer is None:
        return _run(HAND, values) == 1
    if connection.vendor == "postgresql":  # what is sent to it at once, it commits at once
        return _run(f"{RECORD};{HAND}", {**answer.values(), **values}) == 1
    with transaction.atomic():
        record(answer)
        return _run(HAND, values) == 1


def record(answer: Answer) -> None:
    """Write down what became of a letter; also if somebody has taken its worker for dead."""
    _run(RECORD, answer.values())


def _run(statement: str, values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, _adapted(values))
        return int(cursor.rowcount)


def _adapted(values: Mapping[str, Any]) -> dict[str, Any]:
    """Times as the ORM writes them to this database."""
    adapt = connection.ops.adapt_datetimefield_value
    return {
        name: adapt(value) if isinstance(value, datetime) else value
        for name, value in values.items()
    }

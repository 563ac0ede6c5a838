"""What may be decided on a reply, and the one place where it is done and recorded."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from articles.findings import Finding, refuse_if
from comments import discussions
from comments.models import Comment, Decision

Status = Comment.Status
Verb = Decision.Verb

ANY = frozenset(Status)
SHOWN = frozenset({Status.APPROVED})
# Where each verb starts from, and where it leads; None leaves the status as it is.
TRANSITIONS: dict[Verb, tuple[frozenset[Status], Status | None]] = {
    Verb.SCREEN: (frozenset({Status.PENDING, Status.SPAM}), Status.PENDING),
    Verb.BRING: (frozenset({Status.PENDING}), Status.APPROVED),
    Verb.APPROVE: (frozenset({Status.PENDING, Status.SPAM}), Status.APPROVED),
    Verb.ANSWER: (frozenset({Status.PENDING}), Status.APPROVED),
    Verb.REJECT: (frozenset({Status.PENDING}), Status.REMOVED),
    Verb.MARK_SPAM: (frozenset({Status.PENDING, Status.APPROVED}), Status.SPAM),
    Verb.REMOVE: (SHOWN, Status.REMOVED),
    Verb.RESTORE: (frozenset({Status.APPROVED, Status.SPAM, Status.REMOVED}), Status.PENDING),
    Verb.HIDE: (SHOWN, Status.PENDING),
    Verb.DISMISS: (SHOWN, None),
    Verb.SHOW_DETAILS: (ANY, None),
    Verb.MASK_DETAILS: (ANY, None),
    Verb.WITHDRAW: (ANY, Status.REMOVED),
    Verb.ERASE: (ANY, None),
}


def decide(
    comment: Comment,
    verb: Verb,
    *,
    after: Status | None = None,
    by: User | None = None,
    note: str = "",
    now: datetime | None = None,
    **changes: Any,
) -> Comment:
    """Take a reply from its present status to the one that the verb leads to, change the fields
    given, and record it; returns the reply as it then is.

    Call it within a transaction: others who decide on replies to the same article wait until it
    ends. `after`: for a rule, which leads where it says. Raises Refused: `not-now`, `emptied`.
    """
    held = hold(comment)
    refuse_if(against(held, verb))
    before, goal = held.status, after or TRANSITIONS[verb][1]
    changes |= {"status": goal or before}
    for name, value in changes.items():
        setattr(held, name, value)
    held.save(update_fields=list(changes))
    Decision(
        article=held.article,
        comment=held,
        verb=verb,
        before=before,
        after=held.status,
        note=note,
        by=by,
        decided_at=now or timezone.now(),
    ).append()
    return held


def hold(comment: Comment) -> Comment:
    """The reply as it is now; nobody else changes it before the transaction ends."""
    discussions.lock(comment.article)
    return Comment.objects.select_related("article", "parent").get(pk=comment.pk)


def against(comment: Comment, verb: Verb) -> Iterator[Finding]:
    """Why the verb cannot be carried out on the reply as it is now."""
    starts, _ = TRANSITIONS[verb]
    if comment.status not in starts:
        state = comment.get_status_display().lower()
        yield Finding("not-now", f"Reply {comment.number} is {state} already{_last(comment)}.")
    if comment.is_emptied and verb != Verb.ERASE:
        message = f"The text of reply {comment.number} was taken out for good."
        yield Finding("emptied", message)


def _last(comment: Comment) -> str:
    last = comment.decisions.select_related("by").last()
    return f" ({last.told})" if last else ""


def allows(comment: Comment, verb: Verb) -> bool:
    """Whether nothing stands `against` it, told without a query."""
    starts, _ = TRANSITIONS[verb]
    return comment.status in starts and (not comment.is_emptied or verb == Verb.ERASE)


def changed(record: QuerySet[Decision], seen: int) -> Iterator[Finding]:
    """What somebody decided after the decision of that key, which is the newest that a person has
    seen; 0 if they have seen none."""
    if newer := record.filter(pk__gt=seen).select_related("by").last():
        message = f"Meanwhile: {newer.told}. Look at the reply once more, then decide."
        yield Finding("changed", message)

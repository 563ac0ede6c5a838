"""From a saved text to the public page and back: every verb of the editorial road.

Each takes values and a user, locks the article, refuses with findings, and appends to the record.
The clock is read once the lock is held: a time from before the wait would take what has become
public meanwhile for something still to come.
"""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import chain

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import changes, drafting, notifying, redaction, rendering, requirements, terms
from articles.findings import Finding, Refused, refuse_if
from articles.models import (
    Article,
    Disclaimer,
    Edition,
    Redaction,
    Revision,
    Withdrawal,
)
from articles.reviewing import approve, send_back, submit, take
from articles.search import indexing

__all__ = [
    "approve",
    "cancel_schedule",
    "discard",
    "publish",
    "redact",
    "reschedule",
    "restore",
    "send_back",
    "submit",
    "take",
    "withdraw",
]


@transaction.atomic
def publish(
    article: Article,
    *,
    revision: int,
    by: User,
    at: datetime | None = None,
    change_note: str = "",
    change_type: str | None = None,
    fault: str = "",
    wrong_since: date | None = None,
    notable: bool = False,
    now: datetime | None = None,
) -> Edition:
    """Publish an approved Revision, now or `at` a time to come: the only way to an Edition.

    `revision` is the number of the Revision that the person was shown: the newest, or the live one
    after a fresh review. `change_type`: by default what the text makes it, see `changes`.
    `notable`: subscribers are told of this later edition too.
    Raises Refused with every finding that stands against it.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = drafting.numbered(article, revision)
    review = requirements.latest_review(text)
    types = changes.possible(text, now)
    change = changes.Change(
        change_type or types[0], change_note.strip(), fault.strip(), wrong_since
    )
    refuse_if(
        chain(
            requirements.permission(by, "publish"),
            requirements.kept(article),
            requirements.current(article, text, now),
            requirements.complete(article, text.content),
            requirements.approved(text),
            requirements.disclaimer_in_force(now),
            requirements.unscheduled(article, now),
            requirements.not_yet_live(article, review, now),
            requirements.timely(at, now),
            changes.against(change, types, article, now),
        )
    )
    assert review is not None  # noqa: S101 `approved` has just refused its absence
    edition = Edition(
        article=article,
        number=Edition.objects.filter(article=article).count() + 1,
        revision=text,
        review=review,
        disclaimer=Disclaimer.objects.in_force(at or now),
        published_at=at or _next_moment(article, now),
        published_by=by,
        recorded_at=now,
        title=text.content.title,
        notable=notable,
        **asdict(change),
        **rendering.render(text.content).as_fields(),
    ).append()
    terms.keep(article)
    indexing.update(article, now=now if at else edition.published_at)
    (notifying.scheduled if at else notifying.published)(edition)
    return edition


@transaction.atomic
def cancel_schedule(article: Article, *, by: User, now: datetime | None = None) -> Edition:
    """Take back the edition that is still to come.

    Raises Refused: `not-allowed`, `not-scheduled`.
    """
    edition = _cancelled(article, by, now)
    notifying.cancelled(edition, by)
    return edition


@transaction.atomic
def reschedule(article: Article, *, at: datetime, by: User, now: datetime | None = None) -> Edition:
    """Move the scheduled edition: cancel it and publish its Revision anew, with the same words.

    Raises Refused as `publish` does, and then the old schedule stands.
    """
    old = _cancelled(article, by, now)
    return publish(
        article,
        revision=old.revision.number,
        by=by,
        at=at,
        change_note=old.change_note,
        change_type=old.change_type,
        fault=old.fault,
        wrong_since=old.wrong_since,
        notable=old.notable,
        now=now,
    )


@transaction.atomic
def withdraw(
    article: Article,
    *,
    reason: str,
    by: User,
    kind: str = Withdrawal.Kind.WITHDRAWAL,
    wrong_since: date | None = None,
    now: datetime | None = None,
) -> Withdrawal:
    """Take a live article from the public, with the reason that readers are given at its address.
    What is scheduled is cancelled too. A retraction says since when the text was wrong.

    Raises Refused: `not-allowed`, `not-live`, `no-reason`, and as `changes.against_withdrawal`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    live = Edition.objects.live(now).filter(article=article).first()
    refuse_if(chain(requirements.permission(by, "withdraw"), requirements.is_live(live)))
    assert live is not None  # noqa: S101 `is_live` has just refused its absence
    if not reason.strip():
        raise Refused([Finding("no-reason", "Give the reason: readers will see it.", "reason")])
    refuse_if(changes.against_withdrawal(kind, wrong_since, article, now))
    for edition in Edition.objects.scheduled(now).filter(article=article):
        edition.cancel(by=by, at=now)
    withdrawal = Withdrawal(
        article=article,
        kind=kind,
        reason=reason,
        wrong_since=wrong_since,
        withdrawn_by=by,
        withdrawn_at=_next_moment(article, now),
    ).append()
    indexing.update(article, now=withdrawal.withdrawn_at)
    terms.keep(article)
    notifying.withdrawn(withdrawal, live)
    return withdrawal


@transaction.atomic
def restore(
    article: Article, *, revision: int, base: int, by: User, now: datetime | None = None
) -> Revision | None:
    """Make an old Revision the working copy again; it takes the usual road from there.

    Returns the new Revision, None if nothing differs. Raises Refused: `not-allowed`, `discarded`,
    `stale-copy`.
    """
    article = drafting.lock(article)
    refuse_if(chain(requirements.permission(by, "change"), requirements.kept(article)))
    content = drafting.numbered(article, revision).content
    return drafting.save(article, content, base=base, by=by, now=now)


@transaction.atomic
def discard(article: Article, *, by: User, now: datetime | None = None) -> Article:
    """Put away an article that never had an edition; its address becomes free.

    Raises Refused: `not-allowed`, `discarded`, `has-editions`.
    """
    article = drafting.lock(article)
    refuse_if(chain(requirements.permission(by, "delete"), requirements.kept(article)))
    if Edition.objects.filter(article=article).exists():
        message = "This article has editions, so it can only be withdrawn."
        raise Refused([Finding("has-editions", message)])
    article.discarded_at, article.discarded_by = now or timezone.now(), by
    article.release_addresses()
    return article


@transaction.atomic
def redact(
    article: Article, *, text: str, reason: str, by: User, now: datetime | None = None
) -> Redaction:
    """Remove a personal text everywhere from the article's record, working copy and manuscripts,
    and log that it was done. The sole way to change frozen rows.

    Raises Refused: `not-allowed`, `no-reason`, `text-too-short`, `not-found`.
    """
    article = drafting.lock(article)
    refuse_if(requirements.permission(by, "redact"))
    if not reason.strip():
        raise Refused([Finding("no-reason", "Give the reason: it is kept in the log.", "reason")])
    places = redaction.remove(article, text)
    indexing.update(article, now=now, anew=True)
    return Redaction(
        article=article,
        reason=redaction.without(reason, text),
        places=places,
        redacted_by=by,
        redacted_at=now or timezone.now(),
    ).append()


def _cancelled(article: Article, by: User, now: datetime | None) -> Edition:
    article = drafting.lock(article)
    now = now or timezone.now()
    edition = Edition.objects.scheduled(now).filter(article=article).first()
    refuse_if(chain(requirements.permission(by, "publish"), requirements.is_scheduled(edition)))
    assert edition is not None  # noqa: S101 `is_scheduled` has just refused its absence
    edition.cancel(by=by, at=now)
    indexing.update(article, now=now)
    return edition


def _next_moment(article: Article, now: datetime) -> datetime:
    """`now`, or just after the article's last public event if the clock has not moved on."""
    events = chain(
        Edition.objects.published(now).filter(article=article).values_list("published_at"),
        Withdrawal.objects.filter(article=article).values_list("withdrawn_at"),
    )
    return max([now, *(moment + timedelta(microseconds=1) for (moment,) in events)])

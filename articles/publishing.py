"""From a saved text to the public page and back: every verb of the editorial road.

Each takes values and a user, locks the article, refuses with findings, and appends to the record.
The clock is read once the lock is held: a time from before the wait would take what has become
public meanwhile for something still to come.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import chain

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import changes, drafting, redaction, rendering, requirements
from articles.findings import Finding, Refused, refuse_if
from articles.models import (
    Article,
    Author,
    Disclaimer,
    Edition,
    Redaction,
    Review,
    Revision,
    Submission,
    Withdrawal,
)

DEFAULT_INTERVAL_MONTHS = 24


@transaction.atomic
def submit(
    article: Article, *, revision: int, by: User, note: str = "", now: datetime | None = None
) -> Submission:
    """Ask for a medical review of the newest Revision.

    Raises Refused: `not-allowed`, `discarded`, `moved-on`, `already-submitted`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _revision(article, revision)
    refuse_if(
        chain(
            requirements.permission(by, "submit"),
            requirements.kept(article),
            requirements.current(article, text, now),
            _not_submitted(text),
        )
    )
    return Submission(revision=text, note=note, submitted_by=by, submitted_at=now).append()


@transaction.atomic
def approve(
    article: Article,
    *,
    revision: int,
    by: User,
    note: str = "",
    due_on: date | None = None,
    now: datetime | None = None,
) -> Review:
    """A medical reviewer's approval of exactly this Revision.

    `due_on`: when it must be reviewed again; by default after the topic's interval.
    Raises Refused: `not-allowed`, `discarded`, `moved-on`, `own-work`, `reviewer-unnamed`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _reviewable(article, revision, by, now)
    due_on = due_on or _next_review(article, now)
    return _review(text, Review.Verdict.APPROVED, by, note, now, due_on)


@transaction.atomic
def send_back(
    article: Article, *, revision: int, by: User, notes: str, now: datetime | None = None
) -> Review:
    """A medical reviewer's request for changes. An approval before it no longer counts, so an
    edition of this Revision that is still to come is cancelled.

    Raises Refused as `approve` does, and `no-notes`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _reviewable(article, revision, by, now)
    if not notes.strip():
        raise Refused([Finding("no-notes", "Say what should change.", "notes")])
    for edition in Edition.objects.scheduled(now).filter(revision=text):
        edition.cancel(by=by, at=now)
    return _review(text, Review.Verdict.CHANGES_REQUESTED, by, notes, now, None)


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
    now: datetime | None = None,
) -> Edition:
    """Publish an approved Revision, now or `at` a time to come: the only way to an Edition.

    `revision` is the number of the Revision that the person was shown: the newest, or the live one
    after a fresh review. `change_type`: by default what the text makes it, see `changes`.
    Raises Refused with every finding that stands against it.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _revision(article, revision)
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
    return Edition(
        article=article,
        number=Edition.objects.filter(article=article).count() + 1,
        revision=text,
        review=review,
        disclaimer=Disclaimer.objects.in_force(at or now),
        published_at=at or _next_moment(article, now),
        published_by=by,
        recorded_at=now,
        title=text.content.title,
        **asdict(change),
        **rendering.render(text.content).as_fields(),
    ).append()


@transaction.atomic
def cancel_schedule(article: Article, *, by: User, now: datetime | None = None) -> Edition:
    """Take back the edition that is still to come.

    Raises Refused: `not-allowed`, `not-scheduled`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    edition = Edition.objects.scheduled(now).filter(article=article).first()
    refuse_if(requirements.permission(by, "publish"))
    if edition is None:
        raise Refused([Finding("not-scheduled", "Nothing is scheduled for this article.")])
    edition.cancel(by=by, at=now)
    return edition


@transaction.atomic
def reschedule(article: Article, *, at: datetime, by: User, now: datetime | None = None) -> Edition:
    """Move the scheduled edition: cancel it and publish its Revision anew, with the same words.

    Raises Refused as `publish` does, and then the old schedule stands.
    """
    old = cancel_schedule(article, by=by, now=now)
    return publish(
        article,
        revision=old.revision.number,
        by=by,
        at=at,
        change_note=old.change_note,
        change_type=old.change_type,
        fault=old.fault,
        wrong_since=old.wrong_since,
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
    refuse_if(requirements.permission(by, "withdraw"))
    if live is None:
        raise Refused([Finding("not-live", "This article is not live, so it cannot be withdrawn.")])
    if not reason.strip():
        raise Refused([Finding("no-reason", "Give the reason: readers will see it.", "reason")])
    refuse_if(changes.against_withdrawal(kind, wrong_since, article, now))
    for edition in Edition.objects.scheduled(now).filter(article=article):
        edition.cancel(by=by, at=now)
    return Withdrawal(
        article=article,
        kind=kind,
        reason=reason,
        wrong_since=wrong_since,
        withdrawn_by=by,
        withdrawn_at=_next_moment(article, now),
    ).append()


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
    content = _revision(article, revision).content
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
    return Redaction(
        article=article,
        reason=redaction.without(reason, text),
        places=places,
        redacted_by=by,
        redacted_at=now or timezone.now(),
    ).append()


def _revision(article: Article, number: int) -> Revision:
    revision = Revision.objects.filter(article=article, number=number).first()
    if revision is None:
        raise Refused([Finding("no-revision", f"This article has no revision {number}.")])
    return revision


def _not_submitted(revision: Revision) -> Iterator[Finding]:
    review = requirements.latest_review(revision)
    waiting = revision.submissions.all()
    if review:
        waiting = waiting.filter(submitted_at__gt=review.reviewed_at)
    if waiting.exists():
        message = f"Revision {revision.number} waits for its review already."
        yield Finding("already-submitted", message)


def _reviewable(article: Article, number: int, by: User, now: datetime) -> Revision:
    revision = _revision(article, number)
    refuse_if(
        chain(
            requirements.permission(by, "review"),
            requirements.kept(article),
            requirements.current(article, revision, now),
            requirements.second_person(revision, by, now),
            requirements.named(by),
        )
    )
    return revision


def _review(
    revision: Revision, verdict: str, by: User, notes: str, now: datetime, due_on: date | None
) -> Review:
    profile = Author.objects.filter(user=by).first()
    return Review(
        revision=revision,
        verdict=verdict,
        notes=notes,
        reviewer=by,
        profile=profile,
        reviewer_name=requirements.reviewer_name(by),
        reviewer_credentials=profile.credentials if profile else "",
        reviewed_at=now,
        due_on=due_on,
    ).append()


def _next_review(article: Article, now: datetime) -> date:
    months = article.topic.review_interval_months if article.topic else DEFAULT_INTERVAL_MONTHS
    today = timezone.localdate(now)
    years, month = divmod(today.month - 1 + months, 12)
    first = date(today.year + years, month + 1, 1)
    last_day = monthrange(first.year, first.month)[1]
    return first.replace(day=min(today.day, last_day))


def _next_moment(article: Article, now: datetime) -> datetime:
    """`now`, or just after the article's last public event if the clock has not moved on."""
    events = chain(
        Edition.objects.published(now).filter(article=article).values_list("published_at"),
        Withdrawal.objects.filter(article=article).values_list("withdrawn_at"),
    )
    return max([now, *(moment + timedelta(microseconds=1) for (moment,) in events)])

"""A text before its medical reviewer: submitted, taken, approved, or sent back with notes.

`publishing` offers these verbs together with its own; they keep to the same rules.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import checking, drafting, notes, notifying, requirements
from articles.findings import Finding, Refused, refuse_if
from articles.models import Article, Assignment, Edition, Review, Revision, Submission
from articles.search import indexing

DEFAULT_INTERVAL_MONTHS = 24


@transaction.atomic
def submit(
    article: Article, *, revision: int, by: User, note: str = "", now: datetime | None = None
) -> Submission:
    """Ask for a medical review of the newest Revision; the waivers in force go with it.

    Raises Refused: `not-allowed`, `discarded`, `moved-on`, `already-submitted`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = drafting.numbered(article, revision)
    refuse_if(
        chain(
            requirements.permission(by, "submit"),
            requirements.kept(article),
            requirements.current(article, text, now),
            requirements.not_waiting(text),
        )
    )
    submission = Submission(
        revision=text,
        note=note,
        waivers=checking.frozen(article),
        submitted_by=by,
        submitted_at=now,
    ).append()
    notifying.submitted(submission, requirements.possible_reviewers(text, now))
    return submission


@transaction.atomic
def take(article: Article, *, revision: int, by: User, now: datetime | None = None) -> Assignment:
    """Take a submitted text for review, or take it over from another reviewer, who is told.

    Nobody has to: a verdict needs no taking. Raises Refused: `not-allowed`, `discarded`,
    `moved-on`, `own-work`, `not-submitted`, `already-yours`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _reviewable(article, revision, by, now)
    refuse_if(requirements.free_to_take(text, by))
    submission = requirements.waiting(text)
    assert submission is not None  # noqa: S101 `free_to_take` has just refused its absence
    before = requirements.assignment(submission)
    assignment = Assignment(submission=submission, reviewer=by, assigned_at=now).append()
    notifying.taken(assignment, before)
    return assignment


@transaction.atomic
def approve(
    article: Article,
    *,
    revision: int,
    by: User,
    note: str = "",
    due_on: date | None = None,
    competing_interests: str | None = None,
    now: datetime | None = None,
) -> Review:
    """A medical reviewer's approval of exactly this Revision.

    `due_on`: when it must be reviewed again; by default after the topic's interval.
    `competing_interests`: as readers are told them; by default what the reviewer's profile says.
    Raises Refused: `not-allowed`, `discarded`, `moved-on`, `own-work`, `reviewer-unnamed`,
    `no-credential`, `credential-expired`, `interests-unstated`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _reviewable(article, revision, by, now)
    profile = requirements.profile(by)
    if competing_interests is None:
        competing_interests = profile.competing_interests if profile else ""
    refuse_if(requirements.qualified(profile, timezone.localdate(now)))
    refuse_if(requirements.interests_stated(competing_interests))
    review = _review(
        text,
        Review.Verdict.APPROVED,
        by,
        now,
        notes=note,
        competing_interests=competing_interests.strip(),
        due_on=due_on or next_review(article, now),
    )
    notifying.approved(review, requirements.unpublished(text, now))
    return review


@transaction.atomic
def send_back(
    article: Article,
    *,
    revision: int,
    by: User,
    notes: str,
    pinned: Sequence[Mapping[str, str]] = (),
    now: datetime | None = None,
) -> Review:
    """A medical reviewer's request for changes: in general, pinned to paragraphs, or both.

    `pinned`: each {"place", "note"}, the place as `checks.text` names it; the words that stand
    there are kept with it as its "quote". An approval before it no longer counts, so an edition of
    this Revision that is still to come is cancelled.
    Raises Refused: `not-allowed`, `discarded`, `moved-on`, `own-work`, `reviewer-unnamed`,
    `no-notes`, `no-place`.
    """
    article = drafting.lock(article)
    now = now or timezone.now()
    text = _reviewable(article, revision, by, now)
    refuse_if(requirements.named(by))
    pinned_notes = _pinned(text, pinned)
    if not (notes.strip() or pinned_notes):
        raise Refused([Finding("no-notes", "Say what should change.", "notes")])
    cancelled = list(Edition.objects.scheduled(now).filter(revision=text))
    for edition in cancelled:
        edition.cancel(by=by, at=now)
        notifying.cancelled(edition, by)
    if cancelled:
        indexing.update(article, now=now)
    verdict = Review.Verdict.CHANGES_REQUESTED
    review = _review(text, verdict, by, now, notes=notes, pinned_notes=pinned_notes)
    notifying.sent_back(review, requirements.unpublished(text, now))
    return review


def next_review(article: Article, now: datetime) -> date:
    """The day after the interval of the article's topic; the last of a month that is shorter."""
    months = article.topic.review_interval_months if article.topic else DEFAULT_INTERVAL_MONTHS
    today = timezone.localdate(now)
    years, month = divmod(today.month - 1 + months, 12)
    first = date(today.year + years, month + 1, 1)
    last_day = monthrange(first.year, first.month)[1]
    return first.replace(day=min(today.day, last_day))


def _reviewable(article: Article, number: int, by: User, now: datetime) -> Revision:
    revision = drafting.numbered(article, number)
    refuse_if(
        chain(
            requirements.permission(by, "review"),
            requirements.kept(article),
            requirements.current(article, revision, now),
            requirements.second_person(revision, by, now),
        )
    )
    return revision


def _pinned(revision: Revision, pinned: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    words = {place.place: place.text for place in notes.places(revision.content)}
    refuse_if(_misplaced(pinned, words))
    return [
        {"place": note["place"], "quote": words[note["place"]], "note": note["note"].strip()}
        for note in pinned
    ]


def _misplaced(pinned: Sequence[Mapping[str, str]], words: Mapping[str, str]) -> Iterator[Finding]:
    for note in pinned:
        if note["place"] not in words:
            yield Finding("no-place", "Choose the paragraph that each note is about.", "pinned")
        elif not note["note"].strip():
            yield Finding("no-notes", "Say what should change in each paragraph.", "pinned")


def _review(revision: Revision, verdict: str, by: User, now: datetime, **values: Any) -> Review:
    profile = requirements.profile(by)
    return Review(
        revision=revision,
        verdict=verdict,
        reviewer=by,
        profile=profile,
        reviewer_name=requirements.reviewer_name(by),
        reviewer_credentials=profile.credentials if profile else "",
        reviewed_at=now,
        **values,
    ).append()

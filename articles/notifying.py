"""Mails to whoever a step of the editorial road concerns: sent once it is stored, each apart, and
never to the person who took it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse

from articles.models import (
    Article,
    Assignment,
    Edition,
    Review,
    Revision,
    Submission,
    Withdrawal,
)
from klarity import mail

EDITORS = "Editor"

_is_quiet = ContextVar("is_quiet", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Within, nobody is told: for samples, whose events never happened."""
    token = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(token)


def submitted(submission: Submission, reviewers: Iterable[User]) -> None:
    """Tell the reviewers that a text waits."""
    _tell(
        "submitted", reviewers, submission.submitted_by, submission.revision, submission=submission
    )


def taken(assignment: Assignment, before: Assignment | None) -> None:
    """Tell who submitted the text, and whoever had taken it before."""
    submission = assignment.submission
    to = [submission.submitted_by, *([before.reviewer] if before else [])]
    _tell("taken", to, assignment.reviewer, submission.revision, before=before)


def approved(review: Review, saved: QuerySet[Revision]) -> None:
    """Tell the editors that a text is ready, and those who wrote and submitted it."""
    to = [*_editors(), *_behind(review, saved)]
    _tell("approved", to, review.reviewer, review.revision, review=review)


def sent_back(review: Review, saved: QuerySet[Revision]) -> None:
    """Tell those who wrote and submitted the text what should change."""
    _tell("sent_back", _behind(review, saved), review.reviewer, review.revision, review=review)


def published(edition: Edition) -> None:
    """Tell editors, authors and the reviewer of an edition that is live."""
    _tell("published", _around(edition), edition.published_by, edition.revision, edition=edition)


def scheduled(edition: Edition) -> None:
    """Tell the same people of one that is still to come."""
    _tell("scheduled", _around(edition), edition.published_by, edition.revision, edition=edition)


def cancelled(edition: Edition, by: User) -> None:
    """Tell the same people that it will not appear."""
    _tell("cancelled", _around(edition), by, edition.revision, edition=edition)


def withdrawn(withdrawal: Withdrawal, edition: Edition) -> None:
    """Tell the people around the edition that was live."""
    by = withdrawal.withdrawn_by
    _tell("withdrawn", _around(edition), by, edition.revision, withdrawal=withdrawal)


def overtaken(edition: Edition, revision: Revision) -> None:
    """Tell the editors that a text was saved after the one that is scheduled."""
    _tell("overtaken", _editors(), revision.saved_by, revision, edition=edition)


def _editors() -> QuerySet[User]:
    return User.objects.filter(groups__name=EDITORS)


def _behind(review: Review, saved: QuerySet[Revision]) -> QuerySet[User]:
    """Those who saved the text since it was last published, and who submitted it."""
    submitted = review.revision.submissions.values("submitted_by")
    return User.objects.filter(Q(pk__in=saved.values("saved_by")) | Q(pk__in=submitted))


def _around(edition: Edition) -> list[User]:
    authors = [signature.author for signature in edition.revision.content.byline]
    return [*_editors(), *User.objects.filter(author__in=authors), edition.review.reviewer]


def _tell(name: str, to: Iterable[User], by: User, revision: Revision, **context: Any) -> None:
    addresses = {user.email for user in to if user.is_active and user.email and user.pk != by.pk}
    if _is_quiet.get() or not addresses:
        return
    article = revision.article
    mail.send_each(
        f"articles/email/{name}.txt",
        to=sorted(addresses),
        context={
            "article": article,
            "title": revision.content.title or article.slug,
            "revision": revision,
            "by": by.get_full_name() or by.get_username(),
            "desk": _address("change", article),
            "review_page": _address("review", article),
            "notes_page": _address("notes", article),
            "live": settings.SITE_URL + article.get_absolute_url(),
        }
        | context,
    )


def _address(page: str, article: Article) -> str:
    return settings.SITE_URL + reverse(f"admin:articles_article_{page}", args=[article.pk])

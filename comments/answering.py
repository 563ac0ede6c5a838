"""The library's own answers to readers, each marked as what it is."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.findings import Finding, Refused
from articles.models import Author
from articles.requirements import REVIEWERS
from comments import discussions, fingerprints, notices
from comments.decisions import Status, Verb, decide
from comments.models import Comment
from comments.moderation import live_edition, text_key


@transaction.atomic
def answer(comment: Comment, *, body: str, by: User, now: datetime | None = None) -> Comment:
    """Answer an approved reply in the library's name; it is shown at once.

    The same one, sent again within minutes, is the first. A closed discussion takes it all the
    same. Raises Refused: `not-allowed`, `not-shown`, `no-article`.
    """
    if not by.has_perm("comments.answer_comment"):
        raise Refused([Finding("not-allowed", "Your account may not answer replies.")])
    now = now or timezone.now()
    discussion = discussions.lock(comment.article)
    parent = Comment.objects.select_related("article").get(pk=comment.pk)
    written = _written(parent, body, by, now)
    if earlier := fingerprints.stamp(written, parent.number, now):
        return earlier
    if parent.status != Status.APPROVED:
        raise Refused([Finding("not-shown", "Approve the reply before you answer it.")])
    discussions.add(discussion, written)
    written = decide(written, Verb.ANSWER, by=by, now=now)
    notices.approved(written)
    return written


def _written(parent: Comment, body: str, by: User, now: datetime) -> Comment:
    edition = live_edition(parent.article, now)
    profile = Author.objects.filter(user=by).first()
    signed = {each.author for each in edition.revision.content.byline}
    return Comment(
        article=parent.article,
        edition=edition,
        parent=parent,
        name=profile.name if profile else by.get_full_name() or by.get_username(),
        body=body,
        by=by,
        badge=badge(by, is_author=profile is not None and profile.pk in signed),
        shows_details=True,
        text_key=text_key(body),
        received_at=now,
        moderators_told_at=now,
    )


def badge(by: User, *, is_author: bool) -> str:
    """As what a member of staff answers: an author of the article, a clinician, or the library."""
    if is_author:
        return Comment.Badge.AUTHOR
    if by.groups.filter(name=REVIEWERS).exists():
        return Comment.Badge.MEDICAL_TEAM
    return Comment.Badge.LIBRARY

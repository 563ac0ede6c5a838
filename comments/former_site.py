"""Replies of the former site, which somebody approved there, under the article that their post has
become.

Each is known again by the note of its decision, so another import changes nothing; one that was
erased here does not come back.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from articles.findings import Finding, Refused
from articles.models import Article
from articles.wordpress import markup
from articles.wordpress.export import Reply
from comments import discussions
from comments.decisions import Verb, decide
from comments.models import Comment, Decision
from comments.models.comment import as_key
from comments.moderation import text_key

LONGEST_NAME = 80


@transaction.atomic
def bring(
    article: Article,
    replies: Sequence[Reply],
    *,
    host: str,
    by: User,
    now: datetime | None = None,
) -> int:
    """Store the approved replies that are not here yet, as approved; returns how many.

    `host`: the former site. They count as told: nobody is sent a mail about them. What one answers
    that was not approved, it stands by itself. Raises Refused: `not-allowed`.
    """
    if not by.has_perm("comments.moderate_comment"):
        raise Refused([Finding("not-allowed", "Your account may not decide on replies.")])
    now = now or timezone.now()
    here = _here(article)
    brought = 0
    # A reply is younger than what it answers, and has the higher key.
    for reply in sorted(replies, key=lambda each: each.key):
        body, note = markup.plain(reply.body), _note(reply.key, host)
        if reply.is_approved and body and note not in here:
            parent = here.get(_note(reply.parent, host))
            comment = _comment(article, reply, parent, body)
            here[note] = _stored(comment, by, note, now)
            brought += 1
    return brought


def _here(article: Article) -> dict[str, Comment]:
    decisions = Decision.objects.filter(article=article, verb=Verb.BRING)
    return {each.note: each.comment for each in decisions.select_related("comment")}


def _note(key: int, host: str) -> str:
    return f"Comment {key} of {host}"


def _comment(article: Article, reply: Reply, parent: Comment | None, body: str) -> Comment:
    return Comment(
        article=article,
        parent=parent,
        name=reply.name.replace("\0", "")[:LONGEST_NAME],
        email=_address(reply.email),
        body=body,
        received_at=reply.at,
        text_key=text_key(body),
        fingerprint=get_random_string(64),
        moderators_told_at=reply.at,
        parent_told_at=reply.at,
    )


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return as_key(email)


def _stored(comment: Comment, by: User, note: str, now: datetime) -> Comment:
    discussions.add(discussions.lock(comment.article), comment)
    return decide(comment, Verb.BRING, by=by, note=note, now=now)

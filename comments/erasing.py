"""A commenter's own data: handed out, taken off the page, and forgotten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from comments.decisions import Verb, decide
from comments.models import Comment
from comments.words import personal_details

NAMELESS: dict[str, Any] = {
    "name": "",
    "email": "",
    "network": "",
    "notify": False,
    "shows_details": False,
    # Screening may have quoted them.
    "reasons": [],
}


@transaction.atomic
def withdraw(comment: Comment, *, now: datetime | None = None) -> Comment:
    """Take a reply back for its writer: text, name and address are gone for good, answers to it
    stay. Raises Refused: `emptied`."""
    return decide(comment, Verb.WITHDRAW, now=now or timezone.now(), **_forgotten(), body="")


@transaction.atomic
def erase(email: str, *, now: datetime | None = None) -> int:
    """Make all replies of an address nameless; what they say stays in its thread, but for personal
    details, which go for good. Returns how many there were. What moderators noted stays."""
    replies = Comment.objects.from_address(email).select_related("article").order_by("pk")
    for comment in replies:
        body = personal_details.mask(comment.body)
        decide(comment, Verb.ERASE, now=now or timezone.now(), **_forgotten(), body=body)
    return len(replies)


def export(email: str) -> list[dict[str, Any]]:
    """All that is kept on the replies of an address."""
    replies = Comment.objects.from_address(email).select_related("article").order_by("pk")
    return [_as_data(comment) for comment in replies]


def _forgotten() -> dict[str, Any]:
    """What stays of a reply; no hash of it, which a guess might be held against."""
    return NAMELESS | {"fingerprint": get_random_string(64), "text_key": ""}


def _as_data(comment: Comment) -> dict[str, Any]:
    return {
        "article": comment.article.slug,
        "number": comment.number,
        "name": comment.name,
        "email": comment.email,
        "text": comment.body,
        "status": comment.status,
        "wants to hear of answers": comment.notify,
        "network": comment.network,
        "received_at": comment.received_at.isoformat(),
        "decisions": [
            {"what": decision.get_verb_display(), "at": decision.decided_at.isoformat()}
            for decision in comment.decisions.all()
        ],
    }

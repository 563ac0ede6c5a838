"""A commenter's own data: handed out, taken off the page, and forgotten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from comments.decisions import Verb, decide, hold
from comments.models import Comment
from comments.moderation import text_key
from comments.words import personal_details

# What screening said goes with the rest, for it may quote it.
NAMELESS: dict[str, Any] = {
    "name": "",
    "email": "",
    "network": "",
    "notify": False,
    "shows_details": False,
    "reasons": [],
}


@transaction.atomic
def withdraw(comment: Comment, *, now: datetime | None = None) -> Comment:
    """Take a reply back for its writer: text, name and address are gone for good, answers to it
    stay. Raises Refused: `emptied`."""
    now = now or timezone.now()
    comment = decide(comment, Verb.WITHDRAW, now=now, **_forgotten(""))
    comment.reports.unseen().update(seen_at=now)
    return comment


@transaction.atomic
def erase(email: str, *, now: datetime | None = None) -> int:
    """Make all replies of an address nameless; what they say stays in its thread, with personal
    details masked for good. Returns how many there were. What moderators noted stays."""
    replies = Comment.objects.from_address(email).select_related("article")
    # Article by article, as everybody does, so that no two wait for each other for ever.
    found = list(replies.order_by("article_id", "pk"))
    for comment in found:
        masked = personal_details.mask(hold(comment).body)
        decide(comment, Verb.ERASE, now=now or timezone.now(), **_forgotten(masked))
    return len(found)


def export(email: str) -> list[dict[str, Any]]:
    """All that is kept on the replies of an address; of those who decided on them, nothing."""
    replies = Comment.objects.from_address(email).select_related("article", "parent")
    return [_as_data(each) for each in replies.prefetch_related("decisions").order_by("pk")]


def _forgotten(text: str) -> dict[str, Any]:
    """The fields of a reply of which only `text` is left. The hashes go too: whoever guesses the
    rest could prove it by them."""
    return NAMELESS | {
        "body": text,
        "text_key": text_key(text) if text else "",
        "fingerprint": get_random_string(64),
    }


def _as_data(comment: Comment) -> dict[str, Any]:
    return {
        "article": comment.article.slug,
        "number": comment.number,
        "answers": comment.parent and comment.parent.number,
        "name": comment.name,
        "email": comment.email,
        "text": comment.body,
        "status": comment.status,
        "wants to hear of answers": comment.notify,
        "personal details are shown": comment.shows_details,
        "may be an emergency": comment.is_urgent,
        "said by screening": [reason["message"] for reason in comment.reasons],
        "network": comment.network,
        "received_at": comment.received_at.isoformat(),
        "decisions": [
            {
                "what": decision.get_verb_display(),
                "note": decision.note,
                "at": decision.decided_at.isoformat(),
            }
            for decision in comment.decisions.all()
        ],
    }

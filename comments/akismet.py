"""Akismet's opinion of a reply, for libraries that have a key."""

from comments.models import Comment
from comments.words.screening import Reason


def opinions(comment: Comment) -> list[Reason]:
    """What Akismet says; nothing without a key, or when it does not answer."""
    return []

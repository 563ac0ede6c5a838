"""Mails about replies: to moderators, to whoever was answered, and to whoever wrote."""

from comments.models import Comment


def submitted(comment: Comment) -> None:
    """A reply waits: moderators are told of an urgent one at once, of others in a batch."""


def approved(comment: Comment) -> None:
    """A reply is on the page: its writer is told, and whoever it answers, once."""


def hidden(comment: Comment) -> None:
    """Readers' reports have hidden a reply: moderators are told."""

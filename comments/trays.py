"""What waits of readers' replies, for the desk's front page."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.text import Truncator

from articles.desk import SHOWN, Entry, Tray
from articles.piles import on
from comments.models import Comment
from comments.models.comment import CommentQuerySet


def trays(user: User) -> Iterator[Tray]:
    """Three for whoever may decide, none for others."""
    if not user.has_perm("comments.moderate_comment"):
        return
    waiting = Comment.objects.pending().by_urgency()
    yield _tray(
        "Replies that may be urgent",
        "No reply speaks of an emergency.",
        waiting.filter(is_urgent=True),
        "urgent=yes",
    )
    yield _tray("Replies that wait", "No reply waits.", waiting, "")
    yield _tray(
        "Reported replies",
        "Readers have reported nothing that is on the page.",
        Comment.objects.reported().by_urgency(),
        "status=reported",
    )


def _tray(title: str, empty: str, replies: CommentQuerySet, query: str) -> Tray:
    first = replies.select_related("article")[:SHOWN]
    address = reverse("admin:comments_comment_changelist")
    entries = [_entry(comment) for comment in first]
    return Tray(title, empty, replies.count(), entries, f"{address}?{query}")


def _entry(comment: Comment) -> Entry:
    url = reverse("admin:comments_comment_change", args=[comment.pk])
    said = Truncator(comment.text).chars(80)
    return Entry(f"{comment} to {comment.article}", url, f"{on(comment.received_at)}: “{said}”")

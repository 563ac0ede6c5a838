"""What is around a reply: its thread, its history, its reports, and what else its writer wrote."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import QuerySet

from comments import queue
from comments.models import Comment, Decision
from comments.models.comment import DIGITS
from comments.words import personal_details

MOST_ABOVE = 10
MOST_BELOW = 20


class Piece(NamedTuple):
    """A stretch of a text, and what kind of personal detail it is, if it is one."""

    text: str
    kind: str = ""


def context(comment: Comment, by: User) -> dict[str, Any]:
    """All that the page of a reply shows but its forms. A fixed number of queries."""
    above, below = _thread(comment)
    decisions = list(comment.decisions.select_related("by"))
    moderates = by.has_perm("comments.moderate_comment")
    return {
        "article": comment.article,
        "above": above,
        "below": below,
        "reports": list(comment.reports.order_by("-pk")),
        "decisions": decisions,
        "seen": decisions[-1].pk if decisions else 0,
        "answers_seen": newest_answer(comment),
        "next": queue.after(comment, Comment.objects.pending()),
        "previous": queue.before(comment, Comment.objects.pending()),
        "may_decide": moderates,
        "may_answer": by.has_perm("comments.answer_comment"),
        **(_writer(comment) if moderates else {}),
    }


def newest_answer(comment: Comment) -> int:
    """The key of the decision behind the newest answer of the library's; 0 if it gave none."""
    answers = answered(comment).order_by("-pk")
    return answers.values_list("pk", flat=True).first() or 0


def answered(comment: Comment) -> QuerySet[Decision]:
    """The decisions behind the library's answers to a reply."""
    return Decision.objects.filter(comment__parent=comment, verb=Decision.Verb.ANSWER)


def pieces(text: str) -> Iterator[Piece]:
    """The text cut at the personal details in it."""
    end = 0
    for detail in personal_details.find(text):
        yield Piece(text[end : detail.start])
        yield Piece(detail.text, detail.kind)
        end = detail.end
    yield Piece(text[end:])


def _writer(comment: Comment) -> dict[str, Any]:
    """What only moderators see."""
    others = Comment.objects.exclude(pk=comment.pk)
    network = others.filter(network=comment.network) if comment.network else others.none()
    return {
        "raw_name": list(pieces(comment.name)),
        "raw_text": list(pieces(comment.body)),
        "same_address": others.from_address(comment.email).count(),
        "same_network": network.count(),
    }


def _thread(comment: Comment) -> tuple[list[Comment], list[Comment]]:
    """The replies that it answers, the first on top, and those that answer it: the nearest."""
    root = comment.path[: DIGITS + 1]
    thread = Comment.objects.filter(article=comment.article_id, path__startswith=root)
    parents = dict(thread.values_list("pk", "parent"))
    above = list(_ancestors(comment.parent_id, parents))[:MOST_ABOVE]
    below = sorted(pk for pk, parent in parents.items() if parent == comment.pk)[:MOST_BELOW]
    rows = Comment.objects.in_bulk([*above, *below])
    return _rows(reversed(above), rows), _rows(below, rows)


def _ancestors(parent: int | None, parents: dict[int, int | None]) -> Iterator[int]:
    while parent is not None:
        yield parent
        parent = parents[parent]


def _rows(keys: Iterable[int], rows: dict[int, Comment]) -> list[Comment]:
    return [rows[key] for key in keys]

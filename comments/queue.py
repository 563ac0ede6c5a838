"""The order in which a moderator is led through replies."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from comments.models import Comment, Decision
from comments.models.comment import CommentQuerySet

UNDO_FOR = timedelta(hours=1)
TAKEN_BACK = [
    Decision.Verb.APPROVE,
    Decision.Verb.REJECT,
    Decision.Verb.MARK_SPAM,
    Decision.Verb.REMOVE,
]


def after(comment: Comment, replies: CommentQuerySet) -> Comment | None:
    """The one of `replies` that comes after it by urgency; after the last comes the first."""
    others = replies.exclude(pk=comment.pk).by_urgency()
    return others.filter(_beyond(comment, "lt", "gt")).first() or others.first()


def before(comment: Comment, replies: CommentQuerySet) -> Comment | None:
    """The one of `replies` that comes before it by urgency; before the first comes the last."""
    others = replies.exclude(pk=comment.pk).by_urgency()
    return others.filter(_beyond(comment, "gt", "lt")).last() or others.last()


def _beyond(comment: Comment, urgency: str, time: str) -> Q:
    same_time = Q(**{f"pk__{time}": comment.pk}, received_at=comment.received_at)
    same_urgency = Q(**{f"received_at__{time}": comment.received_at}) | same_time
    other_urgency = Q(**{f"is_urgent__{urgency}": comment.is_urgent})
    return other_urgency | Q(same_urgency, is_urgent=comment.is_urgent)


def undoable(by: User) -> Decision | None:
    """The person's last decision, while it is fresh and nobody has decided on that reply since."""
    newer = Decision.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
    mine = Decision.objects.filter(by=by).annotate(is_overtaken=Exists(newer))
    last = mine.select_related("comment__article").last()
    if last is None or last.is_overtaken or last.verb not in TAKEN_BACK:
        return None
    return last if last.decided_at > timezone.now() - UNDO_FOR else None

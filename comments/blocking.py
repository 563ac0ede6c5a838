"""Networks from which only spam comes."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from articles.findings import Finding, Refused
from comments.models import BlockedNetwork, Comment
from comments.models.comment import CommentQuerySet

LATELY = timedelta(days=30)


def block(comment: Comment, *, by: User, note: str = "") -> BlockedNetwork:
    """File what comes from a reply's network as spam from now on; what is there stays as it is.

    Raises Refused: `not-allowed`, `no-network`, `blocked-already`.
    """
    if not by.has_perms(["comments.moderate_comment", "comments.add_blockednetwork"]):
        raise Refused([Finding("not-allowed", "Your account may not block networks.")])
    if not comment.network:
        raise Refused([Finding("no-network", "It is not known from where this reply came.")])
    row, is_new = BlockedNetwork.objects.get_or_create(
        network=comment.network, defaults={"note": note}
    )
    if not is_new:
        raise Refused([Finding("blocked-already", f"{row} is blocked already.")])
    return row


def lately(comment: Comment, now: datetime | None = None) -> CommentQuerySet:
    """What came from the same network in the last days, the reply itself among it."""
    since = (now or timezone.now()) - LATELY
    return Comment.objects.filter(network=comment.network, received_at__gte=since)

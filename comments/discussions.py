"""Whether an article takes replies, and until when."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.findings import Finding, Refused
from articles.models import Article, Edition
from comments.models import Comment, Discussion
from comments.models.comment import path_below


def of(article: Article) -> Discussion:
    """The discussion of an article, one that is not stored if nobody has replied yet."""
    return Discussion.objects.filter(article=article).first() or Discussion(article=article)


def lock(article: Article) -> Discussion:
    """The discussion, held until the transaction ends: one change of its replies at a time."""
    Discussion.objects.get_or_create(article=article)
    return Discussion.objects.select_for_update().get(article=article)


def add(discussion: Discussion, comment: Comment) -> None:
    """Store a new reply, under the next number of the discussion, which is held."""
    discussion.last_number += 1
    discussion.save(update_fields=["last_number"])
    comment.number = discussion.last_number
    comment.path = path_below(comment.parent, comment.number)
    comment.save(force_insert=True)


def is_open(discussion: Discussion, edition: Edition, now: datetime | None = None) -> bool:
    """Whether a reply to this live edition is taken now."""
    if discussion.rule != Discussion.Rule.BY_AGE:
        return discussion.rule == Discussion.Rule.OPEN
    end = closes_at(edition)
    return end is None or (now or timezone.now()) < end


def closes_at(edition: Edition) -> datetime | None:
    """When replies to an edition end by age; None if they never do. A new edition opens them
    again."""
    days: int = settings.COMMENTS_CLOSE_AFTER_DAYS
    return edition.published_at + timedelta(days=days) if days else None


def closed(now: datetime | None = None) -> QuerySet[Discussion]:
    """Those that `is_open` calls closed, and those of articles that are not on the site."""
    now, days = now or timezone.now(), settings.COMMENTS_CLOSE_AFTER_DAYS
    live = Edition.objects.live(now).filter(article=OuterRef("article"))
    young = live.since(now - timedelta(days=days)) if days else live
    takes_more = Q(Exists(live), rule=Discussion.Rule.OPEN)
    takes_more |= Q(Exists(young), rule=Discussion.Rule.BY_AGE)
    return Discussion.objects.exclude(takes_more)


@transaction.atomic
def set_rule(article: Article, rule: str, *, by: User, now: datetime | None = None) -> Discussion:
    """Open or close the replies to an article by hand, or leave it to their age.

    `rule`: one of `Discussion.Rule`. What stands there stays. Raises Refused: `not-allowed`.
    """
    if not by.has_perm("comments.moderate_comment"):
        raise Refused([Finding("not-allowed", "Your account may not open or close replies.")])
    discussion = lock(article)
    discussion.rule = Discussion.Rule(rule)
    discussion.changed_by, discussion.changed_at = by, now or timezone.now()
    discussion.save(update_fields=["rule", "changed_by", "changed_at"])
    return discussion

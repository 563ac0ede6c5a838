"""Where an article stands, told from its record and never stored."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from articles.models.article import Article  # noqa: F401


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    CHANGES_REQUESTED = "changes-requested", "Changes requested"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCARDED = "discarded", "Discarded"


class ArticleQuerySet(models.QuerySet["Article"]):
    def kept(self) -> "ArticleQuerySet":
        """Articles that were not discarded."""
        return self.filter(discarded_at=None)

    def worked_on_by(self, user: User) -> "ArticleQuerySet":
        """Articles that the person began, or of which they saved a text."""
        from articles.models import Revision

        saved = Exists(Revision.objects.filter(article=OuterRef("pk"), saved_by=user))
        return self.filter(Q(created_by=user) | Q(saved))

    def with_status(self, now: datetime | None = None) -> "ArticleQuerySet":
        """Each with `status` (of its newest text), `newest_number`, `saved_at`, `live_number` (the
        live edition's, or None), `scheduled_for` and `review_due_on` (of the live edition).

        A text that was submitted or reviewed anew is in review, or approved, until that review is
        published. An approval from before a withdrawal no longer counts."""
        from articles.models import Edition, Review, Revision, Submission, Withdrawal

        now = now or timezone.now()
        mine = Q(article=OuterRef("pk"))
        newest = Revision.objects.filter(mine).order_by("-number")
        reviews = Review.objects.filter(revision=OuterRef("newest")).order_by("-pk")
        # At most one each: to put them in order would only join the articles once more.
        live = Edition.objects.live(now).filter(mine).order_by()
        published = Edition.objects.published(now).filter(mine).order_by("-published_at")
        scheduled = Edition.objects.scheduled(now).filter(mine).order_by()
        later_review = Review.objects.filter(
            revision=OuterRef("revision"), reviewed_at__gte=OuterRef("submitted_at")
        )
        waiting = Submission.objects.filter(~Exists(later_review), revision=OuterRef("newest"))
        withdrawals = Withdrawal.objects.filter(mine).order_by("-withdrawn_at")
        # Article declares the annotations for those who read them.
        return self.annotate(  # type: ignore[no-redef]
            newest=Subquery(newest.values("pk")[:1]),
            newest_number=Subquery(newest.values("number")[:1]),
            saved_at=Subquery(newest.values("saved_at")[:1]),
            newest_review=Subquery(reviews.values("pk")[:1]),
            verdict=Subquery(reviews.values("verdict")[:1]),
            reviewed_at=Subquery(reviews.values("reviewed_at")[:1]),
            waits=Exists(waiting),
            live_number=Subquery(live.values("number")[:1]),
            live_title=Subquery(live.values("title")[:1]),
            review_due_on=Subquery(live.values("review__due_on")[:1]),
            published_revision=Subquery(published.values("revision")[:1]),
            published_review=Subquery(published.values("review")[:1]),
            scheduled_for=Subquery(scheduled.values("published_at")[:1]),
            scheduled_revision=Subquery(scheduled.values("revision")[:1]),
            ended_at=Subquery(withdrawals.values("withdrawn_at")[:1]),
        ).annotate(
            status=Case(
                When(discarded_at__isnull=False, then=Value(Status.DISCARDED)),
                When(scheduled_revision=F("newest"), then=Value(Status.SCHEDULED)),
                When(waits=True, then=Value(Status.IN_REVIEW)),
                When(
                    verdict=Review.Verdict.CHANGES_REQUESTED, then=Value(Status.CHANGES_REQUESTED)
                ),
                When(ended_at__gt=F("reviewed_at"), then=Value(Status.WITHDRAWN)),
                When(published_review=F("newest_review"), then=Value(Status.PUBLISHED)),
                When(verdict=Review.Verdict.APPROVED, then=Value(Status.APPROVED)),
                default=Value(Status.DRAFT),
                output_field=models.CharField(),
            )
        )

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.models.article import Article
from articles.models.author import Author
from articles.models.disclaimer import Disclaimer
from articles.models.frozen import FrozenError, FrozenModel
from articles.models.live import EditionQuerySet
from articles.models.revision import Review, Revision
from articles.models.source import Source


class Edition(FrozenModel):
    """A publication of one approved Revision from `published_at` on, rendered once.

    A correction says what was wrong (`fault`), and since when.
    `contents` is a list of {"id", "title", "urgent"}; `references` a list of {"number", "key",
    "text", "item"} in the order in which the reader meets them.
    """

    class ChangeType(models.TextChoices):
        FIRST = "first", "First edition"
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"
        REVIEW = "review", "Reviewed again"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="editions")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="editions")
    # Whom its frozen text names as authors and what it cites, kept as rows so that either is found
    # by the other.
    authors = models.ManyToManyField(Author, related_name="editions", editable=False)
    sources = models.ManyToManyField(Source, related_name="editions", editable=False)
    disclaimer = models.ForeignKey(Disclaimer, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    standfirst_html = models.TextField(blank=True)
    html = models.TextField()
    contents: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)
    references: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)
    reference_count = models.PositiveIntegerField()
    reading_minutes = models.PositiveIntegerField()
    change_type = models.CharField(max_length=12, choices=ChangeType, default=ChangeType.FIRST)
    change_note = models.TextField(blank=True)
    fault = models.TextField("what was wrong", blank=True)
    wrong_since = models.DateField(null=True)
    # A later edition that the newsletter tells of; it tells of every first one.
    notable = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EditionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(FrozenModel.Meta):
        ordering = ["article", "-number"]
        indexes = [
            models.Index(fields=["article", "-published_at"], name="edition_newest"),
            models.Index(fields=["title"], name="edition_title"),
            # All that `live` asks, in the order of most lists: they end with what they show.
            models.Index(
                fields=["published_at", "article", "review"],
                condition=Q(cancelled_at=None),
                name="edition_latest",
            ),
            models.Index(
                fields=["change_type", "published_at"],
                condition=Q(cancelled_at=None),
                name="edition_latest_of_kind",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            # Of those that count: a cancelled schedule may be set again for the same time.
            models.UniqueConstraint(
                fields=["article", "published_at"],
                condition=Q(cancelled_at=None),
                name="edition_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(
                    cancelled_at__isnull=False,  # for `NULL < x` is unknown, and passes a check
                    cancelled_at__lt=F("published_at"),
                    cancelled_by__isnull=False,
                ),
                name="edition_cancelled_only_while_future",
            ),
            models.CheckConstraint(
                condition=(Q(change_type="correction", wrong_since__isnull=False) & ~Q(fault=""))
                | (~Q(change_type="correction") & Q(fault="", wrong_since=None)),
                name="edition_correction_says_what_was_wrong",
            ),
        ]

    if TYPE_CHECKING:
        live_until: datetime | None

    def __str__(self) -> str:
        return f"edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("edition_detail", args=[self.article.slug, self.number])

    def append(self) -> "Edition":
        """Write the row. Raises FrozenError unless its Review approves its Revision of its
        Article: not even a slip in our own code publishes an unapproved text."""
        fits = self.review.revision_id == self.revision_id
        if not (fits and self.review.approves and self.revision.article_id == self.article_id):
            raise FrozenError("An edition needs an approving review of its own revision.")
        with transaction.atomic():
            super().append()
            content = self.revision.content
            signed = [signature.author for signature in content.byline]
            self.authors.set(Author.objects.filter(pk__in=signed))
            cited = [reference.source for reference in content.references]
            self.sources.set(Source.objects.filter(pk__in=cited))
        return self

    def cancel(self, *, by: Any, at: datetime) -> None:
        """Take a scheduled edition back. The database refuses once its time has come."""
        Edition.objects.filter(pk=self.pk, cancelled_at=None).overwrite(
            cancelled_at=at, cancelled_by=by
        )
        self.refresh_from_db(fields=["cancelled_at", "cancelled_by"])

    @property
    def reviewed_on(self) -> date:
        """The day of the review, in the site's time zone."""
        return timezone.localdate(self.review.reviewed_at)

    @property
    def overdue(self) -> bool:
        """Whether the day for its next review has passed."""
        return self.review.due_on is not None and self.review.due_on < timezone.localdate()

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils import timezone

from articles.models.article import Article
from articles.models.author import Author
from articles.models.disclaimer import Disclaimer
from articles.models.frozen import FrozenError, FrozenModel, FrozenQuerySet
from articles.models.revision import Review, Revision
from articles.models.source import Source

WORKING_COPY = [
    f"article__{field}" for field in ("standfirst", "key_points", "body", "summary", "image_alt")
]


def wrong_numbers(at: str) -> dict[str, Any]:
    """Of a correction or retraction that came `at` (its field): the numbers of the first and the
    last edition that readers had while the article was wrong. The first is the one that they had
    when the day began since which it was."""
    same = Edition.objects.filter(cancelled_at=None, article=OuterRef("article"))
    earlier = same.filter(published_at__lt=OuterRef(at)).order_by("-published_at").values("number")
    at_first = earlier.filter(published_at__date__lt=OuterRef("wrong_since"))
    return {
        "first_wrong": Coalesce(Subquery(at_first[:1]), Value(0)),
        "last_wrong": Coalesce(Subquery(earlier[:1]), Value(0)),
    }


class EditionQuerySet(FrozenQuerySet["Edition"]):
    """Which editions the public may read is told from time, here and nowhere else."""

    def live(self, now: datetime | None = None) -> "EditionQuerySet":
        """What the public reads at `now`: each article's newest edition that was not cancelled,
        whose `published_at` has come, unless a Withdrawal came after it."""
        now = now or timezone.now()
        same = Q(article=OuterRef("article"))
        newer = Edition.objects.published(now).filter(
            same, published_at__gt=OuterRef("published_at")
        )
        withdrawn = Withdrawal.objects.filter(
            same, withdrawn_at__lte=now, withdrawn_at__gte=OuterRef("published_at")
        )
        return self.published(now).filter(~Exists(newer), ~Exists(withdrawn))

    def public(self, now: datetime | None = None) -> "EditionQuerySet":
        """The live editions and the older ones of the same articles."""
        now = now or timezone.now()
        live = Edition.objects.live(now).filter(article=OuterRef("article"))
        return self.published(now).filter(Exists(live))

    def published(self, now: datetime | OuterRef | None = None) -> "EditionQuerySet":
        """Editions whose time has come, those of withdrawn articles among them."""
        return self.filter(cancelled_at=None, published_at__lte=now or timezone.now())

    def scheduled(self, now: datetime | None = None) -> "EditionQuerySet":
        """Editions that are still to come."""
        return self.filter(cancelled_at=None, published_at__gt=now or timezone.now())

    def live_or_to_come(self, now: datetime | None = None) -> "EditionQuerySet":
        """Editions that are live at `now` or may be later, each with `live_until`: when the next
        edition or a withdrawal ends it, None if nothing does."""
        now = now or timezone.now()
        same = Q(article=OuterRef("article"))
        next_at = Edition.objects.filter(
            same, cancelled_at=None, published_at__gt=OuterRef("published_at")
        ).order_by("published_at")
        withdrawn_at = Withdrawal.objects.filter(
            same, withdrawn_at__gte=OuterRef("published_at")
        ).order_by("withdrawn_at")
        ends = [
            Subquery(next_at.values("published_at")[:1]),
            Subquery(withdrawn_at.values("withdrawn_at")[:1]),
        ]
        # To SQLite the least of a moment and of nothing is nothing.
        span = {"live_until": Coalesce(Least(*ends), *ends)}
        return (
            self.filter(cancelled_at=None)
            .annotate(**span)
            .filter(
                Q(live_until=None) | Q(live_until__gt=now) & Q(live_until__gt=F("published_at"))
            )
        )

    def since(self, moment: datetime) -> "EditionQuerySet":
        """Those published after that moment."""
        return self.filter(published_at__gt=moment)

    def older(self, at: datetime, pk: int) -> "EditionQuerySet":
        """Those after this place in a list with the latest first."""
        place = Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk)
        # Said twice: where an index begins, no database can tell from an alternative.
        return self.filter(place, published_at__lte=at)

    def counts(self, field: str, keys: Iterable[int]) -> dict[int, int]:
        """How many of them name each of those keys in that field; of none there is no entry."""
        rows = self.filter(**{f"{field}__in": keys}).order_by().values_list(field)
        return dict(rows.annotate(Count("pk")))

    def corrections(self) -> "EditionQuerySet":
        """Those that put something right, each with `wrong_numbers`."""
        corrections = self.filter(change_type=Edition.ChangeType.CORRECTION)
        return corrections.annotate(**wrong_numbers("published_at"))

    def with_text(self) -> "EditionQuerySet":
        """All that an article's page shows, in the same query."""
        return self.select_related("article__topic", "revision", "review__profile").defer(
            *WORKING_COPY
        )

    def for_lists(self) -> "EditionQuerySet":
        """What a list shows, in the same query and without the texts."""
        return self.select_related("article__topic", "review").defer(
            "html",
            "contents",
            "references",
            "article__topic__description",
            "review__notes",
            *WORKING_COPY,
        )


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


class WithdrawalQuerySet(FrozenQuerySet["Withdrawal"]):
    def retractions(self) -> "WithdrawalQuerySet":
        """Those that say that the text was wrong, each with `wrong_numbers`."""
        retractions = self.filter(kind=Withdrawal.Kind.RETRACTION)
        return retractions.annotate(**wrong_numbers("withdrawn_at"))


class Withdrawal(FrozenModel):
    """An article taken from the public, with the reason that readers are given.

    A retraction says that the text was wrong, and since when.
    """

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", "Withdrawal"
        RETRACTION = "retraction", "Retraction"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="withdrawals")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.WITHDRAWAL)
    reason = models.TextField()
    wrong_since = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField()

    objects = WithdrawalQuerySet.as_manager()  # type: ignore[misc]

    class Meta(FrozenModel.Meta):
        ordering = ["article", "-withdrawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "withdrawn_at"], name="withdrawal_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="retraction", wrong_since__isnull=False)
                | Q(kind="withdrawal", wrong_since=None),
                name="withdrawal_retraction_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.article}"

    @property
    def word(self) -> str:
        """What happened to the article, in one word."""
        return "Retracted" if self.kind == self.Kind.RETRACTION else "Withdrawn"


class Redaction(FrozenModel):
    """The log of `redact`: personal text was taken out of the record, by whom and why.

    The text itself is, of course, not here.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="redactions")
    reason = models.TextField()
    places = models.PositiveIntegerField()
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    redacted_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="redaction_has_reason")]

    def __str__(self) -> str:
        return f"redaction in {self.article}"

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from articles.models.frozen import FrozenQuerySet
from articles.models.withdrawal import Withdrawal

if TYPE_CHECKING:
    from articles.models.edition import Edition  # noqa: F401 named in quotes below

WORKING_COPY = [
    f"article__{field}" for field in ("standfirst", "key_points", "body", "summary", "image_alt")
]


class EditionQuerySet(FrozenQuerySet["Edition"]):
    """Which editions the public may read is told from time, here and nowhere else."""

    def live(self, now: datetime | None = None) -> "EditionQuerySet":
        """What the public reads at `now`: each article's newest edition that was not cancelled,
        whose `published_at` has come, unless a Withdrawal came after it."""
        now = now or timezone.now()
        same = Q(article=OuterRef("article"))
        newer = self.model.objects.published(now).filter(
            same, published_at__gt=OuterRef("published_at")
        )
        withdrawn = Withdrawal.objects.filter(
            same, withdrawn_at__lte=now, withdrawn_at__gte=OuterRef("published_at")
        )
        return self.published(now).filter(~Exists(newer), ~Exists(withdrawn))

    def public(self, now: datetime | None = None) -> "EditionQuerySet":
        """The live editions and the older ones of the same articles."""
        now = now or timezone.now()
        live = self.model.objects.live(now).filter(article=OuterRef("article"))
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
        next_at = self.model.objects.filter(
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
        corrections = self.filter(change_type=self.model.ChangeType.CORRECTION)
        return corrections.annotate(**self.model.objects.wrong_numbers("published_at"))

    def wrong_numbers(self, at: str) -> dict[str, Any]:
        """Of a correction or retraction that came `at` (its field): the numbers of the first and
        the last edition that readers had while the article was wrong. The first is the one that
        they had when the day began since which it was."""
        same = self.filter(cancelled_at=None, article=OuterRef("article"))
        earlier = same.filter(published_at__lt=OuterRef(at)).order_by("-published_at")
        at_first = earlier.filter(published_at__date__lt=OuterRef("wrong_since"))
        return {
            "first_wrong": Coalesce(Subquery(at_first.values("number")[:1]), Value(0)),
            "last_wrong": Coalesce(Subquery(earlier.values("number")[:1]), Value(0)),
        }

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

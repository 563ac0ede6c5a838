"""How the list of articles is narrowed down. What the filters are asked in vain, they pass over."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Author, Byline, Review, Status
from articles.models.status import ArticleQuerySet
from articles.piles import SOON


class ArticleFilter(admin.SimpleListFilter):
    """A filter whose value is one of its choices, or none."""

    def chosen(self) -> str | None:
        """The value, if it is one that the filter offers."""
        value = self.value()
        return value if value in {str(choice) for choice, _ in self.lookup_choices} else None


class StatusFilter(ArticleFilter):
    """By status; discarded articles are shown only when asked for."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Status.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        if status := self.chosen():
            return queryset.filter(status=status)  # type: ignore[no-any-return]
        return queryset.filter(discarded_at=None)  # type: ignore[no-any-return]


class MineFilter(ArticleFilter):
    """What the person began or has saved."""

    title = "who worked on it"
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "I did")]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        return queryset.worked_on_by(request.user) if self.chosen() else queryset  # type: ignore[no-any-return]


class DueFilter(ArticleFilter):
    """By the day on which the live edition is due for its next review."""

    title = "review due"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "Overdue"), ("soon", "In the next 60 days"), ("later", "Later")]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        today = timezone.localdate()
        ranges = {
            "overdue": Q(review_due_on__lt=today),
            "soon": Q(review_due_on__range=(today, today + SOON)),
            "later": Q(review_due_on__gt=today + SOON),
        }
        return queryset.filter(ranges.get(self.chosen() or "", Q()))  # type: ignore[no-any-return]


class ScheduleFilter(ArticleFilter):
    """By what is to appear, and whether the draft has moved on since."""

    title = "schedule"
    parameter_name = "schedule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Scheduled"), ("older", "Older than the draft"), ("no", "Not scheduled")]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        states = {
            "yes": Q(scheduled_for__isnull=False),
            "older": Q(scheduled_for__isnull=False) & ~Q(scheduled_revision=F("newest")),
            "no": Q(scheduled_for=None),
        }
        return queryset.filter(states.get(self.chosen() or "", Q()))  # type: ignore[no-any-return]


class AuthorFilter(ArticleFilter):
    """By a name in the working copy's byline."""

    title = "author"
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        signed = Exists(Byline.objects.filter(author=OuterRef("pk")))
        return [(str(author.pk), author.name) for author in Author.objects.filter(signed)]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        if author := self.chosen():
            signed = Byline.objects.filter(article=OuterRef("pk"), author=int(author))
            return queryset.filter(Exists(signed))  # type: ignore[no-any-return]
        return queryset  # type: ignore[no-any-return]


class ReviewerFilter(ArticleFilter):
    """By who has given a verdict on any text of the article."""

    title = "reviewer"
    parameter_name = "reviewer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        gave = Exists(Review.objects.filter(reviewer=OuterRef("pk")))
        users = User.objects.filter(gave).order_by("username")
        return [(str(user.pk), user.get_full_name() or user.username) for user in users]

    def queryset(self, request: HttpRequest, queryset: Any) -> ArticleQuerySet:
        if reviewer := self.chosen():
            verdicts = Review.objects.filter(
                revision__article=OuterRef("pk"), reviewer=int(reviewer)
            )
            return queryset.filter(Exists(verdicts))  # type: ignore[no-any-return]
        return queryset  # type: ignore[no-any-return]

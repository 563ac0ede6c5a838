"""How the list of replies is narrowed down."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest

from articles.admin.article_page import number
from articles.admin.filters import ArticleFilter
from comments import discussions
from comments.models import Comment, Report
from comments.models.comment import CommentQuerySet

Choices = list[tuple[str, str]]
DETAILS = "personal-details"


class StatusFilter(ArticleFilter):
    """By status: what waits, if nothing else is asked for."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("reported", "Reported, still shown"),
            ("approved", "Approved"),
            ("spam", "Spam"),
            ("removed", "Removed"),
            ("all", "All"),
        ]

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Django's first choice stands for no value at all; here that is what waits."""
        waiting, *others = super().choices(changelist)
        yield {**waiting, "display": "Waiting"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> CommentQuerySet:
        match self.chosen():
            case None:
                return queryset.pending()  # type: ignore[no-any-return]
            case "all":
                return queryset  # type: ignore[no-any-return]
            case "reported":
                return queryset.reported()  # type: ignore[no-any-return]
            case status:
                return queryset.filter(status=status)  # type: ignore[no-any-return]


class YesNoFilter(ArticleFilter, ABC):
    """By whether a condition holds."""

    yes, no = "Yes", "No"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", self.yes), ("no", self.no)]

    @abstractmethod
    def condition(self) -> Q:
        """What holds of the replies on the side of "yes"."""

    def queryset(self, request: HttpRequest, queryset: Any) -> CommentQuerySet:
        if chosen := self.chosen():
            condition = self.condition()
            return queryset.filter(condition if chosen == "yes" else ~condition)  # type: ignore[no-any-return]
        return queryset  # type: ignore[no-any-return]


class UrgentFilter(YesNoFilter):
    title = "emergency"
    parameter_name = "urgent"
    yes, no = "May be one", "No sign of one"

    def condition(self) -> Q:
        return Q(is_urgent=True)


class ReportedFilter(YesNoFilter):
    title = "reports"
    parameter_name = "reported"
    yes, no = "Not seen yet", "None, or all seen"

    def condition(self) -> Q:
        return Q(Exists(Report.objects.unseen().filter(comment=OuterRef("pk"))))


class DetailsFilter(YesNoFilter):
    """By what screening found: JSON is searched as text, for SQLite knows no other way."""

    title = "personal details"
    parameter_name = "details"
    yes, no = "Found", "None found"

    def condition(self) -> Q:
        as_text = Comment.objects.annotate(said=Cast("reasons", TextField()))
        return Q(pk__in=as_text.filter(said__contains=f'"{DETAILS}"').values("pk"))


class ArticleOpenFilter(YesNoFilter):
    title = "replies to the article"
    parameter_name = "open"
    yes, no = "Open", "Closed"

    def condition(self) -> Q:
        return ~Q(article__in=discussions.closed().values("article"))


class LikeFilter(ArticleFilter):
    """All that share something with one reply, for moderators: the reply's key stands in the
    address of the page, and the e-mail address or the network does not."""

    field = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        key = number(self.value() or "")
        if key is None or not request.user.has_perm("comments.moderate_comment"):
            return []
        found = Comment.objects.filter(pk=key).exclude(**{self.field: ""})
        return [(str(comment.pk), f"As {comment}") for comment in found]

    def queryset(self, request: HttpRequest, queryset: Any) -> CommentQuerySet:
        if key := self.chosen():
            same = Comment.objects.filter(pk=key).values(self.field)
            return queryset.filter(**{f"{self.field}__in": same})  # type: ignore[no-any-return]
        return queryset  # type: ignore[no-any-return]


class SameAddressFilter(LikeFilter):
    title = "address"
    parameter_name = "address_of"
    field = "email"


class SameNetworkFilter(LikeFilter):
    title = "network"
    parameter_name = "network_of"
    field = "network"


FILTERS: list[Any] = [
    StatusFilter,
    UrgentFilter,
    ReportedFilter,
    DetailsFilter,
    ArticleOpenFilter,
    "received_at",
    SameAddressFilter,
    SameNetworkFilter,
]

"""Articles and their replies: how many, the newest, and whether more are taken."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, ForeignKey, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.admin.base import LibraryAdmin
from articles.models import Article, Edition
from articles.models.live import WORKING_COPY
from comments import discussions
from comments.admin.filters import YesNoFilter
from comments.models import Comment, Discussion

Status = Comment.Status


class OpenFilter(YesNoFilter):
    title = "replies"
    parameter_name = "open"
    yes, no = "Open", "Closed"

    def condition(self) -> Q:
        return ~Q(pk__in=discussions.closed().values("pk"))


@admin.register(Discussion)
class DiscussionAdmin(LibraryAdmin[Discussion]):
    """Both forms only choose the rule; `discussions.set_rule` does it."""

    list_display = ["article", "approved", "waiting", "standing", "last_reply"]
    list_select_related = ["article", "changed_by"]
    list_filter = [OpenFilter, "rule"]
    search_fields = ["article__title", "article__slug"]
    fields = ["article", "rule"]

    class Media:
        css = {"all": ["comments/queue.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Discussion]:
        """Each with its replies counted, and with the edition that readers have before them."""
        live = Edition.objects.live().defer("html", "contents", "references")
        own = Comment.objects.filter(article=OuterRef("article")).order_by("-received_at")
        newest = own.exclude(status__in=[Status.SPAM, Status.REMOVED])
        return (
            Discussion.objects.defer(*WORKING_COPY)
            .prefetch_related(Prefetch("article__editions", live, to_attr="live_editions"))
            .annotate(
                approved_count=_counted(Status.APPROVED),
                waiting_count=_counted(Status.PENDING),
                last_reply_at=Subquery(newest.values("received_at")[:1]),
            )
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = {"title": "Articles with replies"}
        return super().changelist_view(request, own | (extra_context or {}))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """For an article that is not in the list yet."""
        own = {"title": "Open or close another article"}
        return super().add_view(request, form_url, own | (extra_context or {}))

    @admin.display(ordering="approved_count")
    def approved(self, discussion: Any) -> int:
        return int(discussion.approved_count)

    @admin.display(ordering="waiting_count")
    def waiting(self, discussion: Any) -> SafeString:
        """With the way to them."""
        queue = reverse("admin:comments_comment_changelist")
        slug = discussion.article.slug
        return format_html('<a href="{}?q={}">{}</a>', queue, slug, discussion.waiting_count)

    @admin.display(description="replies are", ordering="rule")
    def standing(self, discussion: Any) -> str:
        """Open or closed, why, and until when."""
        live = next(iter(discussion.article.live_editions), None)
        if live is None:
            return "Closed: the article is not on the site"
        is_open = discussions.is_open(discussion, live)
        end = discussions.closes_at(live)
        if discussion.rule != Discussion.Rule.BY_AGE:
            who = discussion.changed_by and f" by {discussion.changed_by.get_username()}"
            return f"{'Open whatever its age' if is_open else 'Closed'}{who or ''}"
        if end is None:
            return "Open"
        return f"{'Open until' if is_open else 'Closed since'} {_day(end)}"

    @admin.display(description="last reply", ordering="last_reply_at")
    def last_reply(self, discussion: Any) -> datetime | None:
        return discussion.last_reply_at  # type: ignore[no-any-return]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("comments.view_comment")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An article to which nobody has replied may be closed too."""
        return request.user.has_perm("comments.moderate_comment")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["article"] if obj else []

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Of the articles, those on the site that are not in the list yet."""
        if db_field.name == "article":
            live = Exists(Edition.objects.live().filter(article=OuterRef("pk")))
            kwargs["queryset"] = Article.objects.filter(live, discussion=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: Any, obj: Discussion, form: Any, change: bool) -> None:
        """The one verb."""
        obj.pk = discussions.set_rule(obj.article, obj.rule, by=request.user).pk


def _counted(status: str) -> Coalesce:
    replies = Comment.objects.filter(article=OuterRef("article"), status=status).order_by()
    counted = replies.values("article").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y")

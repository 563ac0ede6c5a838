"""The queue: readers' replies, by default those that wait."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms import Script
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import Truncator

from articles.admin.base import RecordAdmin
from articles.models.live import WORKING_COPY
from comments import queue
from comments.admin.block_page import BlockPage
from comments.admin.bulk import ACTIONS, BulkActions
from comments.admin.filters import FILTERS
from comments.admin.reply_page import ReplyPage
from comments.admin.verbs import VERBS
from comments.models import Comment, Decision, Report
from comments.models.comment import CommentQuerySet

LONGEST_EXCERPT = 280
PAGES: list[Any] = [*VERBS, BlockPage]
SECRET = {"email", "network", "name", "body", "fingerprint", "text_key"}


@admin.register(Comment)
class CommentAdmin(BulkActions, RecordAdmin[Comment]):
    """The page lays these columns together; the file has each by itself."""

    list_display = [
        "number",
        "status",
        "is_urgent",
        "why",
        "reports",
        "article",
        "signature",
        "received_at",
        "excerpt",
    ]
    list_select_related = ["article"]
    list_filter = FILTERS
    search_fields = ["name", "body", "article__title", "article__slug"]
    actions = ACTIONS

    class Media:
        css = {"all": ["comments/queue.css"]}
        js = [Script("comments/queue.js", defer=True)]

    def get_queryset(self, request: HttpRequest) -> CommentQuerySet:
        """Each with its unseen reports counted, and the key of the newest decision on it."""
        mine = {"comment": OuterRef("pk")}
        unseen = Report.objects.unseen().filter(**mine).order_by().values("comment")
        newest = Decision.objects.filter(**mine).order_by("-pk")
        return Comment.objects.defer(*WORKING_COPY).annotate(
            unseen=Coalesce(Subquery(unseen.annotate(count=Count("pk")).values("count")), 0),
            seen=Subquery(newest.values("pk")[:1]),
        )

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Only moderators see addresses."""
        return [*self.list_display, *(["email"] if moderates(request) else [])]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Only moderators find a reply by its address."""
        return [*self.search_fields, *(["email"] if moderates(request) else [])]

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """What is hidden is not found out by asking for it in the page's address either."""
        is_secret = lookup.partition("__")[0] in SECRET
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """What waits comes by urgency; what is dealt with, the newest first."""
        if request.GET.get("status", "") in {"", "reported"}:
            return ["-is_urgent", "received_at", "pk"]
        return ["-received_at", "-pk"]

    @admin.display(description="reasons")
    def why(self, comment: Comment) -> str:
        return " ".join(reason["message"] for reason in comment.reasons)

    @admin.display(description="unseen reports")
    def reports(self, comment: Any) -> int:
        return int(comment.unseen)

    @admin.display(description="name")
    def signature(self, comment: Comment) -> str:
        return comment.signature

    @admin.display(description="text")
    def excerpt(self, comment: Comment) -> str:
        """The beginning, as readers would see it: details are hidden before it is cut off."""
        return Truncator(comment.text).chars(LONGEST_EXCERPT)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:object_id>/{page.name}/",
                self.admin_site.admin_view(page.as_view(model_admin=self)),
                name=f"comments_comment_{page.name}",
            )
            for page in PAGES
        ]
        return own + super().get_urls()

    def changelist_view(self, request: Any, extra_context: Any = None) -> Any:
        """The list, and the person's last decision to be undone."""
        own = {
            "title": "Readers’ replies",
            "undoable": queue.undoable(request.user),
            "may_decide": moderates(request),
        }
        return super().changelist_view(request, own | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """The page of one reply."""
        return ReplyPage.as_view(model_admin=self)(request, object_id=object_id)


def moderates(request: HttpRequest) -> bool:
    """Whether whoever asks may decide on replies, and see whence they came."""
    return request.user.has_perm("comments.moderate_comment")

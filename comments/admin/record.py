"""Who decided what, and what readers reported: to be read and never changed."""

from django.contrib import admin

from articles.admin.base import RecordAdmin
from comments.models import Decision, Report


@admin.register(Decision)
class DecisionAdmin(RecordAdmin[Decision]):
    list_display = ["comment", "article", "verb", "who", "note", "decided_at"]
    list_select_related = ["comment", "article", "by"]
    list_filter = ["verb", "decided_at"]
    search_fields = ["article__title", "article__slug", "note", "by__username"]
    ordering = ["-pk"]
    fields = ["article", "comment", "verb", "before", "after", "by", "note", "decided_at"]

    @admin.display(description="by", ordering="by")
    def who(self, decision: Decision) -> str:
        return decision.who


@admin.register(Report)
class ReportAdmin(RecordAdmin[Report]):
    list_display = ["comment", "article", "reason", "note", "reported_at", "seen_at"]
    list_select_related = ["comment__article"]
    list_filter = ["reason", ("seen_at", admin.EmptyFieldListFilter), "reported_at"]
    search_fields = ["comment__article__title", "comment__article__slug", "note"]
    ordering = ["-pk"]
    fields = ["comment", "article", "reason", "note", "reported_at", "seen_at"]
    readonly_fields = ["article"]

    @admin.display(ordering="comment__article")
    def article(self, report: Report) -> str:
        return str(report.comment.article)

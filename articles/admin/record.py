"""The record: revisions, reviews, editions and the rest, to be read and never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from articles.admin import reading
from articles.admin.base import RecordAdmin
from articles.admin.typed import Row
from articles.models import (
    Address,
    Assignment,
    Edition,
    Manuscript,
    NameChange,
    Redaction,
    Review,
    Revision,
    Submission,
    Waiver,
    Withdrawal,
)


class TextAdmin(RecordAdmin[Row]):
    """Rows of which the text is shown."""

    class Media:
        css = {"all": ["articles/desk.css"]}


@admin.register(Revision)
class RevisionAdmin(TextAdmin[Revision]):
    list_display = ["article", "number", "saved_by", "saved_at"]
    list_select_related = ["article", "saved_by"]
    search_fields = ["article__title", "article__slug"]
    ordering = ["-saved_at"]
    fields = ["article", "number", "saved_by", "saved_at", "restore", "text"]

    @admin.display(description="")
    def restore(self, revision: Revision) -> SafeString:
        """Link to the page that makes it the working copy again."""
        url = reverse("admin:articles_article_restore", args=[revision.article_id])
        return format_html('<a href="{}?revision={}">Restore</a>', url, revision.number)

    @admin.display
    def text(self, revision: Revision) -> SafeString:
        """As readers would see it."""
        return render_to_string("admin/articles/_text.html", reading.context(revision))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("frozen_content")


@admin.register(Submission)
class SubmissionAdmin(RecordAdmin[Submission]):
    list_display = ["article", "revision", "submitted_by", "submitted_at"]
    list_select_related = ["revision__article", "submitted_by"]
    ordering = ["-submitted_at"]

    @admin.display
    def article(self, submission: Submission) -> str:
        return str(submission.revision.article)


@admin.register(Assignment)
class AssignmentAdmin(RecordAdmin[Assignment]):
    list_display = ["article", "submission", "reviewer", "assigned_at"]
    list_select_related = ["submission__revision__article", "reviewer"]
    ordering = ["-assigned_at"]

    @admin.display
    def article(self, assignment: Assignment) -> str:
        return str(assignment.submission.revision.article)


@admin.register(Review)
class ReviewAdmin(RecordAdmin[Review]):
    list_display = ["article", "revision", "verdict", "reviewer_name", "reviewed_at", "due_on"]
    list_select_related = ["revision__article"]
    list_filter = ["verdict"]
    search_fields = ["revision__article__title", "reviewer_name"]
    ordering = ["-reviewed_at"]

    @admin.display
    def article(self, review: Review) -> str:
        return str(review.revision.article)


@admin.register(Edition)
class EditionAdmin(TextAdmin[Edition]):
    list_display = ["article", "number", "revision", "published_at", "published_by", "cancelled_at"]
    list_select_related = ["article", "revision", "published_by"]
    search_fields = ["title", "article__slug"]
    ordering = ["-published_at"]
    fields = [
        "article",
        "number",
        "revision",
        "review",
        "disclaimer",
        "change_note",
        "published_at",
        "published_by",
        "recorded_at",
        "cancelled_at",
        "cancelled_by",
        "text",
    ]

    @admin.display
    def text(self, edition: Edition) -> SafeString:
        """As readers see it."""
        text = reading.opened(edition.html)
        return format_html('<article class="as-published">{}</article>', text)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).defer("html", "contents", "references")


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin[Withdrawal]):
    list_display = ["article", "reason", "withdrawn_by", "withdrawn_at"]
    list_select_related = ["article", "withdrawn_by"]
    ordering = ["-withdrawn_at"]


@admin.register(Redaction)
class RedactionAdmin(RecordAdmin[Redaction]):
    list_display = ["article", "reason", "places", "redacted_by", "redacted_at"]
    list_select_related = ["article", "redacted_by"]
    ordering = ["-redacted_at"]


@admin.register(Waiver)
class WaiverAdmin(RecordAdmin[Waiver]):
    list_display = ["article", "code", "excerpt", "reason", "waived_by", "waived_at"]
    list_select_related = ["article", "waived_by"]
    list_filter = ["code"]
    search_fields = ["article__title", "article__slug", "reason"]
    ordering = ["-waived_at"]


@admin.register(NameChange)
class NameChangeAdmin(RecordAdmin[NameChange]):
    list_display = ["author", "old_name", "new_name", "changed_by", "changed_at"]
    list_select_related = ["author", "changed_by"]
    ordering = ["-changed_at"]


@admin.register(Address)
class AddressAdmin(RecordAdmin[Address]):
    list_display = ["slug", "content_type", "object_id"]
    list_select_related = ["content_type"]
    search_fields = ["slug"]


@admin.register(Manuscript)
class ManuscriptAdmin(RecordAdmin[Manuscript]):
    list_display = ["name", "article", "imported_by", "imported_at"]
    list_select_related = ["article", "imported_by"]
    search_fields = ["name", "article__title"]
    fields = ["name", "article", "sha256", "imported_by", "imported_at", "original", "report"]

    @admin.display
    def original(self, manuscript: Manuscript) -> SafeString:
        """Link to the writer's file."""
        url = reverse("admin:articles_manuscript_original", args=[manuscript.pk])
        return format_html('<a href="{}">Download {}</a>', url, manuscript.name)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Manuscript]:
        return super().get_queryset(request).defer("data")

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.download)
        own = path("<int:object_id>/original/", view, name="articles_manuscript_original")
        return [own, *super().get_urls()]

    def download(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The writer's bytes, as a file that no browser opens by itself."""
        manuscript = self.get_object(request, str(object_id))
        if manuscript is None or not self.has_view_permission(request, manuscript):
            raise Http404
        disposition = content_disposition_header(True, manuscript.name)
        return HttpResponse(
            bytes(manuscript.data),
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": disposition or "attachment",
                "X-Content-Type-Options": "nosniff",
            },
        )

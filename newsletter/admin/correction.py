"""Articles that people were mailed while they were wrong, and what was decided on each."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from articles.admin.base import RecordAdmin
from newsletter import corrections, trays
from newsletter.admin.correction_page import VERBS, CorrectionPage, cause_of
from newsletter.models import Correction


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin[Correction]):
    list_display = ["title", "happened", "decision", "decided_by", "decided_at"]
    list_select_related = ["decided_by", "edition", "withdrawal"]
    search_fields = ["title"]
    change_list_template = "admin/newsletter/correction/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """Whoever may see issues."""
        return request.user.has_perm("newsletter.view_issue")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).prefetch_related("issues")

    @admin.display(description="what happened")
    def happened(self, correction: Correction) -> str:
        return correction.word

    @admin.display(description="decision")
    def decision(self, correction: Correction) -> str:
        if correction.untold_because:
            return f"Nobody is told: {correction.untold_because}"
        told_by = corrections.issue(correction)
        return f"Told by {told_by}" if told_by else "It waits"

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view
        views: list[type[CorrectionPage]] = [CorrectionPage, *VERBS]
        pages = [
            path(
                f"<slug:kind>/<int:key>/{page.name}/" if page.name else "<slug:kind>/<int:key>/",
                view(page.as_view(model_admin=self)),
                name=f"newsletter_correction_{page.name or 'page'}",
            )
            for page in views
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list of what was decided, below what waits."""
        own = {"title": "Corrections", "waiting": trays.corrections_to_tell()}
        return super().changelist_view(request, own | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """The page of one correction."""
        page = CorrectionPage.as_view(model_admin=self)
        return page(request, **cause_of(self.get_object(request, object_id)))

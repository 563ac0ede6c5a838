"""The issues of the newsletter: their list, and the pages of each."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import URLPattern, path, reverse

from articles.admin.base import RecordAdmin
from newsletter import digests, jobs, standing
from newsletter.admin.issue_edit import EditPage
from newsletter.admin.issue_page import IssuePage
from newsletter.admin.issue_proof import HtmlProof, ProgressPage, TextProof
from newsletter.admin.issue_verbs import VERBS
from newsletter.models import Issue, Subscriber

PAGES: list[type[IssuePage]] = [HtmlProof, TextProof, ProgressPage, *VERBS]
FREQUENCIES = Subscriber.Frequency


class OpenFilter(admin.SimpleListFilter):
    """Those on which something is still to be done."""

    title = "still open"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "Yes")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Issue]:
        is_chosen = self.value() == "1"
        return queryset.filter(finished_at=None, cancelled_at=None) if is_chosen else queryset  # type: ignore[no-any-return]


@admin.register(Issue)
class IssueAdmin(RecordAdmin[Issue]):
    list_display = ["__str__", "subject", "state", "drafted_at", "edited_by", "approved_by"]
    list_select_related = ["edited_by", "approved_by"]
    list_filter = [OpenFilter, "frequency"]
    search_fields = ["subject"]
    change_list_template = "admin/newsletter/issue/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        return standing.with_progress(super().get_queryset(request))

    @admin.display(description="state")
    def state(self, issue: Issue) -> str:
        return standing.words(issue)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                f"<int:object_id>/{page.name}/",
                view(page.as_view(model_admin=self)),
                name=f"newsletter_issue_{page.name}",
            )
            for page in PAGES
        ]
        draft: Any = view(self.draft)
        return [
            path("draft/<slug:frequency>/", draft, name="newsletter_issue_draft"),
            *own,
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, with the buttons that draft another issue."""
        allowed = request.user.has_perm("newsletter.change_issue")
        own = {
            "title": "Newsletters",
            "frequencies": FREQUENCIES.choices if allowed else [],
            "coming": jobs.coming(),
        }
        return super().changelist_view(request, own | (extra_context or {}))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """The page of one issue."""
        return EditPage.as_view(model_admin=self)(request, object_id=object_id)

    def draft(self, request: HttpRequest, frequency: str) -> HttpResponse:
        """Draft the next issue of a list before its time."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("newsletter.change_issue"):
            raise PermissionDenied
        if frequency not in FREQUENCIES:
            raise Http404
        issue = digests.draft(frequency)
        if issue is None:
            messages.info(request, digests.why_nothing(frequency))
            return HttpResponseRedirect(reverse("admin:newsletter_issue_changelist"))
        self.log_addition(request, issue, "Drafted.")
        messages.success(request, f"{issue} is drafted. Look at it and save it.")
        return HttpResponseRedirect(reverse("admin:newsletter_issue_change", args=[issue.pk]))

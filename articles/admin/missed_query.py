"""What readers searched for in vain: an editor adds a synonym or an article, or dismisses it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.template.defaultfilters import pluralize
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import RecordAdmin
from articles.admin.synonym_ring import new_ring, search_page
from articles.models import MissedQuery
from articles.search import finding
from articles.search.results import Asked, Results


def _told(results: Results) -> str:
    count = f"{results.total} article{pluralize(results.total)}"
    if not results.total:
        return "Nothing."
    if results.corrected:
        return f"Nothing, but {count} for “{results.suggestion}”."
    return (
        f"No article with all of the words, {count} with some." if results.partly else f"{count}."
    )


@admin.register(MissedQuery)
class MissedQueryAdmin(RecordAdmin[MissedQuery]):
    list_display = ["words", "count", "last_on", "dismissed"]
    list_filter = ["dismissed"]
    search_fields = ["words"]
    actions = ["dismiss", "bring_back"]
    fields = ["words", "count", "last_on", "dismissed", "found"]
    readonly_fields = ["found"]
    change_form_template = "admin/articles/missedquery/change_form.html"

    def get_list_display(self, request: HttpRequest) -> Any:
        """The link to a new ring for those who may make one."""
        may_add = request.user.has_perm("articles.add_synonymring")
        return [*self.list_display, "ring"] if may_add else self.list_display

    @admin.display(description="synonym")
    def ring(self, query: MissedQuery) -> SafeString:
        """A new ring, begun."""
        address = new_ring(query.words)
        return format_html('<a href="{}">Make a ring with “{}”</a>', address, query.words)

    @admin.display(description="what readers find now")
    def found(self, query: MissedQuery) -> SafeString:
        """What the search has for the words today, and the way to it."""
        told = _told(finding.find(Asked(query.words)))
        return format_html('{} <a href="{}">Search for it</a>', told, search_page(query.words))

    def has_dismiss_permission(self, request: HttpRequest) -> bool:
        """Whether the person keeps this list; the rows themselves nobody edits."""
        return request.user.has_perm("articles.change_missedquery")

    @admin.action(description="Dismiss", permissions=["dismiss"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[MissedQuery]) -> None:
        """They need nothing: nobody is shown them any more."""
        count = queryset.filter(dismissed=False).update(dismissed=True)
        self.message_user(request, f"{count} dismissed.")

    @admin.action(description="Bring back", permissions=["dismiss"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet[MissedQuery]) -> None:
        """They wait again."""
        count = queryset.filter(dismissed=True).update(dismissed=False)
        self.message_user(request, f"{count} brought back.")

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["may_dismiss"] = self.has_dismiss_permission(request)
        if request.user.has_perm("articles.add_synonymring"):
            context["ring_url"] = new_ring(context["original"].words)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.decide)
        own = [
            path(f"<int:pk>/{name}/", view, {"dismissed": to}, f"articles_missedquery_{name}")
            for name, to in (("dismiss", True), ("bring-back", False))
        ]
        return [*own, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int, dismissed: bool) -> HttpResponse:
        """The button on the page of an entry."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_dismiss_permission(request):
            raise PermissionDenied
        query = self.get_object(request, str(pk))
        if query is None:
            raise Http404
        MissedQuery.objects.filter(pk=pk).update(dismissed=dismissed)
        done = "Dismissed" if dismissed else "Brought back"
        self.log_change(request, query, f"{done}.")
        messages.success(request, f"{done}: “{query}”.")
        return HttpResponseRedirect(reverse("admin:articles_missedquery_changelist"))

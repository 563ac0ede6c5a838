"""What the watches found of a source: its address and its notices, checked at a press."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles import jobs, link_check
from articles.admin.base import LibraryAdmin
from articles.findings import Refused
from articles.models import Job, Source


class WatchedAdmin(LibraryAdmin[Source]):
    """The part of a source's pages that is about the watches."""

    actions = ["check_links", "check_notices"]

    class Media:
        css = {"all": ["articles/watch.css"]}

    def has_watch_permission(self, request: HttpRequest) -> bool:
        """For the list's actions."""
        return request.user.has_perms(["articles.add_job", "articles.change_source"])

    @admin.action(description="Check these links now", permissions=["watch"])
    def check_links(self, request: Any, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Start a job that visits the address of each."""
        chosen = queryset.exclude(url="")
        return self._start(request, Job.Kind.CHECK_LINKS, "Check links", chosen)

    @admin.action(description="Look for retractions now", permissions=["watch"])
    def check_notices(self, request: Any, queryset: QuerySet[Source]) -> HttpResponse | None:
        """Start a job that asks Crossref and PubMed about each."""
        chosen = queryset.exclude(doi="", pmid="")
        return self._start(request, Job.Kind.CHECK_NOTICES, "Look for retractions", chosen)

    def _start(
        self, request: Any, kind: str, label: str, sources: QuerySet[Source]
    ) -> HttpResponse | None:
        entries = [{"name": str(source), "source": source.pk} for source in sources]
        title = f"{label}: {len(entries)} source{'s' * (len(entries) != 1)}"
        try:
            job = jobs.start(kind, title=title, entries=entries, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:articles_job_change", args=[job.pk]))

    @admin.display(description="link")
    def link(self, source: Source) -> SafeString | str:
        """What became of the address, and a button for the one to which it has moved."""
        if not source.url or source.link_checked_at is None:
            return "Not checked yet."
        on = date_format(localtime(source.link_checked_at), "j F Y")
        status = source.get_link_status_display()
        told = f"{status} (checked on {on}). {source.link_detail}".strip()
        if not source.link_moved_to:
            return told
        return format_html(
            '{} The new address is <a href="{}" rel="external">{}</a>.'
            ' <button type="submit" class="button" formaction="{}" formnovalidate>'
            "Use the new address</button>",
            told,
            source.link_moved_to,
            source.link_moved_to,
            reverse("admin:articles_source_take_over", args=[source.pk]),
        )

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.take_over)
        own = path("<int:object_id>/take-over/", view, name="articles_source_take_over")
        return [own, *super().get_urls()]

    def take_over(self, request: Any, object_id: int) -> HttpResponse:
        """Make the address to which the source has moved its address."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        source = self.get_object(request, str(object_id))
        if source is None:
            raise Http404
        try:
            row = link_check.take_over(source, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            self.log_change(request, row, "Took over the new address.")
            messages.success(request, f"The address is now {row.url}. No article has changed yet.")
        return HttpResponseRedirect(reverse("admin:articles_source_change", args=[source.pk]))

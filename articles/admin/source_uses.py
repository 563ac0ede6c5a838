"""Where a source is used, and the buttons that take a correction into the articles."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import URLPattern, path, reverse

from articles import jobs, taking_in
from articles.admin.base import LibraryAdmin
from articles.findings import Refused
from articles.models import Article, Job, Source


class UsedAdmin(LibraryAdmin[Source]):
    """The part of a source's pages that is about the articles which cite it."""

    def get_urls(self) -> list[URLPattern]:
        guard: Any = self.admin_site.admin_view
        address = "<int:object_id>/take-in/"
        own = [
            path(address, guard(self.take_into_all), name="articles_source_take_into_all"),
            path(
                f"{address}<int:article_id>/",
                guard(self.take_into),
                name="articles_source_take_into",
            ),
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        if source := context.get("original"):
            uses = taking_in.uses(source)
            context |= {
                "uses": uses,
                "drafts_behind": [use for use in uses if use.draft_is_behind],
                "may_take_in": request.user.has_perm("articles.change_article"),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def take_into(self, request: Any, object_id: int, article_id: int) -> HttpResponse:
        """Take the source as it is now into one article."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        source = self._source(request, object_id)
        article = Article.objects.filter(pk=article_id).first()
        if article is None:
            raise Http404
        try:
            revision = taking_in.take_in(source, article, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told = f"taken in as {revision}, which needs its review" if revision else "had it"
            messages.success(request, f"{article}: {told}.")
        return HttpResponseRedirect(_page_of(source))

    def take_into_all(self, request: Any, object_id: int) -> HttpResponse:
        """Start a job that takes it into every article whose draft is behind."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        source = self._source(request, object_id)
        entries = [
            {"name": str(use.article), "source": source.pk, "article": use.article.pk}
            for use in taking_in.uses(source)
            if use.draft_is_behind
        ]
        try:
            job = jobs.start(
                Job.Kind.TAKE_IN, title=f"Take in: {source}", entries=entries, by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(_page_of(source))
        return HttpResponseRedirect(reverse("admin:articles_job_change", args=[job.pk]))

    def _source(self, request: HttpRequest, object_id: int) -> Source:
        if not request.user.has_perm("articles.change_article"):
            raise PermissionDenied
        source = self.get_object(request, str(object_id))
        if source is None:
            raise Http404
        return source


def _page_of(source: Source) -> str:
    return reverse("admin:articles_source_change", args=[source.pk])

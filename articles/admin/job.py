"""Long work and how far it is. Jobs are started where their things are: here they are watched."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponse
from django.urls import URLPattern, path, reverse

from articles.admin.base import RecordAdmin
from articles.models import Job


def progress(job: Job) -> str:
    """How far the job is, in words."""
    if not job.done:
        return f"Waiting for a worker: none of {job.total} done yet."
    failed = len(job.failures)
    done = f"{job.done - failed} of {job.total} done"
    return f"{done}, {failed} could not be." if failed else f"{done}."


@admin.register(Job)
class JobAdmin(RecordAdmin[Job]):
    list_display = ["title", "kind", "so_far", "started_by", "created_at", "finished_at"]
    list_select_related = ["started_by"]
    list_filter = ["kind"]
    search_fields = ["title"]
    fields = ["kind", "started_by", "created_at", "finished_at"]
    change_form_template = "admin/articles/job/change_form.html"

    class Media:
        css = {"all": ["articles/watch.css"]}
        js = [Script("articles/progress.js", defer=True)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        return super().get_queryset(request).defer("made")

    @admin.display(description="progress")
    def so_far(self, job: Job) -> str:
        return progress(job)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        job = context["original"]
        context |= {"progress": progress(job), "made": [_link(each) for each in job.made]}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.progress)
        own = path("<int:object_id>/progress/", view, name="articles_job_progress")
        return [own, *super().get_urls()]

    def progress(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """How far the job is, for the page that shows it."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        job = self.get_object(request, str(object_id))
        if job is None:
            raise Http404
        values = {"done": job.done, "text": progress(job), "finished": bool(job.finished_at)}
        return JsonResponse(values)


def _link(made: Any) -> dict[str, str]:
    url = reverse(f"admin:articles_{made['model']}_change", args=[made["pk"]])
    return {"text": made["text"], "url": url}

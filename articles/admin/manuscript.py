"""Writers' files: kept byte for byte, and imported, many at once."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from articles import importing, jobs
from articles.admin.base import RecordAdmin
from articles.findings import Refused
from articles.manuscripts import archive
from articles.manuscripts.unreadable import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_FILES, Unreadable
from articles.models import Job, Manuscript, Topic

TOO_MANY = f"Send at most {MAX_ARCHIVE_FILES} files at a time."
TOO_LARGE = f"Send at most {MAX_ARCHIVE_BYTES // 1_000_000} MB at a time."


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is a list of names and bytes, a zip taken for the files in it."""

    widget = FilesInput({"accept": ".txt,.md,.markdown,.docx,.html,.htm,.zip"})

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        sent = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        if sum(file.size for file in sent) > MAX_ARCHIVE_BYTES:
            raise ValidationError(TOO_LARGE, code="too-large")
        files = [each for file in sent for each in _files(file)]
        if len(files) > MAX_ARCHIVE_FILES:
            raise ValidationError(TOO_MANY, code="too-many")
        if sum(len(bytes_) for _, bytes_ in files) > MAX_ARCHIVE_BYTES:
            raise ValidationError(TOO_LARGE, code="too-large")
        return files


def _files(sent: Any) -> Iterator[tuple[str, bytes]]:
    name = sent.name.replace("\0", "")
    if not name.lower().endswith(".zip"):
        yield name, sent.read()
        return
    try:
        yield from archive.unpack(sent.read())
    except Unreadable as error:
        raise ValidationError(f"{name}: {error}", code="unreadable") from error


class ImportForm(forms.Form):
    manuscripts = FilesField(
        label="Files",
        allow_empty_file=True,
        help_text=f"Files of .txt, .md, .docx or .html, or a .zip of them. {TOO_LARGE}",
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(), required=False, help_text="Given to each of them."
    )
    update = forms.BooleanField(
        required=False,
        label="Update articles that exist",
        help_text="A file with the title of an article adds a revision to it, or is refused.",
    )


@admin.register(Manuscript)
class ManuscriptAdmin(RecordAdmin[Manuscript]):
    list_display = ["name", "article", "imported_by", "imported_at"]
    list_select_related = ["article", "imported_by"]
    search_fields = ["name", "article__title"]
    fields = ["name", "article", "sha256", "imported_by", "imported_at", "original", "report"]
    change_list_template = "admin/articles/manuscript/change_list.html"

    @admin.display
    def original(self, manuscript: Manuscript) -> SafeString:
        """Link to the writer's file."""
        url = reverse("admin:articles_manuscript_original", args=[manuscript.pk])
        return format_html('<a href="{}">Download {}</a>', url, manuscript.name)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Manuscript]:
        return super().get_queryset(request).defer("data")

    def get_urls(self) -> list[URLPattern]:
        guard: Any = self.admin_site.admin_view
        own = [
            path("import/", guard(self.take), name="articles_manuscript_import"),
            path(
                "<int:object_id>/original/",
                guard(self.download),
                name="articles_manuscript_original",
            ),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: Any, extra_context: Any = None) -> Any:
        context = {**(extra_context or {}), "may_import": may_import(request.user)}
        return super().changelist_view(request, context)

    def take(self, request: Any) -> HttpResponse:
        """The page on which files are sent: they are put by, and a job imports them."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not may_import(request.user):
            raise PermissionDenied
        sent = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
        if form.is_valid() and (job := _start(form, request.user)):
            return HttpResponseRedirect(reverse("admin:articles_job_change", args=[job.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Import manuscripts",
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/manuscript/import.html", context)

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


def may_import(user: Any) -> bool:
    """Whether the person may send manuscripts."""
    needed = ["articles.add_manuscript", "articles.view_job"]
    return bool(user.has_perms(needed)) and not list(jobs.permission(Job.Kind.IMPORT, user))


def _start(form: ImportForm, by: Any) -> Job | None:
    """Put the files by and start their job, both or neither."""
    values = dict(form.cleaned_data)
    try:
        with transaction.atomic():
            entries = importing.put_by(values.pop("manuscripts"), by=by, **values)
            title = f"Import {len(entries)} manuscript{'s' * (len(entries) != 1)}"
            return jobs.start(Job.Kind.IMPORT, title=title, entries=entries, by=by)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None

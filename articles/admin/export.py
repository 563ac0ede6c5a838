"""Any list of the admin as a CSV file (RFC 4180): all its pages, as filtered, searched and ordered.

UTF-8 with a byte order mark, by which spreadsheets know it. A cell that a spreadsheet would take
for a formula gets an apostrophe before it (OWASP, "CSV Injection").
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.timezone import localdate, localtime

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_AT_ONCE = 500


class ExportMixin:
    """An admin whose list may be taken away as a file by all who may see it."""

    def get_urls(self) -> list[URLPattern]:
        admin: Any = self
        own = path("export/", admin.admin_site.admin_view(self.export), name=_name(admin))
        return [own, *super().get_urls()]  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, with a link to the file."""
        query = request.META.get("QUERY_STRING", "")
        address = reverse(f"admin:{_name(self)}")
        link = {"export_url": f"{address}?{query}" if query else address}
        return super().changelist_view(request, link | (extra_context or {}))  # type: ignore[misc]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """The list that the same query shows; the list itself says what is wrong with a query."""
        admin: Any = self
        if not admin.has_view_permission(request):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        # Every page is meant, and one that does not exist would be refused.
        query = request.GET.copy()
        query.pop(PAGE_VAR, None)
        request.GET = query  # type: ignore[assignment]
        try:
            changes = admin.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{_name(admin, 'changelist')}") + "?e=1")
        name = f"{slugify(admin.opts.verbose_name_plural)}-{localdate():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            written(changes),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def written(changes: ChangeList) -> Iterator[str]:
    """The list as CSV, line by line."""
    admin, names = changes.model_admin, list(changes.list_display)
    names = [name for name in names if name != "action_checkbox"]
    writer = csv.writer(_Line())
    headers = [label_for_field(name, changes.model, admin) for name in names]
    yield MARK + writer.writerow([cell(str(header).capitalize()) for header in headers])
    for row in changes.queryset.iterator(ROWS_AT_ONCE):
        yield writer.writerow([cell(value_of(name, row, admin)) for name in names])


def value_of(name: Any, row: Any, admin: Any) -> Any:
    """What a column says of a row: in words where the column has choices."""
    try:
        field, _, value = lookup_field(name, row, admin)
    except ObjectDoesNotExist:
        return None
    choices = dict(field.flatchoices) if field is not None and field.flatchoices else {}
    return choices.get(value, value)


def cell(value: Any) -> str:
    """A value as the text of a cell: dates by ISO 8601 in London time, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    text = strip_tags(value) if isinstance(value, SafeString) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _name(admin: Any, page: str = "export") -> str:
    return f"{admin.opts.app_label}_{admin.opts.model_name}_{page}"

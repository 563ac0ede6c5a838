"""What all pages of the admin share."""

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.utils.decorators import method_decorator

from articles.admin.export import ExportMixin
from articles.admin.typed import Row, TypedAdmin
from articles.admin.widgets import AutocompletesMixin


class LibraryAdmin(ExportMixin, AutocompletesMixin, TypedAdmin[Row]):
    """A model's pages. Nothing is deleted here: the record, frozen in JSON, points to rows."""

    show_full_result_count = False
    list_per_page = 50
    view_on_site = False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        # PostgreSQL takes no NUL in a string: it is a mistake in a filter like any other.
        if any("\0" in value for name, value in request.GET.items() if name != SEARCH_VAR):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Row], search_term: str
    ) -> tuple[models.QuerySet[Row], bool]:
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))


class RecordAdmin(LibraryAdmin[Row]):
    """Rows of the record: to be read, whoever reads."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


# CKEditor writes `style` and `onclick` attributes; no script but ours runs all the same.
EDITOR_POLICY = {"script-src-attr": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]}


class EditorAdmin(LibraryAdmin[Row]):
    """A model whose form holds the rich-text editor."""

    class Media:
        css = {"all": ["articles/desk.css", "articles/review.css"]}

    @method_decorator(csp_update(EDITOR_POLICY))
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, under the one policy that the editor works with."""
        return super().changeform_view(request, object_id, form_url, extra_context)

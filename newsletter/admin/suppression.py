"""Addresses that are not written to: why and since when, and not which. One is looked up."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from articles.admin.base import RecordAdmin
from newsletter import suppression
from newsletter.admin.suppression_pages import LiftPage, LookUpPage
from newsletter.models import Suppression

STOPPED, LIFTED = "stopped", "lifted"


class StandingFilter(admin.SimpleListFilter):
    """Those in force, or those that were let in again."""

    title = parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(STOPPED, "Stopped"), (LIFTED, "Let in again")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Suppression]:
        if self.value() not in {STOPPED, LIFTED}:
            return queryset  # type: ignore[no-any-return]
        return queryset.filter(lifted_at__isnull=self.value() == STOPPED)  # type: ignore[no-any-return]


@admin.register(Suppression)
class SuppressionAdmin(RecordAdmin[Suppression]):
    list_display = ["__str__", "reason", "since", "evidence", "lifted_at"]
    list_filter = [StandingFilter, "reason"]
    fields = ["reason", "since", "evidence", "lifted_at"]
    change_list_template = "admin/newsletter/suppression/change_list.html"
    change_form_template = "admin/newsletter/suppression/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        look_up, lift = LookUpPage.as_view(model_admin=self), LiftPage.as_view(model_admin=self)
        return [
            path("look-up/", view(look_up), name="newsletter_suppression_look_up"),
            path("<int:object_id>/lift/", view(lift), name="newsletter_suppression_lift"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list; it says if nobody on it is known any more."""
        try:
            suppression.ensure_key()
        except suppression.KeyChanged as error:
            messages.error(request, str(error))
        return super().changelist_view(request, extra_context)

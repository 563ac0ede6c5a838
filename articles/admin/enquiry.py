"""Readers' messages: to be read, answered by mail, and ticked off."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.base import LibraryAdmin
from articles.admin.typed import TypedForm
from articles.models import Enquiry


class EnquiryForm(TypedForm[Enquiry]):
    answered = forms.BooleanField(required=False)

    class Meta:
        model = Enquiry
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered"].initial = self.instance.answered_at is not None


@admin.register(Enquiry)
class EnquiryAdmin(LibraryAdmin[Enquiry]):
    form = EnquiryForm
    list_display = ["received_at", "article", "name", "is_answered"]
    list_select_related = ["article"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "email", "body"]
    actions = ["mark_answered"]
    fields = ["article", "edition", "name", "email", "body", "received_at", "answered"]
    readonly_fields = ["article", "edition", "name", "email", "body", "received_at"]

    @admin.display(description="answered", boolean=True)
    def is_answered(self, enquiry: Enquiry) -> bool:
        return enquiry.answered_at is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: Any, obj: Enquiry, form: Any, change: bool) -> None:
        """Note who answered and when, or that it is open again."""
        if "answered" in form.changed_data:
            answered = form.cleaned_data["answered"]
            obj.answered_at = timezone.now() if answered else None
            obj.answered_by = request.user if answered else None
            obj.save(update_fields=["answered_at", "answered_by"])

    @admin.action(description="Mark as answered", permissions=["change"])
    def mark_answered(self, request: Any, queryset: QuerySet[Enquiry]) -> None:
        """Tick off those that are still open."""
        still_open = queryset.filter(answered_at=None)
        count = still_open.update(answered_at=timezone.now(), answered_by=request.user)
        self.message_user(request, f"{count} marked as answered.")

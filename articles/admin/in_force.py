"""Wordings that come into force: new ones are added, and none is ever changed."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.base import RecordAdmin
from articles.admin.typed import Row, TypedForm
from articles.admin.verb_forms import MomentField


class InForceForm(TypedForm[Row]):
    in_force_from = MomentField(required=False, help_text="London time. Empty: from now on.")

    def clean_in_force_from(self) -> datetime:
        """Now, or a time to come: what people were shown in the past cannot be altered."""
        now = timezone.now()
        moment: datetime = self.cleaned_data["in_force_from"] or now
        if moment < now:
            raise ValidationError("That time has passed. Choose a later one.", code="time-passed")
        return moment


class InForceAdmin(RecordAdmin[Row]):
    """The list says which is in force; the form adds the next."""

    form: Any = InForceForm
    list_select_related = ["written_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        name = f"{self.opts.app_label}.add_{self.opts.model_name}"
        return bool(request.user.has_perm(name))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Append the new wording in its writer's name."""
        obj.written_by = request.user
        obj.append()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        in_force = self.model._default_manager.in_force()  # type: ignore[attr-defined]
        return super().get_queryset(request).annotate(in_force=Value(in_force and in_force.pk))

    @admin.display
    def standing(self, wording: Any) -> str:
        """Whether it holds by now, still, or not yet."""
        if wording.in_force_from > timezone.now():
            return "Coming"
        return "In force" if wording.pk == wording.in_force else "Former"

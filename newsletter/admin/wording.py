"""The words with which people are asked: new ones are added, and none is ever changed."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.base import RecordAdmin
from articles.admin.typed import TypedForm
from articles.admin.verb_forms import MomentField
from newsletter.models import Wording


class WordingForm(TypedForm[Wording]):
    in_force_from = MomentField(required=False, help_text="London time. Empty: from now on.")

    class Meta:
        model = Wording
        fields = ["invitation", "consent", "privacy_note", "in_force_from"]

    def clean_in_force_from(self) -> datetime:
        """Now, or a time to come: what people agreed to in the past cannot be altered."""
        now = timezone.now()
        moment: datetime = self.cleaned_data["in_force_from"] or now
        if moment < now:
            raise ValidationError("That time has passed. Choose a later one.", code="time-passed")
        return moment


@admin.register(Wording)
class WordingAdmin(RecordAdmin[Wording]):
    form = WordingForm
    list_display = ["__str__", "standing", "consent", "written_by"]
    list_select_related = ["written_by"]
    fields = ["invitation", "consent", "privacy_note", "in_force_from"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("newsletter.add_wording")

    def save_model(self, request: Any, obj: Wording, form: Any, change: bool) -> None:
        """Append the new wording in its writer's name."""
        obj.written_by = request.user
        obj.append()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wording]:
        in_force = Wording.objects.in_force()
        return super().get_queryset(request).annotate(in_force=Value(in_force and in_force.pk))

    @admin.display
    def standing(self, wording: Any) -> str:
        if wording.in_force_from > timezone.now():
            return "Coming"
        return "In force" if wording.pk == wording.in_force else "Former"

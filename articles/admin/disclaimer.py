"""The medical disclaimer: new wordings are added, and none is ever changed."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.base import RecordAdmin
from articles.admin.typed import TypedForm
from articles.admin.verb_forms import MomentField
from articles.models import Disclaimer


class DisclaimerForm(TypedForm[Disclaimer]):
    in_force_from = MomentField(required=False, help_text="London time. Empty: from now on.")

    class Meta:
        model = Disclaimer
        fields = ["short", "full", "site", "in_force_from"]

    def clean_in_force_from(self) -> datetime:
        """Now, or a time to come: what readers were shown in the past cannot be altered."""
        now = timezone.now()
        moment: datetime = self.cleaned_data["in_force_from"] or now
        if moment < now:
            raise ValidationError("That time has passed. Choose a later one.", code="time-passed")
        return moment


@admin.register(Disclaimer)
class DisclaimerAdmin(RecordAdmin[Disclaimer]):
    form = DisclaimerForm
    list_display = ["__str__", "short", "written_by"]
    list_select_related = ["written_by"]
    fields = ["short", "full", "site", "in_force_from"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.add_disclaimer")

    def save_model(self, request: Any, obj: Disclaimer, form: Any, change: bool) -> None:
        """Append the new wording in its writer's name."""
        obj.written_by = request.user
        obj.append()

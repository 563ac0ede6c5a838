"""The medical disclaimer: new wordings are added, and none is ever changed."""

from django.contrib import admin

from articles.admin.in_force import InForceAdmin
from articles.models import Disclaimer


@admin.register(Disclaimer)
class DisclaimerAdmin(InForceAdmin[Disclaimer]):
    list_display = ["__str__", "standing", "short", "written_by"]
    fields = ["short", "full", "site", "in_force_from"]

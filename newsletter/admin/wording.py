"""The words with which people are asked: new ones are added, and none is ever changed."""

from django.contrib import admin

from articles.admin.in_force import InForceAdmin
from newsletter.models import Wording


@admin.register(Wording)
class WordingAdmin(InForceAdmin[Wording]):
    list_display = ["__str__", "standing", "consent", "written_by"]
    fields = ["invitation", "consent", "privacy_note", "in_force_from"]

"""The library's policies: Django's flatpages, with the editor and the cleaning of all our texts."""

from django.contrib import admin
from django.contrib.flatpages.admin import FlatPageAdmin
from django.contrib.flatpages.forms import FlatpageForm
from django.contrib.flatpages.models import FlatPage

from articles.admin.base import EditorAdmin
from articles.admin.widgets import RichTextField

admin.site.unregister(FlatPage)


class PolicyForm(FlatpageForm):
    content = RichTextField(cites=False, required=False)


@admin.register(FlatPage)
class PolicyAdmin(FlatPageAdmin, EditorAdmin[FlatPage]):
    form = PolicyForm
    fieldsets = [(None, {"fields": ["url", "title", "content", "sites"]})]
    list_filter = []

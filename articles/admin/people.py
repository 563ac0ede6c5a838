"""Authors, and the topics they write about."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles import bylines, images
from articles.admin.base import EditorAdmin, LibraryAdmin
from articles.admin.image import FILE_HELP, PictureField
from articles.admin.typed import TypedForm
from articles.admin.widgets import RichTextField
from articles.models import Author, Topic


class AuthorForm(TypedForm[Author]):
    bio = RichTextField(height=160, cites=False, required=False)
    upload = PictureField(label="New photo", required=False, help_text=FILE_HELP)

    class Meta:
        model = Author
        fields = ["name", "slug", "credentials", "bio", "photo", "orcid", "user"]

    def clean_name(self) -> str:
        """With single spaces, as it is compared and logged."""
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError("Give the author a name.", code="no-name")
        return name


@admin.register(Author)
class AuthorAdmin(EditorAdmin[Author]):
    form = AuthorForm
    list_display = ["name", "credentials", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["photo"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "credentials", "bio", "photo", "upload", "orcid", "user"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Author | None = None
    ) -> dict[str, Any]:
        """A slug is suggested once: later the address has been given away."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: Any, obj: Author | None = None) -> list[str]:
        """The rule of two persons rests on the linked account, so superusers alone link it."""
        return [] if request.user.is_superuser else ["user"]

    def save_model(self, request: Any, obj: Author, form: Any, change: bool) -> None:
        """Store all but a change of name, which is logged."""
        if picture := form.cleaned_data["upload"]:
            obj.photo = images.keep(picture, title=f"Photo of {obj.name}", by=request.user)
        if not change:
            obj.save()
            return
        obj.save(update_fields=["slug", "credentials", "bio", "photo", "orcid", "user"])
        if "name" in form.changed_data and obj.name != form.initial["name"]:
            bylines.rename(obj, name=obj.name, by=request.user)


@admin.register(Topic)
class TopicAdmin(LibraryAdmin[Topic]):
    list_display = ["name", "slug", "position", "review_interval_months"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Topic | None = None
    ) -> dict[str, Any]:
        """A slug is suggested once: later the address has been given away."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

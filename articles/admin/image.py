"""Pictures of the library."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import images
from articles.admin.base import LibraryAdmin
from articles.admin.typed import TypedForm
from articles.models import Image
from klarity.images import EncodedImage, encode

FILE_HELP = "JPEG, PNG, WebP or GIF, up to 20 MB. It is encoded anew, without its metadata."


class PictureField(forms.FileField):
    """An uploaded picture; its value is encoded afresh, or None."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})

    def clean(self, data: Any, initial: Any = None) -> EncodedImage | None:
        upload = super().clean(data, initial)
        return encode(upload) if upload else None


class UploadForm(TypedForm[Image]):
    upload = PictureField(label="File", help_text=FILE_HELP)

    class Meta:
        model = Image
        fields = ["title"]


@admin.register(Image)
class ImageAdmin(LibraryAdmin[Image]):
    list_display = ["title", "width", "height", "uploaded_by", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["title"]

    def get_form(
        self, request: Any, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """A file when it is new, later the title only: a picture is never replaced."""
        if obj is None:
            kwargs["form"] = UploadForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        return ["title", "picture", "width", "height"] if obj else ["title", "upload"]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return ["picture", "width", "height"] if obj else []

    @admin.display
    def picture(self, image: Image) -> SafeString:
        """The picture, small."""
        return format_html('<img src="{}" alt="{}" width="300">', image.url, image.title)

    def save_form(self, request: Any, form: Any, change: bool) -> Image:
        """The row of the picture: of the one that the library has already, if it is the same."""
        if change:
            return form.save(commit=False)  # type: ignore[no-any-return]
        form.save(commit=False)
        values = form.cleaned_data
        return images.keep(values["upload"], title=values["title"], by=request.user)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """A new one is stored already."""
        if change:
            super().save_model(request, obj, form, change)

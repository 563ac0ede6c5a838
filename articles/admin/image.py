"""Pictures of the library."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from articles import images
from articles.admin.base import LibraryAdmin
from articles.admin.typed import TypedForm
from articles.models import Image
from klarity.images import EncodedImage, encode

SHOWN_AT_ONCE = 24
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


def _as_json(image: Image) -> dict[str, Any]:
    return {
        "src": image.url,
        "width": image.width,
        "height": image.height,
        "title": image.title,
        "thumbnail": default_storage.url(image.smallest),
    }


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

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("pick/", self._own(require_GET(self.pick)), name="articles_image_pick"),
            path("upload/", self._own(require_POST(self.upload)), name="articles_image_upload"),
        ]
        return own + super().get_urls()

    def _own(self, view: Any) -> Any:
        return self.admin_site.admin_view(view)

    def pick(self, request: HttpRequest) -> JsonResponse:
        """The newest pictures, of all or of those whose title has the words of `q`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "")[:200]
        found, _ = self.get_search_results(request, Image.objects.all(), words)
        return JsonResponse({"images": [_as_json(image) for image in found[:SHOWN_AT_ONCE]]})

    def upload(self, request: Any) -> JsonResponse:
        """Take a picture into the library from within the editor (`title`, `upload`)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            sentences = [str(error) for errors in form.errors.values() for error in errors]
            return JsonResponse({"error": " ".join(sentences)}, status=422)
        values = form.cleaned_data
        image = images.keep(values["upload"], title=values["title"], by=request.user)
        return JsonResponse({"image": _as_json(image)})

"""Pictures into the library: encoded afresh, and kept once under their content's hash."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile, File

from articles.models import Image
from klarity.images import EXTENSION, ContentHashStorage, EncodedImage, encode


def store(upload: File[Any], *, title: str, by: User) -> Image:
    """Take in an uploaded picture. Raises ValidationError if it cannot be read or is too large."""
    return keep(encode(upload), title=title, by=by)


def keep(picture: EncodedImage, *, title: str, by: User) -> Image:
    """The library's Image of an encoded picture: the one that has the same bytes, else a new one,
    with `title` to find it again."""
    image, _ = Image.objects.get_or_create(
        name=_write(picture),
        defaults={
            "width": picture.width,
            "height": picture.height,
            "renditions": [
                {"name": _write(copy), "width": copy.width, "height": copy.height}
                for copy in picture.renditions
            ],
            "title": title,
            "uploaded_by": by,
        },
    )
    return image


def _write(picture: EncodedImage) -> str:
    return ContentHashStorage().save(f"picture.{EXTENSION}", ContentFile(picture.data))

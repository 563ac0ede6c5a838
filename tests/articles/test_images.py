"""Pictures are taken in once, without their metadata."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from articles import images
from articles.models import Image


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def upload(width: int = 900, colour: str = "teal") -> SimpleUploadedFile:
    """A PNG as a browser sends it."""
    buffer = BytesIO()
    Picture.new("RGB", (width, 300), colour).save(buffer, "PNG")
    return SimpleUploadedFile("knee.png", buffer.getvalue(), "image/png")


def test_picture_is_stored_with_its_narrower_copies(editor: User, media: Path) -> None:
    image = images.store(upload(), title="A knee", by=editor)
    assert (image.width, image.height, image.title) == (900, 300, "A knee")
    assert [copy["width"] for copy in image.renditions] == [400, 800]
    for name in (image.name, *(copy["name"] for copy in image.renditions)):
        assert (media / name).is_file()
    assert image.uploaded_by == editor


def test_same_picture_twice_is_one_image(editor: User, writer: User) -> None:
    first = images.store(upload(), title="A knee", by=editor)
    again = images.store(upload(), title="The knee once more", by=writer)
    assert (again.pk, again.title) == (first.pk, "A knee")
    assert images.store(upload(colour="red"), title="Another", by=editor).pk != first.pk


def test_what_is_no_picture_is_refused_and_leaves_nothing(editor: User, media: Path) -> None:
    with pytest.raises(ValidationError):
        images.store(SimpleUploadedFile("knee.png", b"<svg onload=alert(1)>"), title="x", by=editor)
    assert not Image.objects.exists()
    assert not list(media.rglob("*.*"))

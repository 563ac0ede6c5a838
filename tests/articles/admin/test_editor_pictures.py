"""Pictures for the editor: picked from the library, or uploaded into it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture

from articles.models import Image
from tests.articles.admin.browser import signed_in
from tests.factories import UserFactory

PICK = "/admin/articles/image/pick/"
UPLOAD = "/admin/articles/image/upload/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path


def add(title: str, by: User, **fields: Any) -> Image:
    values = {"name": f"images/{title}.webp", "width": 900, "height": 600} | fields
    return Image.objects.create(title=title, uploaded_by=by, **values)


def photo(colour: str = "teal") -> SimpleUploadedFile:
    """A photograph with a place in its EXIF data."""
    picture, exif = Picture.new("RGB", (900, 600), colour), Picture.Exif()
    exif[0x010E] = "Taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("photo.jpg", file.getvalue(), "image/jpeg")


def titles(client: Client, query: str = "") -> list[str]:
    return [image["title"] for image in client.get(PICK, {"q": query}).json()["images"]]


def test_addresses() -> None:
    assert reverse("admin:articles_image_pick") == PICK
    assert reverse("admin:articles_image_upload") == UPLOAD


def test_newest_pictures_come_first_and_are_found_by_name(writer: User) -> None:
    for title in ("a knee", "a hand", "another knee"):
        add(title, writer)
    client = signed_in(writer)
    assert titles(client) == ["another knee", "a hand", "a knee"]
    assert titles(client, "knee") == ["another knee", "a knee"]
    assert titles(client, "foot") == []


def test_picture_comes_with_all_that_the_text_needs(writer: User) -> None:
    copies = [{"name": "images/small.webp", "width": 400, "height": 267}]
    add("knee", writer, renditions=copies)
    [image] = signed_in(writer).get(PICK).json()["images"]
    assert image == {
        "src": "/media/images/knee.webp",
        "width": 900,
        "height": 600,
        "title": "knee",
        "thumbnail": "/media/images/small.webp",
    }


def test_queries_do_not_grow(writer: User, django_assert_num_queries: Any) -> None:
    client = signed_in(writer)
    for count in (3, 40):
        for number in range(count):
            add(f"{count}-{number}", writer)
        with django_assert_num_queries(5):
            assert len(titles(client)) <= 24


@pytest.mark.parametrize("query", ["\0", "x" * 100_000, "%", "'; --", "🦴"])
def test_odd_search_finds_nothing(writer: User, query: str) -> None:
    add("knee", writer)
    assert titles(signed_in(writer), query) in ([], ["knee"])


def test_picking_is_a_get_for_those_who_see_pictures(writer: User, outsider: User) -> None:
    assert signed_in(writer).post(PICK).status_code == 405
    assert signed_in(outsider).get(PICK).status_code == 403
    assert Client().get(PICK).status_code == 302


def test_upload_is_encoded_anew_without_its_metadata(writer: User) -> None:
    answer = signed_in(writer).post(UPLOAD, {"title": "Knee", "upload": photo()})
    image = Image.objects.get()
    assert answer.json()["image"]["src"] == image.url
    assert (image.title, image.uploaded_by) == ("Knee", writer)
    assert [copy["width"] for copy in image.renditions] == [400, 800]
    with default_storage.open(image.name) as file:
        kept = Picture.open(file)
        assert (kept.format, dict(kept.getexif())) == ("WEBP", {})


def test_same_picture_is_kept_once(writer: User, editor: User) -> None:
    for user in (writer, editor):
        assert signed_in(user).post(UPLOAD, {"title": "Knee", "upload": photo()}).status_code == 200
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": "x", "upload": SimpleUploadedFile("a.svg", b"<svg/>")}, "not a picture"),
        ({"title": "x", "upload": SimpleUploadedFile("a.jpg", b"")}, "empty"),
        ({"title": "x"}, "required"),
        ({"title": "x", "upload": "text"}, "required"),
        ({"title": "x" * 201, "upload": photo()}, "at most 200"),
        ({"title": "\0", "upload": photo()}, "Null characters"),
    ],
)
def test_anything_else_is_refused_in_words(writer: User, sent: Any, sentence: str) -> None:
    answer = signed_in(writer).post(UPLOAD, sent)
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    assert not Image.objects.exists()


def test_upload_is_a_post_for_those_who_add_pictures(writer: User, reviewer: User) -> None:
    assert signed_in(writer).get(UPLOAD).status_code == 405
    for user in (reviewer, UserFactory()):
        answer = signed_in(user).post(UPLOAD, {"title": "Knee", "upload": photo()})
        assert answer.status_code == 403
    assert not Image.objects.exists()


def test_upload_needs_the_token_of_the_page(writer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert client.post(UPLOAD, {"title": "Knee", "upload": photo()}).status_code == 403

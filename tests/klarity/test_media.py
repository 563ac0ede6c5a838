"""Pictures go out under the names that their content gave them, and nothing else does."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from klarity.images import ContentHashStorage

pytestmark = pytest.mark.django_db


@pytest.fixture
def name(settings: Any, tmp_path: Path) -> str:
    """A stored picture."""
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "WEBP")
    return ContentHashStorage(location=tmp_path).save("a.webp", ContentFile(picture.getvalue()))


def test_picture_may_be_kept_for_a_year_and_is_what_it_says(client: Client, name: str) -> None:
    response = client.get(f"/media/{name}")
    assert response.status_code == 200
    assert b"".join(response).startswith(b"RIFF")
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize(
    "other",
    [
        "images/../../secret",
        "images/%2e%2e/secret",
        "secret.webp",
        f"images/aa/{'a' * 64}.webp",
        f"images/ab/{'a' * 64}.webp",
        f"images/aa/{'a' * 64}.html",
        f"images/aa/{'A' * 64}.webp",
        f"images/aa/{'a' * 64}.webp%0A",
        "%00",
        "",
    ],
)
def test_any_other_name_is_not_found(client: Client, name: str, tmp_path: Path, other: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secret.webp").write_text("secret")
    assert client.get(f"/media/{other}").status_code == 404


def test_media_takes_get_alone(name: str) -> None:
    assert Client(enforce_csrf_checks=True).post(f"/media/{name}").status_code == 405

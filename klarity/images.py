"""Pictures: read with suspicion, encoded afresh, and kept under their content's hash."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
EXTENSION = "webp"
QUALITY = 82
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 1600
RENDITION_WIDTHS = (400, 800)


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """A WebP picture without metadata, and the narrower `renditions` of it, narrowest first."""

    data: bytes
    width: int
    height: int
    renditions: tuple[EncodedImage, ...] = ()


def encode(upload: File[Any]) -> EncodedImage:
    """An uploaded JPEG, PNG, WebP or GIF (its first frame) as WebP of at most 1600 pixels a side.

    Turned upright as its EXIF data say, in sRGB; the metadata (place, camera, name) are gone.
    Raises ValidationError, with a sentence for the person who uploads, for anything else.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError("The picture is larger than 20 MB.", code="image-too-large")
    picture = _read(upload)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    smaller = [_narrowed(picture, width) for width in RENDITION_WIDTHS if width < picture.width]
    return EncodedImage(_webp(picture), *picture.size, tuple(smaller))


def _read(upload: File[Any]) -> Image.Image:
    upload.seek(0)
    try:
        picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        return _plain(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels.",
            code="image-too-large",
        ) from error
    except Exception as error:  # whatever a decoder makes of hostile bytes
        raise ValidationError(
            "This is not a picture that can be read. Use a whole JPEG, PNG, WebP or GIF file.",
            code="image-unreadable",
        ) from error


def _plain(picture: Image.Image) -> Image.Image:
    """The pixels alone, as 8-bit sRGB, with transparency where there was any."""
    if picture.mode.startswith("I"):  # 16-bit greys, usual in radiology, which convert() cuts off
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return _in_srgb(picture, mode).convert(mode)


def _in_srgb(picture: Image.Image, mode: str) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, srgb, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):  # a broken profile costs the colours, not the picture
        return picture


def _narrowed(picture: Image.Image, width: int) -> EncodedImage:
    height = max(1, round(picture.height * width / picture.width))
    return EncodedImage(_webp(picture.resize((width, height))), width, height)


def _webp(picture: Image.Image) -> bytes:
    # Pillow writes into a WebP the metadata that it is given here, which are none.
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()


@deconstructible(path="klarity.images.ContentHashStorage")
class ContentHashStorage(FileSystemStorage):
    """Files named after their bytes, `images/<first 2>/<SHA-256>.<ext>`, and never overwritten."""

    def save(
        self, name: str | None, content: IO[Any] | File[Any], max_length: int | None = None
    ) -> str:
        """Keep `content` and return its name; of `name` only the ending counts.

        The same bytes get the same name, and are written once, whole or not at all, however many
        processes save them.
        """
        data = _bytes(content)
        digest = sha256(data).hexdigest()
        stored = f"images/{digest[:2]}/{digest}{Path(name or '').suffix.lower()}"
        if not self.exists(stored):
            self._write(Path(self.path(stored)), data)
        return stored

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = mkstemp(dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(descriptor)
            temporary.chmod(self.file_permissions_mode or 0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _bytes(content: IO[Any] | File[Any]) -> bytes:
    content.seek(0)
    data = content.read()
    return data if isinstance(data, bytes) else str(data).encode()

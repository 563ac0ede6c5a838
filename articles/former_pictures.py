"""The pictures of a post of the former site, from a copy of its uploads into the library."""

from collections.abc import Sequence
from pathlib import Path

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.html import format_html

from articles import former_addresses, images
from articles.content import Picture
from articles.models import Image
from articles.wordpress import markup


class Album:
    """The pictures of one post. `found`: how many were taken in; `missing`: those that are not in
    the folder, or cannot be read, each with why. Without a folder none is."""

    def __init__(self, folder: Path | None, by: User) -> None:
        self.folder, self.by = folder and folder.resolve(), by
        self.found = 0
        self.missing: list[str] = []

    def lead(self, address: str) -> Picture | None:
        """The featured picture, whose text alternative an editor adds; None if there is none."""
        image = self._image(markup.below_uploads(address), address, "") if address else None
        if image is None:
            return None
        return Picture(image.name, image.width, image.height, "", image.renditions)

    def figures(self, pictures: Sequence[markup.Picture]) -> dict[int, str]:
        """The HTML of each picture of the text that we have, by its place."""
        images = [self._image(each.path, each.address, each.alt) for each in pictures]
        return {
            place: _figure(image, pictures[place]) for place, image in enumerate(images) if image
        }

    def _image(self, path: str, address: str, title: str) -> Image | None:
        try:
            image = self._stored(path, title or Path(path).stem)
        except (OSError, ValueError, ValidationError) as error:
            why = error.messages[0] if isinstance(error, ValidationError) else "no such file"
            self.missing.append(f"{path or address}: {why}")
            return None
        self.found += 1
        former_addresses.lead(markup.UPLOADS + path, image.url)
        return image

    def _stored(self, path: str, title: str) -> Image:
        if self.folder is None or not path:
            raise FileNotFoundError
        file = (self.folder / path).resolve(strict=True)
        file.relative_to(self.folder)  # raises ValueError for what lies outside
        with file.open("rb") as opened:
            return images.store(File(opened), title=title[:200], by=self.by)


def _figure(image: Image, picture: markup.Picture) -> str:
    caption = format_html("<figcaption>{}</figcaption>", picture.caption)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        image.url,
        picture.alt,
        image.width,
        image.height,
        caption if picture.caption else "",
    )

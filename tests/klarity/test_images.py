import multiprocessing
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from klarity import images
from klarity.images import ContentHashStorage, EncodedImage, encode

RED, BLUE = (220, 30, 30), (30, 30, 220)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Red, with a blue left half."""
    whole = Image.new("RGB", size, RED)
    whole.paste(BLUE, (0, 0, size[0] // 2, size[1]))
    return whole.convert(mode)


def upload(source: Image.Image, file_format: str = "PNG", **options: Any) -> SimpleUploadedFile:
    buffer = BytesIO()
    source.save(buffer, file_format, **options)
    return SimpleUploadedFile("leg." + file_format.lower(), buffer.getvalue())


def decoded(image: EncodedImage) -> Image.Image:
    return Image.open(BytesIO(image.data), formats=["WEBP"])


def colour(image: EncodedImage, x: int, y: int) -> str:
    pixel = decoded(image).convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return "red" if pixel[0] > pixel[2] else "blue"


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_usual_pictures_become_webp(file_format: str) -> None:
    image = encode(upload(picture(), file_format))
    assert (image.width, image.height) == decoded(image).size == (60, 40)
    assert (colour(image, 10, 20), colour(image, 50, 20)) == ("blue", "red")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    image = encode(upload(picture(mode=mode), "JPEG" if mode == "CMYK" else "PNG"))
    halves = decoded(image).convert("L").resize((2, 1), Image.Resampling.BOX)
    left, right = halves.tobytes()
    assert left < right  # blue is darker than red


def test_grey_of_sixteen_bits_keeps_its_brightness() -> None:
    image = encode(upload(Image.new("I;16", (8, 8), 32_768)))
    assert decoded(image).convert("L").getpixel((4, 4)) == pytest.approx(128, abs=3)


def test_transparent_places_stay_transparent() -> None:
    source = Image.new("RGBA", (8, 8), (*RED, 0))
    assert decoded(encode(upload(source))).getpixel((4, 4))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("file_format", ["JPEG", "WEBP"])
def test_place_and_camera_are_gone(file_format: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    metadata = {"exif": exif, "icc_profile": profile, "xmp": b"<x:xmpmeta>SecretPlace</x:xmpmeta>"}
    source = upload(picture((900, 600)), file_format, **metadata)
    assert b"SecretCamera" in source.read()
    assert Image.open(source).getexif().get_ifd(0x8825)[1] == "N"
    image = encode(source)
    for each in (image, *image.renditions):
        assert not decoded(each).getexif()
        assert not set(decoded(each).info) & {"exif", "xmp", "icc_profile", "comment"}
        assert b"Secret" not in each.data


def test_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways: turn a quarter clockwise
    image = encode(upload(picture(), "JPEG", exif=exif))
    assert (image.width, image.height) == (40, 60)
    assert (colour(image, 20, 10), colour(image, 20, 50)) == ("blue", "red")


def test_first_frame_of_an_animation_is_taken() -> None:
    frames = [Image.new("RGB", (9, 9), BLUE), Image.new("RGB", (9, 9), RED)]
    moving = upload(frames[0], "GIF", save_all=True, append_images=frames[1:])
    image = encode(moving)
    assert colour(image, 4, 4) == "blue"
    assert getattr(decoded(image), "n_frames", 1) == 1


def test_colours_of_a_profile_are_translated() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"____").replace(b"bXYZ", b"rXYZ").replace(b"____", b"bXYZ")
    for embedded, left in ((profile, "blue"), (swapped, "red")):
        assert colour(encode(upload(picture(), "PNG", icc_profile=embedded)), 10, 20) == left


def test_profile_that_is_broken_does_not_cost_the_picture() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for embedded in (lab, b"no profile at all"):
        assert colour(encode(upload(picture(), "PNG", icc_profile=embedded)), 10, 20) == "blue"


@pytest.mark.parametrize(
    ("size", "full", "narrower"),
    [
        ((2000, 1000), (1600, 800), [(400, 200), (800, 400)]),
        ((1000, 2000), (800, 1600), [(400, 800)]),
        ((801, 10), (801, 10), [(400, 5), (800, 10)]),
        ((400, 300), (400, 300), []),
        ((1, 1), (1, 1), []),
        ((3000, 1), (1600, 1), [(400, 1), (800, 1)]),
    ],
)
def test_picture_comes_in_the_widths_that_pages_need(
    size: tuple[int, int], full: tuple[int, int], narrower: list[tuple[int, int]]
) -> None:
    image = encode(upload(picture(size)))
    assert (image.width, image.height) == decoded(image).size == full
    assert [(each.width, each.height) for each in image.renditions] == narrower
    assert [decoded(each).size for each in image.renditions] == narrower


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG whose header promises more pixels than anybody wants to unpack."""
    data = bytearray(upload(picture((1, 1))).read())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    "size", [(7072, 7072), (10_000, 10_000), (60_000, 60_000)], ids=["ours", "warning", "error"]
)
def test_decompression_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(ValidationError, match="more than 50 million pixels"):
        encode(SimpleUploadedFile("bomb.png", png_claiming(*size)))


def test_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 10)
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        encode(upload(picture()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>hello</body></html>",
        SVG,
        b"GIF89a" + SVG,
        upload(picture(), "JPEG").read()[:-40],
        upload(picture((300, 300)), "PNG").read()[:100],
        upload(picture(), "TIFF").read(),
        upload(picture(), "BMP").read(),
        upload(picture(), "PDF").read(),
    ],
    ids=["empty", "html", "svg", "gif-svg", "cut-jpeg", "cut-png", "tiff", "bmp", "pdf"],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ValidationError, match="not a picture that can be read"):
        encode(SimpleUploadedFile("picture.png", data))


WHOLE = upload(picture((16, 16)), "PNG").read()


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_damaged_picture_is_read_or_refused_but_never_crashes(place: int, damage: bytes) -> None:
    data = WHOLE[:place] + damage + WHOLE[place + len(damage) :]
    try:
        image = encode(SimpleUploadedFile("a.png", data))
    except ValidationError:
        return
    assert decoded(image).size == (image.width, image.height)


@pytest.fixture
def storage(tmp_path: Path) -> ContentHashStorage:
    return ContentHashStorage(location=tmp_path)


def test_file_is_named_after_its_bytes(storage: ContentHashStorage) -> None:
    digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    name = storage.save("../../etc/Leg.WEBP", ContentFile(b"hello"))
    assert name == f"images/2c/{digest}.webp"
    assert Path(storage.path(name)).read_bytes() == b"hello"


def test_same_bytes_have_one_name_and_one_file(storage: ContentHashStorage, tmp_path: Path) -> None:
    first = storage.save("a.webp", ContentFile(b"hello"))
    written = Path(storage.path(first)).stat()
    half_read = ContentFile(b"hello")
    half_read.read(3)
    assert storage.save("b.webp", half_read) == first
    assert Path(storage.path(first)).stat() == written
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_other_bytes_have_another_name(storage: ContentHashStorage) -> None:
    names = {storage.save("a.webp", ContentFile(bytes([n]))) for n in range(20)}
    assert len(names) == 20


def test_web_server_may_read_the_file(storage: ContentHashStorage) -> None:
    path = Path(storage.path(storage.save("a.webp", ContentFile(b"hello"))))
    assert path.stat().st_mode & 0o777 == 0o644


def test_failed_write_leaves_nothing_behind(
    storage: ContentHashStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.save("a.webp", ContentFile(b"hello"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def _save(location: Path, ready: Callable[[], Any], names: Any) -> None:
    ready()
    for n in range(50):
        names.put(ContentHashStorage(location=location).save("a.webp", ContentFile(b"%d" % n)))


def test_two_processes_saving_the_same_files_agree(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    barrier, names = context.Barrier(2), context.SimpleQueue()
    workers = [context.Process(target=_save, args=(tmp_path, barrier.wait, names)) for _ in "ab"]
    for worker in workers:
        worker.start()
    saved = [names.get() for _ in range(100)]
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(set(saved)) == 50
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(str(path.relative_to(tmp_path)) for path in files) == sorted(set(saved))


def test_storage_can_be_named_in_a_migration() -> None:
    path, arguments, _ = ContentHashStorage().deconstruct()
    assert (path, arguments) == ("klarity.images.ContentHashStorage", ())

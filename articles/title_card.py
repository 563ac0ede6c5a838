"""The picture of an article where a link to it is shared: its title and topic on our colours.

1,200 by 630 pixels, which readers of The Open Graph protocol show whole. The letters are those of
Source Sans Pro (Latin, Greek, Cyrillic); a title in others gives way to a sentence of ours, for no
reader should see boxes. Pillow's own font has no accents.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from font_source_sans_pro import font_files_ttf
from PIL import Image, ImageDraw, ImageFont

from articles import publisher

WIDTH, HEIGHT = 1200, 630
MARGIN = 84
TITLE_TOP, TITLE_HEIGHT = 196, 288
SIZES = range(88, 27, -4)
LEADING = 1.14
PAPER, BRAND, INK, MUTED, GLOW = "#FBFAF6", "#0A5A54", "#14292A", "#3F5253", "#F2B48A"
PLAIN, BOLD = "SourceSansPro", "SourceSansProSemibold"
CLAIM = "Health information you can check"
SAMPLE = "Sample article"
# The logo of `favicon.svg`, on its grid of 36: drawn larger, and made smaller for smooth edges.
GRID, SMOOTH = 36, 8


def png(title: str, *, topic: str = "", sample: bool = False) -> bytes:
    """The picture as PNG; any title and topic may be given."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, 24, HEIGHT), fill=BRAND)
    card.paste(logo(72), (MARGIN, 72), logo(72))
    draw.text((MARGIN + 96, 108), publisher.SITE, fill=INK, font=font(38, BOLD), anchor="lm")
    _title(draw, drawable(title) or CLAIM)
    draw.rectangle((MARGIN, 524, MARGIN + 64, 530), fill=GLOW)
    words = " · ".join(filter(None, [drawable(topic), SAMPLE if sample else ""]))
    line = next(wrapped(words, font(34)), "")
    draw.text((MARGIN, 566), line, fill=MUTED, font=font(34), anchor="lm")
    return _encoded(card)


def _encoded(card: Image.Image) -> bytes:
    """Few colours make a small file; this is the quickest way to them."""
    few = card.quantize(32, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    buffer = BytesIO()
    few.save(buffer, "PNG")
    return buffer.getvalue()


def _title(draw: ImageDraw.ImageDraw, title: str) -> None:
    """As large as it fits; what fits at no size is cut."""
    for size in SIZES:
        lines, height = list(wrapped(title, font(size, BOLD))), size * LEADING
        if len(lines) * height <= TITLE_HEIGHT:
            break
    for place, line in enumerate(lines[: int(TITLE_HEIGHT / height)]):
        at = (MARGIN, TITLE_TOP + place * height)
        draw.text(at, line, fill=BRAND, font=font(size, BOLD))


def wrapped(text: str, letters: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The lines of a text; a word longer than a line goes on in the next."""
    line = ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if fits(joined, letters):
            line = joined
            continue
        if line:
            yield line
        *full, line = _pieces(word, letters)
        yield from full
    if line:
        yield line


def _pieces(word: str, letters: ImageFont.FreeTypeFont) -> Iterator[str]:
    while not fits(word, letters):
        lengths = range(1, len(word))
        end = max(1, bisect_left(lengths, True, key=lambda n: not fits(word[:n], letters)))
        yield word[:end]
        word = word[end:]
    yield word


def fits(text: str, letters: ImageFont.FreeTypeFont) -> bool:
    """Whether a line is not too long."""
    return letters.getlength(text) <= WIDTH - 2 * MARGIN


def drawable(text: str) -> str:
    """The text in letters that the font has, without an accent where it lacks that; "" if it has
    none for some letter."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    found = [_drawable(character) for character in line]
    return "" if None in found else "".join(filter(None, found))


@cache
def _drawable(character: str) -> str | None:
    plain = unicodedata.normalize("NFKD", character)
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    kept = next((each for each in (character, bare) if all(map(has_glyph, each))), None)
    is_letter = character.isalnum()
    return kept if kept is not None or is_letter else ""


def has_glyph(character: str) -> bool:
    """Whether the font draws the character, and not the box for those it lacks."""
    if character == " ":
        return True
    drawn, box = (font(48, BOLD).getmask(each) for each in (character, "\uffff"))
    return bool(drawn.getbbox()) and (drawn.size, bytes(drawn)) != (box.size, bytes(box))


@cache
def font(size: int, weight: str = PLAIN) -> ImageFont.FreeTypeFont:
    """The letters at that size."""
    return ImageFont.truetype(font_files_ttf[weight], size)


@cache
def logo(size: int) -> Image.Image:
    """The sign of the library."""
    scale = size * SMOOTH / GRID
    sign = Image.new("RGBA", (size * SMOOTH, size * SMOOTH))
    draw = ImageDraw.Draw(sign)
    draw.rounded_rectangle((0, 0, *(each - 1 for each in sign.size)), 10 * scale, fill=BRAND)
    for step in range(101):
        t = step / 100
        _dot(draw, 11, 8 + 20 * t, 2.25, scale, "#fff")
        for end in (8, 28):
            _dot(draw, *_curve(t, end), 2.25, scale, "#fff")
    _dot(draw, 25.5, 18, 2.6, scale, GLOW)
    return sign.resize((size, size), Image.Resampling.LANCZOS)


def _curve(t: float, end: int) -> tuple[float, float]:
    """A point of an arm of the K: a cubic Bézier from its end to the middle."""
    toward = 6 if end < 18 else -6
    points = ((25.5, end), (25.5, end + toward), (21.5, 18), (15, 18))
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, points, strict=True))
        for axis in (0, 1)
    )
    return x, y


def _dot(
    draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, scale: float, fill: str
) -> None:
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse([each * scale for each in box], fill=fill)

"""The library's icons, drawn anew from its favicon.svg in a Chromium: `make icons`."""

import os
import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1] / "klarity"
STATIC = ROOT / "static" / "klarity"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu"]
GREEN = "#0A5A54"
# A launcher may cut an icon to any shape: the middle four fifths of a maskable one stay.
SAFE_BOX, TOUCH_BOX = "-6 -6 48 48", "-2 -2 40 40"
SMALL = [(16, 16), (32, 32), (48, 48)]


def main() -> None:
    """Write each icon where it is served from."""
    mark = (STATIC / "favicon.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        icons = {
            STATIC / "icon-192.png": drawn(page, mark, 192),
            STATIC / "icon-512.png": drawn(page, mark, 512),
            STATIC / "maskable-512.png": drawn(page, mark, 512, SAFE_BOX),
            ROOT / "root" / "apple-touch-icon.png": drawn(page, mark, 180, TOUCH_BOX),
        }
        for path, icon in icons.items():
            icon.quantize(64, method=Image.Quantize.FASTOCTREE).save(path, optimize=True)
        drawn(page, mark, 48).save(ROOT / "root" / "favicon.ico", sizes=SMALL)
        browser.close()


def drawn(page: Page, mark: str, size: int, box: str = "") -> Image.Image:
    """The mark at that size; with a box around it, on a full square of our green."""
    svg = re.sub(r'viewBox="[^"]*"', f'viewBox="{box}"', mark) if box else mark
    paper = GREEN if box else "none"
    style = f"width:{size}px;height:{size}px;display:block;background:{paper}"
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{{style}}}</style>{svg}")
    return Image.open(BytesIO(page.screenshot(omit_background=not box)))


if __name__ == "__main__":
    main()

"""The pictures of the guides, taken anew: `make screenshots`.

Serves a sample library of its own, signs in as each role and photographs the desk in a Chromium.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.desk import sign_in
from tests.browser.replies import of_all_kinds
from tests.browser.server import Site, prepared, running, sign_ins

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTH, HEIGHT = 1280, 860
COLOURS = 128
FOUND = "fieldset:has(.field-said_of_it)"
# What the samples lack: two texts to compare, and a retracted source (an invented one).
PREPARE = """
from datetime import timedelta
from dataclasses import replace
from django.contrib.auth.models import User
from django.utils import timezone
from articles import drafting
from articles.models import Article, Notice, Source
article = Article.objects.get(slug="can-low-iron-make-me-tired")
writer = User.objects.get(username="writer")
newest = drafting.newest(article)
text = newest.content
summary = text.summary.replace("</p>", " Ask before you take tablets.</p>", 1)
drafting.save(article, replace(text, summary=summary), base=newest.number, by=writer)
source = Source.objects.create(
    type="article-journal", title="A sample study, invented for this picture", doi="10.1000/sample"
)
Notice.objects.create(
    source=source, kind="retraction", identifier="10.1000/sample.2", found_at=timezone.now()
)
for slug in {slugs}:
    print(slug, Article.objects.get(slug=slug).pk, source.pk)
"""
SLUGS = ["why-does-fibre-matter", "is-my-snoring-sleep-apnoea", "can-low-iron-make-me-tired"]


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at what (a reader if ""), what they do first, and which part is kept
    (all if "")."""

    name: str
    role: str
    path: str
    act: Callable[[Page], object] = lambda page: None
    part: str = ""
    height: int = HEIGHT


def shots(fibre: int, snoring: int, iron: int, source: int, reply: int) -> list[Shot]:
    """The pictures, by the keys of the articles, the source and the reply that they show."""
    article, replies = "/admin/articles/article", "/admin/comments/comment"
    return [
        Shot("article", "", "/articles/why-do-muscles-go-into-spasm/"),
        Shot("form", "writer", f"{article}/{fibre}/change/"),
        Shot("cite", "writer", f"{article}/{fibre}/change/", cite),
        Shot("checks", "writer", f"{article}/{fibre}/change/", part="#checks", height=1500),
        Shot("review", "reviewer", f"{article}/{snoring}/review/"),
        Shot("desk", "editor", "/admin/", part="#content"),
        Shot("next-step", "editor", f"{article}/{snoring}/change/", part=".side .module"),
        Shot("compare", "editor", f"{article}/{iron}/compare/?from=1&to=3", part="#content"),
        Shot("source", "editor", f"/admin/articles/source/{source}/change/", part=FOUND),
        Shot("queue", "moderator", f"{replies}/", part="#content"),
        Shot("reply", "moderator", f"{replies}/{reply}/change/", part="#content"),
    ]


def cite(page: Page) -> None:
    """Open the dialog from the body's text, and search."""
    body = page.locator("#cke_id_body .cke_wysiwyg_div")
    body.locator("p").first.click()
    page.keyboard.press("F2")
    page.get_by_label("Search this article").fill("fibre")


def main() -> None:
    """Take every picture and store it in few colours, for it goes into the repository."""
    with TemporaryDirectory() as folder:
        site = prepared(Path(folder))
        site = replace(site, passwords=sign_ins(site.manage("load_sample_library")))
        keys = (*made(site), of_all_kinds(site)["Bob"])
        FOLDER.mkdir(exist_ok=True)
        with running(site), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for shot in shots(*keys):
                page = browser.new_page(viewport={"width": WIDTH, "height": shot.height})
                if shot.role:
                    sign_in(page, site, shot.role)
                store(shot.name, photograph(page, site, shot))
                page.close()
            browser.close()


def made(site: Site) -> tuple[int, int, int, int]:
    """Prepare the library; the keys of the three articles and of the source."""
    printed = site.manage("shell", "-v0", "-c", PREPARE.format(slugs=SLUGS))
    lines = [line.split() for line in printed.splitlines()]
    rows = {words[0]: words[1:] for words in lines if len(words) == 3 and words[0] in SLUGS}
    fibre, snoring, iron = (int(rows[slug][0]) for slug in SLUGS)
    return fibre, snoring, iron, int(rows[SLUGS[0]][1])


def photograph(page: Page, site: Site, shot: Shot) -> bytes:
    """The picture as PNG."""
    page.goto(site.url + shot.path)
    page.wait_for_load_state("networkidle")
    shot.act(page)
    page.wait_for_timeout(500)
    return page.locator(shot.part).first.screenshot() if shot.part else page.screenshot()


def store(name: str, png: bytes) -> None:
    """Keep it with a palette."""
    picture = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS)
    picture.save(FOLDER / f"{name}.png", optimize=True)
    print(FOLDER.name, name, (FOLDER / f"{name}.png").stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()

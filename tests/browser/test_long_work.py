"""Long work at the desk, as an editor's browser shows it, with a real worker."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import problems
from tests.browser.server import ROOT, Site

ARTICLE = "/articles/why-does-fibre-matter/"
RETRACT = """
from django.utils import timezone
from articles.models import Edition, Notice
edition = Edition.objects.live().get(article__slug="why-does-fibre-matter")
notice = Notice.objects.create(
    source=edition.sources.order_by("pk")[0], kind="retraction", identifier="10.1000/sample",
    url="https://doi.org/10.1000/sample", found_at=timezone.now())
print("notice", notice.pk)
"""
VIEWPORTS = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """A worker of the site's queue."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "qcluster"],
        cwd=ROOT,
        env=site.environment,
        start_new_session=True,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def notice(site: Site) -> int:
    """A retraction of what a sample article cites, made up."""
    found = re.search(r"notice (\d+)", site.manage("shell", "-c", RETRACT))
    assert found is not None
    return int(found[1])


def files(*titles: str) -> list[Any]:
    return [
        {
            "name": f"{title}.md",
            "mimeType": "text/markdown",
            "buffer": f"# {title}\n\nIt has an answer.\n".encode(),
        }
        for title in titles
    ]


def send(page: Page, site: Site, *titles: str) -> None:
    page.goto(f"{site.url}/admin/articles/manuscript/")
    page.get_by_role("link", name="Import manuscripts").click()
    page.get_by_label("Files").set_input_files(files(*titles))
    page.get_by_role("button", name="Import").click()


def test_import_shows_its_progress_by_itself(site: Site, signed_in: Any, worker: None) -> None:
    page = signed_in("writer")
    send(page, site, "What is a first import?", "What is a second import?")
    expect(page.get_by_role("status")).to_have_text("2 of 2 done.", timeout=60_000)
    page.get_by_role("link", name="What is a second import?").click()
    expect(page.get_by_label("Title")).to_have_value("What is a second import?")


def test_import_waits_for_a_worker_and_says_so(
    browser: Browser, site: Site, signed_in: Any
) -> None:
    page = signed_in("writer")
    send(page, site, "What is a third import?")
    status = page.get_by_role("status")
    expect(status).to_have_text("Waiting for a worker: none of 1 done yet.")
    expect(page.get_by_role("link", name="See how far it is now")).to_have_count(0)
    assert problems(page) == []
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    without = plain.new_page()
    without.goto(page.url)
    job = page.url.split("/")[-3]
    site.manage("shell", "-c", f"from articles import jobs; jobs.run({job})")
    without.get_by_role("link", name="See how far it is now").click()
    expect(without.get_by_role("status")).to_have_text("1 of 1 done.")
    expect(status).to_have_text("1 of 1 done.")
    plain.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: f"{v['width']}px")
def test_pages_of_long_work_and_notices_have_no_accessibility_violation(
    page: Page,
    site: Site,
    signed_in: Any,
    notice: int,
    viewport: Any,
    scheme: Literal["light", "dark"],
) -> None:
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    signed_in("editor")
    desk = f"{site.url}/admin/articles"
    for address in (
        f"{desk}/job/",
        f"{desk}/job/1/change/",
        f"{desk}/manuscript/",
        f"{desk}/manuscript/import/",
        f"{desk}/notice/",
        f"{desk}/notice/{notice}/change/",
        f"{site.url}{ARTICLE}",
    ):
        page.goto(address)
        assert problems(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.goto(f"{desk}/notice/{notice}/change/")
    page.get_by_role("link", name="Answer for Why does fibre matter?").click()
    assert problems(page) == []


def test_retraction_stands_on_the_page_until_an_editor_answers(
    page: Page, site: Site, signed_in: Any, notice: int
) -> None:
    page.goto(f"{site.url}{ARTICLE}")
    told = page.get_by_role("complementary", name="Notices about the sources of this article")
    expect(told).to_contain_text("has been retracted")
    number = re.search(r"reference (\d+)", told.inner_text())
    assert number is not None
    page.locator(f'a[role="doc-biblioref"][href="#ref-{number[1]}"]').first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Retracted (notice).")
    signed_in("editor")
    page.goto(f"{site.url}/admin/articles/notice/{notice}/change/")
    page.get_by_role("link", name="Answer for Why does fibre matter?").click()
    page.get_by_label("Reason").fill("A sample answer.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("A sample answer.")).to_be_visible()
    time.sleep(1.1)  # a reload at once may be a second old (s-maxage)
    page.goto(f"{site.url}{ARTICLE}")
    expect(told).to_have_count(0)

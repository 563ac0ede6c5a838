"""When the form of a long article is ready in Chromium: `python -m tests.benchmarks.form_ready`.

5,000 words with 200 references, opened on loopback from a server that is warm, are to be ready in
under 1.5 s: the page is loaded, and every editor takes what is typed.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import Site, prepared, running

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LOADS = 9
LIMIT_MS = 1500
PATIENCE_MS = 30_000
PASSWORD = "only-for-a-benchmark"
# An editor and the article; prints the address of its form.
WRITE = f"""
from django.urls import reverse
from tests.factories import ArticleFactory, UserFactory, write
from tests.long_article import long_text
editor = UserFactory(username="editor", groups=["Editor"])
editor.set_password({PASSWORD!r})
editor.save()
article = ArticleFactory(created_by=editor)
write(article, editor, long_text())
print(reverse("admin:articles_article_change", args=[article.pk]))
"""
READY = """() => document.readyState === "complete" && window.CKEDITOR
    && Object.values(CKEDITOR.instances).length > 0
    && Object.values(CKEDITOR.instances).every(({ status }) => status === "ready")
    && performance.now()"""
TIMES = """() => {
    const { responseStart, domInteractive } = performance.getEntriesByType("navigation")[0];
    return [responseStart, domInteractive];
}"""


def chromium() -> str | None:
    """The system's Chromium or Playwright's own, if there is one."""
    with sync_playwright() as playwright:
        known = [CHROMIUM, Path(playwright.chromium.executable_path)]
    return next((str(path) for path in known if path.exists()), None)


def sign_in(browser: Browser, site: Site) -> Page:
    """A page of the editor's."""
    page = browser.new_page()
    page.goto(f"{site.url}/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def load(page: Page, address: str) -> list[float]:
    """Milliseconds since the request: first byte, page parsed, form ready."""
    page.goto(address, wait_until="commit", timeout=PATIENCE_MS)
    ready = page.wait_for_function(READY, timeout=PATIENCE_MS).json_value()
    return [*page.evaluate(TIMES), ready]


def measure(folder: Path, executable: str) -> list[list[float]]:
    """The times of some loads, after one that warms server and browser."""
    site = prepared(folder)
    address = site.url + site.manage("shell", "-v0", "-c", WRITE).strip()
    with running(site), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = sign_in(browser, site)
        load(page, address)
        times = [load(page, address) for _ in range(LOADS)]
        browser.close()
    return times


def main() -> None:
    """Print the table."""
    executable = chromium()
    if executable is None:
        print("Not measured: there is no Chromium on this machine.")
        return
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), executable)
    print(f"{'5,000 words, 200 references':<30}{'median of ' + str(LOADS):>14}{'worst':>12}")
    for index, name in enumerate(["first byte", "page parsed", "form ready"]):
        values = [each[index] for each in times]
        limit = f"  (limit {LIMIT_MS:,} ms)" if name == "form ready" else ""
        print(f"{name:<30}{statistics.median(values):>11.0f} ms{max(values):>9.0f} ms{limit}")


if __name__ == "__main__":
    main()

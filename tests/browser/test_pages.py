"""Every kind of page as a reader's browser shows it: accessible, self-contained, with its
disclaimer in sight."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import ARTICLE, assert_readable, problems
from tests.browser.server import ROOT, Site

PAGES = {
    "home": "/",
    "list": "/articles/",
    "list of a topic": "/articles/?topic=sleep",
    "article": ARTICLE,
    "history": f"{ARTICLE}history/",
    "older edition": "/articles/can-low-iron-make-me-tired/editions/1/",
    "corrected": "/articles/why-does-fibre-matter/",
    "history of a correction": "/articles/why-does-fibre-matter/history/",
    "overdue": "/articles/how-much-salt-is-too-much/",
    "no preview": "/preview/x/",
    "report": f"{ARTICLE}report/",
    "topic": "/topics/sleep/",
    "author": "/authors/jordan-sample/",
    "list of a letter": "/articles/?letter=W",
    "corrections": "/corrections/",
    "search": "/search/",
    "search results": "/search/?q=muscle",
    "contact": "/contact/",
    "message sent": "/contact/sent/",
    "policy": "/editorial-standards/",
    "not found": "/articles/there-is-no-such-article/",
    "withdrawn": "/articles/do-i-need-a-vitamin-d-supplement/",
}
HEALTH_PAGES = ["home", "list", "article", "older edition", "topic", "author", "search results"]


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_accessibility_violation(
    screen: Page,
    site: Site,
    name: str,
) -> None:
    screen.goto(site.url + PAGES[name])
    assert problems(screen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_error_page_and_refused_form_have_no_accessibility_violation(
    browser: Browser, site: Site, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.set_content((ROOT / "templates" / "500.html").read_text())
    assert problems(page) == []
    page.goto(f"{site.url}/contact/")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".alert")).to_be_focused()
    assert problems(page) == []
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_narrow_phone(browser: Browser, site: Site, name: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(site.url + PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_no_other_host_sets_no_cookie_and_logs_no_error(
    browser: Browser, site: Site, name: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked, logged = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    page.goto(site.url + PAGES[name], wait_until="networkidle")
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
    assert context.cookies() == []
    assert [text for text in logged if "404" not in text and "410" not in text] == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_site_disclaimer_is_visible(page: Page, site: Site, name: str) -> None:
    page.goto(site.url + PAGES[name])
    assert_readable(page, "site")


@pytest.mark.parametrize("name", HEALTH_PAGES)
def test_full_disclaimer_is_visible(page: Page, site: Site, name: str) -> None:
    page.goto(site.url + PAGES[name])
    assert_readable(page, "full")


def test_short_disclaimer_stands_in_the_first_screens_of_an_article(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site.url + ARTICLE)
    assert_readable(page, "short")
    box = page.locator('[data-medical-disclaimer="short"]').bounding_box()
    body = page.locator("h2").first.bounding_box()
    assert box is not None
    assert body is not None
    assert box["y"] < min(900, body["y"])


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_without_script(browser: Browser, site: Site, name: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site.url + PAGES[name])
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("navigation", name="Topics")).to_be_visible()
    assert page.locator("main [popover]").filter(visible=True).count() == 0
    page.close()


def test_every_mark_leads_to_its_reference_and_back_without_script(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site.url + ARTICLE)
    marks = page.locator('a[role="doc-biblioref"]')
    assert marks.count() > 5
    for mark in marks.all():
        expect(page.locator(str(mark.get_attribute("href")))).to_be_attached()
    for back in page.locator('a[role="doc-backlink"]').all():
        expect(page.locator(str(back.get_attribute("href")))).to_be_attached()
    marks.first.click()
    assert page.url.endswith("#ref-1")
    page.close()


def test_citation_opens_by_keyboard_and_gives_the_focus_back(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    mark = page.locator('a[role="doc-biblioref"]').first
    mark.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Reference 1")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(mark).to_be_focused()


def test_first_tab_stop_skips_to_the_text(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_article_on_paper_keeps_text_references_and_disclaimer(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    page.emulate_media(media="print")
    for selector in (
        '[data-medical-disclaimer="short"]',
        '[data-medical-disclaimer="full"]',
        '[data-medical-disclaimer="site"]',
        "#ref-1",
    ):
        expect(page.locator(selector)).to_be_visible()
    expect(page.locator("nav.toc")).to_be_hidden()
    for answer in page.locator("details.faq p:not(.no-print)").all():
        assert answer.evaluate("e => e.getBoundingClientRect().height") > 0


def test_weight_of_an_article(page: Page, site: Site) -> None:
    """The limits that readers on slow lines were promised, in bytes before compression. Replies
    come on top (`test_replies`)."""
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    url = site.url + PAGES["overdue"]
    page.goto(url, wait_until="networkidle")
    assert sizes[url] < 40_000
    assert sum(size for url, size in sizes.items() if ".css" in url) < 15_000
    assert sum(size for url, size in sizes.items() if ".js" in url) < 3_000


@pytest.mark.parametrize("script", [True, False])
def test_page_is_cited_by_keyboard_and_its_files_are_downloads(
    browser: Browser, site: Site, script: bool
) -> None:
    page = browser.new_page(java_script_enabled=script)
    page.goto(site.url + ARTICLE)
    line = page.get_by_text("[cited YYYY Mon DD]. Available from:")
    expect(line).to_be_hidden()
    page.locator("summary", has_text="Cite this page").focus()
    page.keyboard.press("Enter")
    expect(line).to_be_visible()
    if script:
        assert problems(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").first.click()
    assert download.value.suggested_filename == "why-do-muscles-go-into-spasm.bib"
    page.close()


def test_problem_report_works_without_script(browser: Browser, site: Site) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.url}{ARTICLE}report/")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".alert")).to_be_visible()
    page.locator("textarea").fill("The second reference does not open.")
    page.get_by_role("button", name="Send").click()
    assert page.url.endswith("/sent/")
    page.close()

"""Related articles, and who else cites a work, as a reader's browser shows them."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import problems
from tests.browser.server import Site

ARTICLE = "/articles/can-exercise-help-with-low-mood/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_neighbours_are_accessible_and_fit(
    browser: Browser, site: Site, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page.goto(site.url + ARTICLE)
    page.locator(".refs summary").first.click()
    expect(page.locator(".refs details[open] a").first).to_be_visible()
    expect(page.get_by_role("region", name="Related articles")).to_be_visible()
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_reader_without_script_follows_them_by_keyboard(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + ARTICLE)
    summary = page.locator(".refs summary").first
    expect(summary).to_contain_text("Also cited in")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != site.url + ARTICLE)
    related = page.get_by_role("region", name="Related articles").get_by_role("link").first
    before = page.url
    related.click()
    page.wait_for_url(lambda url: url != before)
    context.close()


def test_summary_is_large_enough_to_be_touched(browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(site.url + ARTICLE)
    box = page.locator(".refs summary").first.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    page.close()


def test_citation_in_passing_shows_the_reference_alone(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(site.url + ARTICLE)
    number = page.locator(".refs li:has(summary)").first.get_attribute("value")
    page.locator(f'a[role=doc-biblioref][href="#ref-{number}"]').first.click()
    popover = page.locator("#cite-pop")
    expect(popover).to_be_visible()
    expect(popover).not_to_contain_text("Also cited")
    page.close()

"""The desk's front page, its lists and the preview as an editor's browser shows them."""

import csv
import io
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import sign_in
from tests.browser.looking import assert_readable, problems
from tests.browser.server import Site

LIST = "/admin/articles/article/"


def choose(page: Page, site: Site, action: str) -> None:
    """Tick every article of the list and choose an action."""
    page.goto(site.url + LIST)
    page.get_by_label("Select all objects on this page for an action").check()
    page.get_by_label("Action:").select_option(action)
    page.get_by_role("button", name="Go").click()


def test_desk_has_no_accessibility_violation_and_fits(
    screen: Page,
    site: Site,
) -> None:
    sign_in(screen, site, "editor")
    expect(screen.get_by_role("heading", name="My drafts")).to_be_visible()
    shown = [lambda: screen.goto(f"{site.url}/admin/"), lambda: screen.goto(site.url + LIST)]
    shown += [lambda: choose(screen, site, "withdraw_selected")]
    for show in shown:
        show()
        assert problems(screen) == []
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_desk_leads_to_what_waits_by_keyboard(signed_in: Any) -> None:
    page = signed_in("reviewer")
    tray = page.get_by_role("region", name="Waiting for review")
    link = tray.get_by_role("link", name="Is my snoring sleep apnoea?")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Is my snoring"))


def test_desk_and_confirmation_work_without_script(browser: Browser, site: Site) -> None:
    page = browser.new_page(java_script_enabled=False)
    sign_in(page, site, "editor")
    expect(page.get_by_role("region", name="Past their review date")).to_contain_text("salt")
    page.goto(site.url + LIST)
    for box in page.locator("input[name=_selected_action]").all():
        box.check()
    page.get_by_label("Action:").select_option("cancel_selected")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel schedules: 1 article")).to_be_visible()
    page.close()


def test_list_is_taken_away_as_a_file(signed_in: Any, site: Site) -> None:
    page = signed_in("editor")
    page.goto(f"{site.url}{LIST}?status=published")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    assert download.value.suggested_filename.startswith("articles-")
    text = Path(download.value.path()).read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert len(lines) > 1
    assert {line[1] for line in lines[1:]} == {"Published"}


def test_preview_is_read_without_an_account(browser: Browser, signed_in: Any, site: Site) -> None:
    page = signed_in("writer")
    page.goto(f"{site.url}{LIST}?status=draft")
    page.get_by_role("link", name="What does a panic attack feel like?").click()
    page.get_by_role("link", name="Share a preview").click()
    assert problems(page) == []
    link = page.get_by_label("Link to revision 1").input_value()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844})
        reader = context.new_page()
        reader.goto(link)
        expect(reader.get_by_text("It has not been medically reviewed.")).to_be_visible()
        for kind in ("short", "full", "site"):
            assert_readable(reader, kind)
        assert problems(reader) == []
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390
        assert context.cookies() == []
        context.close()


def test_link_is_copied_with_one_press(signed_in: Any, site: Site) -> None:
    page = signed_in("writer")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}{LIST}?status=draft")
    page.get_by_role("link", name="What does a panic attack feel like?").click()
    page.get_by_role("link", name="Share a preview").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    link = page.get_by_label("Link to revision 1").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link

"""What is typed and not saved is kept in the browser: not beyond the log-out, and if there is no
room for it, the person is told."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import kept, wait_until_kept
from tests.browser.editing import read, save, text, write
from tests.browser.looking import problems
from tests.browser.server import Site

SLUG = "kept-typing"
FULL = """() => {
  Storage.prototype.setItem = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
}"""
FORBIDDEN = """for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("Not allowed.", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}"""
NO_ROOM = "This browser has no room to keep what you type: save often."


@pytest.fixture
def form(site: Site, signed_in: Callable[[str], Any]) -> Page:
    """The form of an article."""
    page: Page = signed_in("editor")
    page.goto(write(site, SLUG, body="<p>Here.</p>"))
    expect(text(page, "summary")).to_be_visible()
    expect(page.locator(".rows.is-live").first).to_be_visible()  # the scripts have run
    return page


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()


def test_log_out_from_the_form_leaves_no_typing_behind(form: Page) -> None:
    form.locator("#id_title").fill("Half a thought")
    wait_until_kept(form, "Half a thought")
    log_out(form)
    assert kept(form) == ""


def test_log_out_from_any_page_of_the_desk_leaves_no_typing_behind(form: Page, site: Site) -> None:
    form.locator("#id_title").fill("Half a thought")
    wait_until_kept(form, "Half a thought")
    form.goto(f"{site.url}/admin/articles/article/")
    assert "Half a thought" in kept(form)
    log_out(form)
    assert kept(form) == ""


def test_log_out_leaves_the_typing_of_others_to_them(form: Page) -> None:
    form.evaluate("localStorage.setItem('klarity:typing:0:1:1:x', 'Of somebody else')")
    form.locator("#id_title").fill("Half a thought")
    wait_until_kept(form, "Half a thought")
    log_out(form)
    assert kept(form) == "Of somebody else"


def test_who_stays_on_the_form_after_all_keeps_the_typing(form: Page, site: Site) -> None:
    form.locator("#id_title").fill("Half a thought")
    wait_until_kept(form, "Half a thought")
    form.once("dialog", lambda dialog: dialog.dismiss())
    form.get_by_role("button", name="Log out").click()
    expect(form.locator("#id_title")).to_have_value("Half a thought")
    assert "Half a thought" in kept(form)
    form.goto(f"{site.url}/admin/")
    assert "Half a thought" in kept(form)


def test_browser_without_room_says_so_once_and_the_text_is_saved(form: Page, site: Site) -> None:
    form.evaluate(FULL)
    form.locator("#id_title").fill("A thought")
    expect(form.get_by_role("alert").filter(visible=True)).to_have_text(NO_ROOM)
    assert problems(form) == []
    form.locator("#id_title").fill("A whole thought")
    form.wait_for_timeout(1500)
    expect(form.get_by_text(NO_ROOM)).to_have_count(1)
    save(form)
    assert read(site, SLUG)[1]["title"] == "A whole thought"


def test_offer_of_earlier_typing_stays_when_there_is_no_more_room(form: Page) -> None:
    form.locator("#id_title").fill("Typed before")
    wait_until_kept(form, "Typed before")
    form.reload()
    offer = form.get_by_role("region", name="Unsaved typing")
    expect(offer).to_contain_text("You have unsaved typing from")
    form.evaluate(FULL)
    form.locator("#id_title").fill("Typed after")
    expect(offer).to_contain_text(NO_ROOM)
    offer.get_by_role("button", name="Discard it").click()
    expect(offer).to_have_text(NO_ROOM)


def test_browser_that_allows_no_storage_says_so_and_the_text_is_saved(
    site: Site, signed_in: Callable[[str], Any]
) -> None:
    page: Page = signed_in("editor")
    page.add_init_script(FORBIDDEN)
    page.goto(write(site, SLUG, body="<p>Here.</p>"))
    expect(page.get_by_role("alert").filter(visible=True)).to_have_text(NO_ROOM)
    expect(text(page, "summary")).to_be_visible()
    page.locator("#id_title").fill("Without any storage")
    save(page)
    assert read(site, SLUG)[1]["title"] == "Without any storage"
    log_out(page)

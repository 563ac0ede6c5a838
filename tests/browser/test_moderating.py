"""A moderator at work: by keyboard, without script, in the light and in the dark."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import sign_in
from tests.browser.looking import problems
from tests.browser.replies import arrived, of_all_kinds
from tests.browser.server import Site

QUEUE = "/admin/comments/comment/"
DISCUSSIONS = "/admin/comments/discussion/"


@pytest.fixture(scope="module")
def replies(site: Site) -> dict[str, int]:
    """A reply of every kind: their keys, by the names of their writers."""
    return of_all_kinds(site)


@pytest.fixture
def desk(signed_in: Callable[[str], Page]) -> Page:
    """The moderator's browser."""
    return signed_in("moderator")


def open_reply(page: Page, site: Site, key: int) -> None:
    page.goto(f"{site.url}{QUEUE}{key}/change/")


def approve_all(page: Page, site: Site) -> None:
    """Tick every reply that waits and choose to approve them: the page that asks."""
    page.goto(site.url + QUEUE)
    page.get_by_label("Select all replies on this page").check()
    page.get_by_label("Action:").select_option("approve_selected")
    page.get_by_role("button", name="Go").click()


def standing(page: Page) -> Any:
    return page.locator(".standing .tag").first


def test_desk_of_replies_has_no_accessibility_violation_and_fits(
    screen: Page,
    site: Site,
    replies: dict[str, int],
) -> None:
    sign_in(screen, site, "moderator")
    shown: dict[str, Callable[[], Any]] = {
        "front page": lambda: screen.goto(f"{site.url}/admin/"),
        "queue": lambda: screen.goto(site.url + QUEUE),
        "all": lambda: screen.goto(f"{site.url}{QUEUE}?status=all"),
        "urgent": lambda: open_reply(screen, site, replies["Dee"]),
        "with details": lambda: open_reply(screen, site, replies["Bob"]),
        "reported": lambda: open_reply(screen, site, replies["Vic"]),
        "answered": lambda: open_reply(screen, site, replies["Priya"]),
        "block": lambda: screen.goto(f"{site.url}{QUEUE}{replies['Bob']}/block/"),
        "confirmation": lambda: approve_all(screen, site),
        "discussions": lambda: screen.goto(site.url + DISCUSSIONS),
        "another article": lambda: screen.goto(f"{site.url}{DISCUSSIONS}add/"),
    }
    for name, show in shown.items():
        show()
        assert problems(screen) == [], name
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_three_replies_are_decided_by_keyboard_and_one_is_undone(desk: Page, site: Site) -> None:
    keys = arrived(site, "Gil", "Hal", "Ivy")
    open_reply(desk, site, keys["Gil"])
    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("of Hal")
    expect(desk.locator(".messagelist")).to_contain_text("Approved: reply")
    desk.keyboard.press("u")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("of Gil")
    expect(standing(desk)).to_have_text("Waiting")
    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("of Hal")
    desk.keyboard.press("r")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("of Ivy")
    desk.keyboard.press("s")
    expect(desk.locator(".messagelist")).to_contain_text("Marked as spam: reply")
    for name, status in (("Gil", "Approved"), ("Hal", "Removed"), ("Ivy", "Spam")):
        open_reply(desk, site, keys[name])
        expect(standing(desk)).to_have_text(status)


def test_list_is_walked_by_keyboard_and_a_row_is_decided_on(desk: Page, site: Site) -> None:
    arrived(site, "Jan", "Kim")
    desk.goto(f"{site.url}{QUEUE}?q=%22I+am%22&urgent=no")
    desk.keyboard.press("a")
    expect(desk.locator(".messagelist")).to_have_count(0)
    desk.keyboard.press("j")
    expect(desk.get_by_role("link", name="of Jan")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("link", name="of Kim")).to_be_focused()
    desk.keyboard.press("k")
    desk.keyboard.press("r")
    expect(desk.locator(".messagelist")).to_contain_text("Rejected: reply")
    expect(desk.get_by_role("link", name="of Jan")).to_have_count(0)
    desk.keyboard.press("j")
    desk.keyboard.press("o")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("of Kim")
    desk.keyboard.press("k")
    expect(desk.get_by_role("heading", level=1)).not_to_contain_text("of Kim")


def test_keys_are_silent_while_somebody_types_or_holds_another_key(desk: Page, site: Site) -> None:
    key = arrived(site, "Lou")["Lou"]
    open_reply(desk, site, key)
    note = desk.get_by_label("Note (optional)")
    note.focus()
    desk.keyboard.type("a r s u j ?")
    expect(note).to_have_value("a r s u j ?")
    desk.get_by_role("button", name="Screen again").focus()
    for held in ("Control", "Alt", "Meta"):
        desk.keyboard.press(f"{held}+s")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("of Lou")
    expect(standing(desk)).to_have_text("Waiting")


def test_keys_are_listed_and_switched_off_for_good(desk: Page, site: Site) -> None:
    key = arrived(site, "Mia")["Mia"]
    open_reply(desk, site, key)
    desk.keyboard.press("?")
    expect(desk.get_by_text("next reply", exact=True)).to_be_visible()
    assert problems(desk) == []
    desk.get_by_label("Use them in this browser").uncheck()
    desk.locator("#shortcuts summary").focus()
    desk.keyboard.press("a")
    open_reply(desk, site, key)
    expect(desk.get_by_label("Use them in this browser")).not_to_be_checked()
    desk.keyboard.press("a")
    open_reply(desk, site, key)
    expect(standing(desk)).to_have_text("Waiting")


def test_reply_is_decided_on_without_script(browser: Browser, site: Site) -> None:
    key = arrived(site, "Ned")["Ned"]
    page = browser.new_page(java_script_enabled=False)
    sign_in(page, site, "moderator")
    open_reply(page, site, key)
    expect(page.get_by_text("Keyboard shortcuts")).to_be_hidden()
    page.get_by_role("button", name="Approve", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Approved: reply")
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of Ned")
    page.close()


def test_reader_is_answered_in_the_name_of_the_library(
    signed_in: Callable[[str], Page], site: Site, replies: dict[str, int]
) -> None:
    page = signed_in("editor")
    open_reply(page, site, replies["Tom"])
    expect(page.get_by_role("button", name="Remove from the page")).to_have_count(0)
    page.get_by_label("Answer:").fill("About a week.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("region", name="In its thread")).to_contain_text("About a week.")
    expect(page.get_by_role("region", name="In its thread")).to_contain_text("Library team")

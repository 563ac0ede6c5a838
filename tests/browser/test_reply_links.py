"""The pages behind the links in mails about replies, as a browser shows and sends them."""

from itertools import count
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import problems
from tests.browser.server import Site

PAGES = {"WITHDRAW": ("Withdraw it for good", "gone"), "STOP": ("Stop these mails", "No more")}
REPLY = """
from articles.models import Article
from comments import links, moderation
reply = moderation.submit(
    Article.objects.get(slug="why-do-muscles-go-into-spasm"), name="Ann", notify=True,
    email="ann{number}@example.org", body="It helped me. ({number})\\n\\nThank you. " + "long" * 90)
print(links.address(reply, links.Purpose.{purpose}))
"""
numbers = count(1)


def address(site: Site, purpose: str) -> str:
    """The link of a fresh reply."""
    script = REPLY.format(purpose=purpose, number=next(numbers))
    return site.manage("shell", "--no-imports", "-c", script).split()[-1]


@pytest.mark.parametrize("purpose", PAGES)
@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
)
def test_page_is_accessible_before_and_after(
    browser: Browser, site: Site, purpose: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    button, afterwards = PAGES[purpose]
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address(site, purpose))
    for press in (True, False):
        assert problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if press:
            page.get_by_role("button", name=button).click()
            expect(page.locator("h1")).to_contain_text(afterwards)
    page.close()


@pytest.mark.parametrize("purpose", PAGES)
def test_button_is_pressed_by_keyboard_and_without_script(
    browser: Browser, site: Site, purpose: str
) -> None:
    button, afterwards = PAGES[purpose]
    context = browser.new_context(java_script_enabled=False)
    page: Page = context.new_page()
    page.goto(address(site, purpose))
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(afterwards)
    assert context.cookies() == []
    context.close()

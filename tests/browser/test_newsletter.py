"""The newsletter as readers meet it, from the form on a page to leaving; their mail is in files."""

import re
from email import message_from_string, policy
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import ARTICLE, problems
from tests.browser.server import Site

VIEWPORTS = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]
# What the worker does with its orders, here and now.
WORK = """
from django_q.models import OrmQ
from newsletter import confirmations
for order in OrmQ.objects.all():
    if order.task["func"] == "newsletter.confirmations.send":
        confirmations.send(*order.task["args"])
        order.delete()
"""
LINKS = """
from django.urls import reverse
from django.utils import timezone
from newsletter import subscriptions, tokens
from newsletter.models import Subscriber, Wording
from newsletter.wishes import Wish
def person(email):
    subscriptions.ask(email=email, wish=Wish(), wording=Wording.objects.in_force(), page="/")
    return Subscriber.objects.with_address(email).get()
pending, known, left = (person(f"{name}@b.example.org") for name in ("pending", "known", "left"))
subscriptions.confirm(known, page="/")
subscriptions.leave(left, page="/")
for name, who, purpose in (("confirm", pending, "confirm"), ("subscribed", known, "confirm"),
                           ("left", left, "confirm"), ("preferences", known, "preferences"),
                           ("no preferences", left, "preferences")):
    page = f"newsletter_{purpose}"
    print(name, reverse(page, args=[tokens.sign(who, f"newsletter.{purpose}")]), sep="=")
for name, who in (("unsubscribe", known), ("unsubscribed", left)):
    print(name, reverse("newsletter_unsubscribe", args=tokens.for_leaving(who)), sep="=")
"""
NAMES = [
    *("form", "asked", "confirm", "subscribed", "left", "preferences", "no preferences"),
    *("unsubscribe", "unsubscribed", "no token"),
]


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, str]:
    """Every page of the newsletter, by what it shows."""
    printed = site.manage("shell", "-v", "0", "-c", LINKS)
    found = dict(line.split("=", 1) for line in printed.splitlines() if "=" in line)
    fixed = {"form": "/newsletter/", "asked": "/newsletter/asked/"}
    return fixed | found | {"no token": "/newsletter/confirm/x/"}


def mail_to(site: Site, address: str) -> str:
    """The text of the newest mail to an address, once the worker has done its work."""
    site.manage("shell", "-v", "0", "-c", WORK)
    files = sorted(Path(site.folder, "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    texts = [file.read_text() for file in files]
    messages = [message_from_string(text, policy=policy.default) for text in texts]
    found = next(message for message in reversed(messages) if message["To"] == address)
    return str(found.get_content())


def links(site: Site, body: str) -> list[str]:
    return re.findall(rf"^{re.escape(site.url)}/\S+$", body, re.MULTILINE)


def test_whole_road_by_keyboard(page: Page, site: Site) -> None:
    address = "by.keyboard@example.org"
    page.goto(site.url + ARTICLE)
    page.get_by_label("Email address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Yes, email me the Klarity health newsletter")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sign up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step: check your email")
    confirm, leave = links(site, mail_to(site, address))
    page.goto(confirm)
    expect(page.locator("main")).to_contain_text("b•••••@example.org")
    press(page, "Confirm and subscribe")
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re subscribed")
    page.get_by_role("link", name="change your choices").press("Enter")
    page.get_by_label("Daily").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Weekly")).to_be_checked()
    page.get_by_label("Sleep").focus()
    page.keyboard.press("Space")
    press(page, "Save")
    expect(page.get_by_role("status")).to_have_text("Your choices are saved.")
    page.goto(leave)
    press(page, "Unsubscribe")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have unsubscribed")
    page.get_by_label("Why did you leave?").focus()
    page.keyboard.type("Too many.")
    press(page, "Send")
    expect(page.get_by_role("status")).to_have_text("Thank you for telling us why.")
    assert "is whole" in site.manage("verify_consents")


def press(page: Page, name: str) -> None:
    """Press a button without a mouse."""
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_road_works_without_script(browser: Browser, site: Site) -> None:
    address = "no.script@example.org"
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.url}/newsletter/")
    press(page, "Sign up")
    expect(page.locator(".alert")).to_contain_text("Enter an email address")
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Weekly").check()
    page.get_by_label("Yes, email me").check()
    press(page, "Sign up")
    confirm, leave = links(site, mail_to(site, address))
    page.goto(confirm)
    expect(page.locator("main")).to_contain_text("Weekly")
    press(page, "Confirm and subscribe")
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re subscribed")
    page.goto(leave)
    press(page, "Unsubscribe")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have unsubscribed")
    page.close()


def test_receipt_is_downloaded(page: Page, site: Site, pages: dict[str, str]) -> None:
    page.goto(site.url + pages["preferences"])
    with page.expect_download() as download:
        page.get_by_role("link", name="receipt of your consents").click()
    assert download.value.suggested_filename == "newsletter-consents.json"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: f"{v['width']}px")
def test_pages_have_no_accessibility_violation(
    page: Page,
    site: Site,
    pages: dict[str, str],
    viewport: Any,
    scheme: Literal["light", "dark"],
) -> None:
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    for name in NAMES:
        page.goto(site.url + pages[name])
        assert problems(page) == [], name
    page.goto(f"{site.url}/newsletter/")
    press(page, "Sign up")
    expect(page.locator(".alert")).to_be_focused()
    assert problems(page) == []


def test_pages_fit_a_narrow_phone_ask_no_other_host_and_set_no_cookie(
    browser: Browser, site: Site, pages: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    asked, logged = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    for name in NAMES:
        page.goto(site.url + pages[name], wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        expect(page.locator("main h1")).to_have_count(1)
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
    assert [text for text in logged if "404" not in text] == []
    assert context.cookies() == []
    context.close()


def test_form_is_not_on_paper(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    page.emulate_media(media="print")
    expect(page.locator("#newsletter-form")).to_be_hidden()


def test_desk_of_the_newsletter_has_no_accessibility_violation(
    page: Page, site: Site, pages: dict[str, str], signed_in: Any
) -> None:
    signed_in("publisher")
    desk = f"{site.url}/admin/newsletter"
    for address in ("subscriber/", "subscriber/1/change/", "wording/", "wording/add/", "consent/"):
        page.goto(f"{desk}/{address}")
        assert problems(page) == [], address
    page.get_by_role("button", name="Verify the chain").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("is whole.")
    page.goto(f"{desk}/consent/1/change/")
    expect(page.locator("main")).to_contain_text("I can unsubscribe at any time.")
    assert problems(page) == []

"""The newsletter's issue in a browser: written by one, approved by another, sent to be read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import sign_in
from tests.browser.editing import text
from tests.browser.looking import VIEWPORTS, problems
from tests.browser.server import Site

LIST = "/admin/newsletter/issue/"
# Both lists tell of the samples; the weekly one is on its way.
PREPARE = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles import publishing
from newsletter import digests, issues
from newsletter.models import Beginning, Issue
User.objects.filter(is_staff=True).update(email="desk@localhost")
Beginning.objects.update(began_at=timezone.now() - timedelta(days=9999))
issue = digests.draft("weekly")
one, other = User.objects.get(username="publisher"), User.objects.get(username="admin")
intro = '<p>Good morning. This week is about <a href="/topics/sleep/">sleep</a> and more.</p>'
keys = list(issue.items.values_list("pk", flat=True))
issue = issues.edit(issue, subject="Sleep, salt and stiff backs", intro=intro, items=keys[:6],
                    seen=None, by=one)
issue = issues.approve(issue, seen=issue.edited_at, by=other)
Issue.objects.filter(pk=issue.pk).update(send_at=timezone.now(), started_at=timezone.now())
print("issue", issue.pk)
"""


@pytest.fixture(scope="module")
def prepared(site: Site) -> str:
    """The key of the weekly issue that was sent."""
    printed = site.manage("shell", "-v0", "-c", PREPARE)
    return dict(line.split() for line in printed.splitlines())["issue"]


@pytest.fixture
def people(browser: Browser, site: Site, prepared: str) -> Iterator[dict[str, Page]]:
    """The browsers of two colleagues, signed in."""
    pages = {}
    for role in ("publisher", "admin"):
        page = pages[role] = browser.new_page(viewport={"width": 1280, "height": 1000})
        sign_in(page, site, role)
    yield pages
    for page in pages.values():
        page.close()


def assert_fits_a_narrow_phone(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(size)


def test_issue_is_drafted_edited_approved_and_scheduled(
    people: dict[str, Page], site: Site
) -> None:
    one, other = people["publisher"], people["admin"]
    one.goto(site.url + LIST)
    one.get_by_role("button", name="Draft a daily issue now").click()
    expect(one.locator(".messagelist")).to_contain_text("Daily newsletter 1 is drafted.")
    address = one.url
    one.get_by_label("Subject").fill("What a good night does")
    text(one, "intro").click()
    one.keyboard.type("Good morning.")
    one.get_by_label("Place of “Why does fibre matter?”").fill("0")
    one.get_by_label("Leave “What helps lower back pain?” out").check()
    one.get_by_role("button", name="Save").click()
    expect(one.locator(".messagelist")).to_contain_text("Saved.")
    expect(one.locator(".told tbody tr").first).to_contain_text("Why does fibre matter?")
    expect(one.get_by_role("button", name="Approve")).to_be_disabled()
    assert problems(one) == []
    assert_fits_a_narrow_phone(one)

    other.goto(address)
    other.get_by_role("button", name="Send me a test").click()
    expect(other.locator(".messagelist")).to_contain_text("on its way")
    other.get_by_role("button", name="Approve").click()
    expect(other.locator(".messagelist")).to_contain_text("Approved.")

    one.goto(address)
    one.get_by_role("link", name="Schedule").click()
    at = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=1)
    one.get_by_label("Send at").fill(f"{at:%Y-%m-%dT12:00}")
    assert problems(one) == []
    one.get_by_role("button", name="Schedule").click()
    said = f"Scheduled for {at:%-d %B %Y}, 12:00"
    expect(one.locator("#next")).to_have_text(said)
    one.goto(site.url + LIST)
    expect(one.locator("#result_list")).to_contain_text(said)
    assert problems(one) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: f"{v['width']}px")
def test_mail_can_be_read_by_everybody(
    people: dict[str, Page], site: Site, prepared: str, viewport: dict[str, int],
    scheme: Literal["light", "dark"],
) -> None:  # fmt: skip
    page = people["publisher"]
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site.url}{LIST}{prepared}/preview/")
    mail = page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(251, 250, 246)", "dark": "rgb(14, 24, 25)"}[scheme]
    for kind in ("full", "site"):
        expect(page.locator(f"[data-medical-disclaimer={kind}]")).to_be_visible()
    page.goto("about:blank")  # the preview lets no script in, not even that which looks at it
    page.set_content(mail)
    assert problems(page) == []


@pytest.mark.parametrize("path", ["", "weekly/", "weekly/1/"])
def test_archive_has_no_accessibility_violation(
    screen: Page, site: Site, prepared: str, path: str,
) -> None:  # fmt: skip
    screen.goto(f"{site.url}/newsletter/issues/{path}")
    expect(screen.locator("main")).to_contain_text("Sleep, salt and stiff backs")
    assert problems(screen) == []
    assert_fits_a_narrow_phone(screen)


def test_issue_that_is_sent_shows_how_far_it_is(
    people: dict[str, Page], site: Site, prepared: str
) -> None:
    page = people["publisher"]
    page.goto(f"{site.url}{LIST}{prepared}/change/")
    expect(page.get_by_role("status").filter(has_text="Sending")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#next")).to_contain_text("Paused at")
    assert problems(page) == []
    assert_fits_a_narrow_phone(page)

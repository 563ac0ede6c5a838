"""Leaving a reply and reporting one in a reader's browser: by keyboard, without script, for screen
readers, on a phone and at a desk, in light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import problems
from tests.browser.server import Site

ARTICLE = "/articles/what-helps-lower-back-pain/"
FOUND = "Your reply has private details in it"
HELP = "If somebody is in danger, get help now"
MAKE_REPLY = f"""
from django.contrib.auth.models import User
from articles.models import Article
from comments import moderation
article = Article.objects.get(slug="{ARTICLE.split("/")[2]}")
body = "I only get them after a long run."
made = moderation.submit(article, name="Priya", email="priya@example.org", body=body)
print(moderation.approve(made, by=User.objects.get(username="moderator")).number)
"""
POST = """values => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = values.action;
    for (const [name, value] of Object.entries(values.fields))
        form.append(Object.assign(document.createElement("textarea"), {name, value}));
    document.body.append(form);
    form.submit();
}"""
IN_DANGER = {"body": "I want to end my life.", "name": "Kim", "email": "kim@example.org"}


@pytest.fixture(scope="module")
def number(site: Site) -> str:
    """The number of a reply that readers see."""
    return site.manage("shell", "-v0", "-c", MAKE_REPLY).split()[-1]


def post(page: Page, site: Site, **fields: str) -> None:
    """Send a form from the article's own page."""
    page.goto(f"{site.url}{ARTICLE}")
    with page.expect_navigation():
        page.evaluate(POST, {"action": f"{ARTICLE}comments/", "fields": fields})


def refused(page: Page, site: Site, number: str) -> None:
    post(page, site, parent=number, body=f"{IN_DANGER['body']} Or call me on 07700 900123.")


def pointed_out(page: Page, site: Site, number: str) -> None:
    post(page, site, **IN_DANGER | {"body": "Call me on 07700 900123."})


def danger(page: Page, site: Site, number: str) -> None:
    post(page, site, **IN_DANGER)


def sent(page: Page, site: Site, number: str) -> None:
    page.goto(f"{site.url}{ARTICLE}comments/sent/")


def report(page: Page, site: Site, number: str) -> None:
    page.goto(f"{site.url}{ARTICLE}comments/{number}/report/")


def report_refused(page: Page, site: Site, number: str) -> None:
    report(page, site, number)
    page.get_by_role("button", name="Send report").click()


def worried(page: Page, site: Site, number: str) -> None:
    report(page, site, number)
    page.get_by_label("I am worried about whoever wrote it").check()
    page.get_by_role("button", name="Send report").click()


Opening = Callable[[Page, Site, str], None]
PAGES: dict[str, tuple[Opening, str]] = {
    "refused": (refused, "Leave a Reply"),
    "pointed out": (pointed_out, "Leave a Reply"),
    "danger": (danger, "Thank you for your reply"),
    "sent": (sent, "Thank you for your reply"),
    "report": (report, "Report this reply"),
    "report refused": (report_refused, "Report this reply"),
    "worried": (worried, "Thank you for telling us"),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_accessibility_violation(
    screen: Page,
    site: Site,
    number: str,
    name: str,
) -> None:
    opened, heading = PAGES[name]
    opened(screen, site, number)
    expect(screen.get_by_role("heading", level=1)).to_have_text(heading)
    assert problems(screen) == []
    assert screen.context.cookies() == []


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_narrow_phone(browser: Browser, site: Site, number: str, name: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    PAGES[name][0](page, site, number)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_reply_is_left_with_the_keyboard_alone(browser: Browser, site: Site, number: str) -> None:
    page = browser.new_page()
    post(page, site, parent=number)
    expect(page.locator(".alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your reply")).to_be_focused()
    page.keyboard.type("Call me on 07700 900123, please.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.type("Kim")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Email", exact=True)).to_be_focused()
    page.keyboard.type("keyboard@example.org")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Email me if someone replies")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Comments policy").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Post reply")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name=FOUND)).to_be_focused()
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value(
        "Call me on 07700 900123, please."
    )
    expect(page.get_by_role("checkbox", name="Email me if someone replies")).to_be_checked()
    page.get_by_role("button", name="Post reply").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your reply")
    assert page.url == f"{site.url}{ARTICLE}comments/sent/"
    page.close()


def test_screen_reader_hears_whose_reply_it_answers_and_what_is_wrong(
    page: Page, site: Site, number: str
) -> None:
    post(page, site, parent=number, body="Thank you.", email="kim")
    form = page.get_by_role("form", name="by Priya")
    expect(form).to_be_visible()
    name = form.get_by_role("textbox", name="Name", exact=True)
    expect(name).to_have_accessible_description(
        "Error: Give the name that will stand above your reply."
    )
    expect(form.get_by_role("textbox", name="Email", exact=True)).to_have_accessible_description(
        "Error: Give an email address such as name@example.org. "
        "Your email address will not be published. Required fields are marked *"
    )
    expect(form.get_by_role("textbox", name="Your reply", exact=True)).to_have_value("Thank you.")
    assert form.get_by_role("textbox").count() == 3
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    expect(page.get_by_role("figure", name="Priya wrote:")).to_be_visible()


def test_help_has_the_focus_and_is_in_sight_first(browser: Browser, site: Site) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for fields in (IN_DANGER, IN_DANGER | {"name": ""}):
        post(page, site, **fields)
        help_now = page.get_by_role("region", name=HELP)
        expect(help_now).to_be_focused()
        expect(page.get_by_role("heading", name=HELP)).to_be_in_viewport()
        expect(help_now.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    page.close()


def test_danger_leaves_no_trace_in_address_or_title(page: Page, site: Site) -> None:
    post(page, site, **IN_DANGER)
    assert page.url == f"{site.url}{ARTICLE}comments/"
    assert page.title().startswith("Thank you for your reply")


def test_reply_is_reported_without_script(browser: Browser, site: Site, number: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    report(page, site, number)
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    page.close()


def test_reason_is_chosen_with_the_keyboard(page: Page, site: Site, number: str) -> None:
    report_refused(page, site, number)
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    group = page.get_by_role("group", name="What is wrong with it? (required)")
    expect(group.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio", name="It shows somebody’s private details")).to_be_checked()
    page.get_by_role("button", name="Send report").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")

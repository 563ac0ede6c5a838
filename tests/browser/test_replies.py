"""Readers' replies under an article as a browser shows them, to eyes, ears, hands and printers."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import ARTICLE, problems
from tests.browser.server import Site

# Words and addresses of no end, and names as long as they may be, at every depth.
LONG = """
from django.contrib.auth.models import User
from articles.models import Article
from comments import moderation
moderator = User.objects.get(username="moderator")
article, above = Article.objects.get(slug="why-does-fibre-matter"), None
for depth in range(5):
    text = f"https://example.org/{'a' * 300} " + "W" * 300 + chr(10) * 2 + "שלום (123) " * 9
    reply = moderation.submit(
        article, name="W" * 80, email="", body=text, parent=above, network=f"192.0.2.{depth}/32"
    )
    above = moderation.approve(reply, by=moderator).number
"""
LONG_ARTICLE = "/articles/why-does-fibre-matter/"


@pytest.fixture(scope="module")
def long_thread(site: Site) -> Site:
    """The library with replies that are hard to lay out."""
    site.manage("shell", "--no-imports", "-c", LONG)
    return site


def open_all(page: Page) -> None:
    for folded in page.locator("details.reply").all():
        folded.evaluate("each => { each.open = true }")


def test_thread_of_depth_five_has_no_accessibility_violation(
    screen: Page,
    site: Site,
) -> None:
    screen.goto(f"{site.url}{ARTICLE}#comment-5")
    assert screen.locator(".thread .thread .thread > li").count() == 3
    assert problems(screen) == []
    open_all(screen)
    assert problems(screen) == []


def test_long_words_fit_a_narrow_phone(browser: Browser, long_thread: Site) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(long_thread.url + LONG_ARTICLE)
    assert page.locator(".thread article").count() == 5
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_reply_form_opens_by_keyboard_without_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + ARTICLE)
    reply = page.locator("#comment-2")
    form = page.locator("form#comment-form-2")
    expect(form).to_be_hidden()
    reply.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(form).to_be_visible()
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached += page.locator("#comment-2 :focus[name]").evaluate_all("e => e.map(x => x.name)")
    assert reached[:4] == ["body", "name", "email", "notify"]
    context.close()


def test_each_reply_and_its_form_have_names_of_their_own(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    reply = page.get_by_role("article", name="Sam Sample")
    expect(reply).to_have_attribute("id", "comment-2")
    expect(reply.locator("summary")).to_have_text("Reply to Sam Sample")
    report = reply.get_by_role("link", name="Report this reply by Sam Sample")
    expect(report).to_have_attribute("href", f"{ARTICLE}comments/2/report/")


def test_permalink_leads_to_the_reply_and_marks_it(page: Page, site: Site) -> None:
    page.goto(f"{site.url}{ARTICLE}comments/5/")
    assert page.url == f"{site.url}{ARTICLE}#comment-5"
    expect(page.locator("#comment-5")).to_be_in_viewport()
    colour = "e => getComputedStyle(e).backgroundColor"
    marked, plain = (page.locator(f"#comment-{number}").evaluate(colour) for number in (5, 4))
    assert marked != plain


def test_replies_are_on_paper_and_their_forms_are_not(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    open_all(page)
    page.emulate_media(media="print")
    expect(page.locator("#comment-3")).to_contain_text("I had missed that section.")
    expect(page.locator("#comment-3")).to_be_visible()
    assert page.locator("#respond, details.reply, form").filter(visible=True).count() == 0


def test_borders_and_badges_stay_in_forced_colours(page: Page, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site.url + ARTICLE)
    for selector in (".thread .thread", ".thread .tag"):
        width = page.locator(selector).first.evaluate("e => getComputedStyle(e).borderLeftWidth")
        assert width != "0px"


def test_weight_of_a_reply(page: Page, site: Site) -> None:
    """With its form, in bytes before compression: 25 of them stand on a page at most."""
    page.goto(site.url + ARTICLE)
    replies = page.locator(".thread article").all()
    assert replies
    for reply in replies:
        assert len(str(reply.evaluate("e => e.outerHTML")).encode()) < 3_000

"""A reviewer at work in a browser: sources behind the marks, notes on paragraphs, what changed."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import sign_in
from tests.browser.editing import text, write
from tests.browser.looking import problems
from tests.browser.server import Site

SLUG = "is-my-snoring-sleep-apnoea"  # a sample that waits for its review
SEND_BACK = """
from django.contrib.auth.models import User
from articles import publishing
from articles.models import Article
article, by = Article.objects.get(slug={slug!r}), User.objects.get(username="reviewer")
pinned = [dict(place=each, note="Why?") for each in ("title", "body:3", "faq-1:1", "body:1")]
publishing.send_back(article, revision=1, notes="", pinned=pinned, by=by)
"""
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """A browser of one's own, signed in at the desk: `desk("reviewer", 390, "dark")`."""
    opened = []

    def signed(role: str, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        opened.append(context)
        page = context.new_page()
        sign_in(page, site, role)
        return page

    yield signed
    for context in opened:
        context.close()


def go(page: Page, site: Site, slug: str, name: str, query: str = "") -> None:
    """Open a page of the article of that address."""
    page.goto(f"{site.url}/admin/articles/article/?q={slug}")
    href = page.locator("#result_list tbody th a").first.get_attribute("href")
    assert href is not None
    page.goto(f"{site.url}{href.partition('change/')[0]}{name}/{query}")


def test_mark_opens_its_source_by_keyboard_and_without_script(
    desk: Callable[..., Page], site: Site
) -> None:
    for script in (True, False):
        page = desk("reviewer", script=script)
        go(page, site, SLUG, "review")
        mark = page.locator(".clean sup.cite button").first
        mark.focus()
        page.keyboard.press("Enter")
        source = page.locator(".source:popover-open")
        expect(source).to_contain_text("Supporting passage")
        page.keyboard.press("Escape")
        expect(source).to_have_count(0)
        expect(mark).to_be_focused()


def test_note_begins_at_its_paragraph(desk: Callable[..., Page], site: Site) -> None:
    page = desk("reviewer")
    go(page, site, SLUG, "review")
    expect(page.locator(".note-row:visible")).to_have_count(0)
    paragraphs = page.locator(".clean p[data-place^='body']")
    for place in range(4):  # one more than the rows that are there
        paragraphs.nth(place).get_by_role("button", name="Note on").click()
        page.keyboard.type(f"Note {place}")
    rows = page.locator(".note-row:visible")
    expect(rows).to_have_count(4)
    fourth = paragraphs.nth(3).get_attribute("data-place")
    expect(rows.nth(3).get_by_label("Paragraph")).to_have_value(str(fourth))
    expect(rows.nth(3).get_by_label("Note", exact=True)).to_have_value("Note 3")
    paragraphs.nth(0).get_by_role("button", name="Note on").click()
    expect(rows).to_have_count(4)
    expect(rows.nth(0).get_by_label("Note", exact=True)).to_be_focused()


def test_what_changed_is_shown_and_what_was_typed_stays(
    desk: Callable[..., Page], site: Site
) -> None:
    page = desk("reviewer", script=False)
    go(page, site, "can-low-iron-make-me-tired", "review")
    expect(page.locator(".clean")).to_be_visible()
    expect(page.locator(".marked")).to_be_hidden()
    page.get_by_label("What should change").fill("Half a thought")
    page.get_by_label("What changed since").check()
    expect(page.locator(".marked ins").first).to_be_visible()
    expect(page.locator(".clean")).to_be_hidden()
    expect(page.get_by_label("What should change")).to_have_value("Half a thought")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_accessibility_violation_and_fit(
    desk: Callable[..., Page], site: Site, width: int, scheme: str
) -> None:
    page = desk("reviewer", width, scheme)
    pages = [
        (SLUG, "review", ""),
        ("can-low-iron-make-me-tired", "review", ""),
        ("can-low-iron-make-me-tired", "revisions", ""),
        ("can-low-iron-make-me-tired", "compare", "?from=1&to=2"),
        ("can-low-iron-make-me-tired", "compare", ""),
        (SLUG, "notes", ""),
        (SLUG, "take", ""),
    ]
    for slug, name, query in pages:
        go(page, site, slug, name, query)
        assert problems(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if page.locator("#view-marked").count():
            page.locator("#view-marked").check()
            assert problems(page) == [], "marked"


def test_open_source_and_open_notes_have_no_accessibility_violation(
    desk: Callable[..., Page], site: Site
) -> None:
    page = desk("reviewer", 390, "dark")
    go(page, site, SLUG, "review")
    page.locator(".clean sup.cite button").first.click()
    assert problems(page) == []
    page.keyboard.press("Escape")
    page.locator(".note-here").nth(2).click()
    assert problems(page) == []


def test_review_is_given_and_read_by_the_writer_without_script(
    desk: Callable[..., Page], site: Site
) -> None:
    reviewer = desk("reviewer", script=False)
    go(reviewer, site, SLUG, "review")
    reviewer.get_by_role("button", name="Take for review").click()
    expect(reviewer.locator(".messagelist .success")).to_contain_text("it is yours")
    place = reviewer.get_by_label("Paragraph").first
    place.select_option("body:2")
    reviewer.get_by_label("Note", exact=True).first.fill("Say it more plainly.")
    reviewer.get_by_role("button", name="Send back").click()
    expect(reviewer.locator(".messagelist .success")).to_contain_text("Sent back.")
    writer = desk("writer", script=False)
    go(writer, site, SLUG, "notes")
    note = writer.locator(".pinned li")
    expect(note).to_contain_text("Say it more plainly.")
    note.get_by_role("link").click()
    expect(writer.locator(".as-published [data-place='body:2']")).to_be_in_viewport()


def noted(site: Site, slug: str) -> str:
    """A text with notes on four places, the last of which has been taken out since; its form."""
    body = "<p>Nobody misses this.</p><h2>Second</h2><ul><li>Third.</li></ul>"
    faqs = [{"question": "Whose?", "answer": "<p>Nobody’s.</p>"}]
    write(site, slug, body=body, faqs=faqs)
    site.manage("shell", "-v0", "-c", SEND_BACK.format(slug=slug))
    return write(site, slug, body=body.partition("</p>")[2] + "<p>Last.</p>", faqs=faqs)


def test_notes_lead_from_the_form_into_the_text(desk: Callable[..., Page], site: Site) -> None:
    page = desk("writer")
    page.goto(noted(site, "noted"))
    links = page.locator(".notes .pinned a")
    places = ["Title", "Body, paragraph 2", "FAQ 1, answer", "No longer in the text"]
    expect(links).to_have_text(places)
    expect(text(page)).to_be_visible()
    links.nth(1).click()
    page.keyboard.type("Here: ")
    expect(text(page).locator("li")).to_have_text("Here: Third.")
    links.nth(2).click()
    expect(text(page, "faqs-0-answer")).to_be_focused()
    links.nth(0).click()
    expect(page.locator("#id_title")).to_be_focused()
    page.reload()
    links.nth(3).click()
    expect(page.get_by_role("heading", name="Reviewers’ notes")).to_be_visible()


def test_notes_lead_from_the_form_beside_the_text_without_script(
    desk: Callable[..., Page], site: Site
) -> None:
    page = desk("writer", script=False)
    page.goto(noted(site, "noted-without-script"))
    page.locator(".notes .pinned a").nth(1).click()
    expect(page.locator(".as-published [data-place='body:2']")).to_be_in_viewport()

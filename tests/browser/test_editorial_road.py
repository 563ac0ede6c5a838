"""The main job by hand: a manuscript comes in, a clinician approves it, a reader checks it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.server import Site

SLUG = "why-do-i-get-muscle-spasms"


def test_seed_manuscript_becomes_a_page_that_a_reader_can_check(
    page: Page,
    site: Site,
    signed_in: Callable[[str], Page],
    shared_path: Callable[[str], Path],
) -> None:
    seed = shared_path("seed/why-do-i-get-muscle-spasms.txt")
    printed = site.manage(
        "import_manuscript", str(seed), "--by", "writer", "--topic", "muscles-and-joints"
    )
    assert "reference-uncited, reference 6" in printed

    signed_in("editor")
    assert_refused(page, site, "No mark leads to")
    resolve_uncited_references(page, site)
    open_article(page, site)
    verb(page, "Submit for review")

    signed_in("reviewer")
    open_article(page, site)
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.locator(".as-published")).to_contain_text("(revision 2)")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    signed_in("editor")
    open_article(page, site)
    verb(page, "Publish now")

    page.context.clear_cookies()
    answer = page.goto(f"{site.url}/articles/{SLUG}/")
    assert answer is not None
    assert len(answer.body()) < 40_000
    marks = page.locator(".prose a[role=doc-biblioref]").all_inner_texts()
    assert marks == ["1", "2", "3", "4", "3", "5", "6", "6"]
    expect(page.locator(".refs > li")).to_have_count(8)
    expect(page.locator("#ref-8")).to_contain_text("Further reading")
    expect(page.locator(".trust")).to_contain_text("Jordan Sample")
    expect(page.locator("#ref-2")).to_contain_text("[cited 2023 Feb 25]")


def open_article(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/admin/articles/article/?q={SLUG}")
    page.get_by_role("link", name="Why Do I Get Muscle Spasms").click()


def verb(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name=name).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def assert_refused(page: Page, site: Site, reason: str) -> None:
    open_article(page, site)
    expect(page.locator("main")).to_contain_text(reason)


def resolve_uncited_references(page: Page, site: Site) -> None:
    """References 6 and 7 are cited nowhere: an editor keeps them as further reading."""
    open_article(page, site)
    for part in page.locator("details").all():
        part.evaluate("details => { details.open = true }")
    for number in (5, 6):
        page.locator(f"#id_references-{number}-further_reading").check()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_editor_keeps_every_mark_through_the_rich_text_editor(
    page: Page, site: Site, signed_in: Callable[[str], Any]
) -> None:
    """Opening an article and saving it unchanged makes no revision."""
    signed_in("editor")
    page.goto(f"{site.url}/admin/articles/article/?q=fibre")
    page.get_by_role("link", name="Why does fibre matter?").click()
    expect(page.locator(".cke_wysiwyg_div sup.citation").nth(4)).to_be_visible()
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing changed")

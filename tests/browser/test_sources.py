"""The desk's pages about sources, as an editor's browser shows them."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import VIEWPORTS, problems
from tests.browser.server import Site

BOOKS = """TY  - BOOK
TI  - A book brought in by a test
AU  - Alder, Bea
PY  - 2017
ER  -

TY  - BOOK
ER  -
"""
BRING = "/admin/articles/source/bring/"


def read(page: Page, text: str) -> None:
    page.get_by_label("Identifiers, references or the text of a file").fill(text)
    page.get_by_role("button", name="Read").click()


def test_source_is_brought_in_and_found_again(signed_in: Any, site: Site) -> None:
    page = signed_in("writer")
    page.goto(f"{site.url}/admin/articles/source/")
    page.get_by_role("link", name="Bring sources in").click()
    read(page, BOOKS)
    expect(page.get_by_text("It has no title.")).to_be_visible()
    work = page.get_by_role("checkbox", name="Alder B. A book brought in by a test. 2017.")
    expect(work).to_be_checked()
    page.get_by_role("button", name="Add the ticked works to the library").click()
    expect(page.get_by_text("Added to the library: 1.")).to_be_visible()
    page.goto(site.url + BRING)
    read(page, BOOKS)
    expect(page.get_by_text("All of it is in the library already.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: f"{v['width']}px")
def test_pages_have_no_accessibility_violation_and_fit(
    signed_in: Any,
    site: Site,
    viewport: dict[str, int],
    scheme: Literal["light", "dark"],
) -> None:
    page = signed_in("writer")
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    for address in ("", "bring/", "1/change/"):
        page.goto(f"{site.url}/admin/articles/source/{address}")
        assert fits(page)
        assert problems(page) == []
    page.goto(site.url + BRING)
    read(page, f"{BOOKS}\nTY  - BOOK\nTI  - {'A long title ' * 20}\nER  -\n")
    assert fits(page)
    assert problems(page) == []


def fits(page: Page) -> bool:
    """Nothing stands out to the side."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))

"""Rows of the article's form are dragged by their handle into another order."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import read, save, text, write
from tests.browser.server import Site

FAQS = [
    {"question": f"{name}?", "answer": f"<p>{name}.</p>"} for name in ("First", "Second", "Third")
]
SLUG = "dragged"


@pytest.fixture
def form(site: Site, signed_in: Callable[[str], Any]) -> Page:
    """The form of an article with three questions."""
    page: Page = signed_in("editor")
    page.goto(write(site, SLUG, faqs=FAQS))
    expect(text(page, "summary")).to_be_visible()
    return page


def row(page: Page, name: str) -> Locator:
    """The row of a question."""
    return page.locator("#faqs-group .inline-related:not(.empty-form)", has_text=f"{name}?")


def questions(page: Page) -> list[str]:
    """The questions in the order of their rows."""
    return page.locator(
        "#faqs-group .inline-related:not(.empty-form) h3 > [data-name]"
    ).all_inner_texts()


def drag(page: Page, name: str, over: str, share: float) -> None:
    """Take a row by its handle and let it go over another one, so far down."""
    box = row(page, over).bounding_box()
    assert box is not None
    target = {"x": 40, "y": box["height"] * share}
    handle = row(page, name).locator(".row-handle")
    handle.drag_to(row(page, over), target_position=target)  # type: ignore[arg-type]


def test_row_is_dragged_down_and_saved_in_that_place(form: Page, site: Site) -> None:
    drag(form, "First", over="Third", share=0.9)
    assert questions(form) == ["Second?", "Third?", "First?"]
    expect(form.locator("#rows-status")).to_have_text("First? is now 3 of 3.")
    save(form)
    assert questions(form) == ["Second?", "Third?", "First?"]
    stored = [(faq["question"], faq["answer"]) for faq in read(site, SLUG)[1]["faqs"]]
    assert stored == [(FAQS[at]["question"], FAQS[at]["answer"]) for at in (1, 2, 0)]


def test_row_is_dragged_up_and_its_answer_is_typed_on(form: Page, site: Site) -> None:
    row(form, "Third").locator("summary").click()
    answer = text(form, "faqs-2-answer")
    answer.click()
    form.keyboard.press("Control+End")
    form.keyboard.type(" Before.")
    drag(form, "Third", over="First", share=0.1)
    assert questions(form) == ["Third?", "First?", "Second?"]
    answer.click()
    form.keyboard.press("Control+End")
    form.keyboard.type(" After.")
    save(form)
    first = read(site, SLUG)[1]["faqs"][0]
    assert (first["question"], first["answer"]) == ("Third?", "<p>Third. Before. After.</p>")


def test_row_stays_in_its_own_group(form: Page) -> None:
    before = form.locator("#references-group .inline-related").count()
    target = form.locator("#references-group .inline-related").first
    row(form, "First").locator(".row-handle").drag_to(target)
    assert form.locator("#references-group .inline-related").count() == before
    assert sorted(questions(form)) == ["First?", "Second?", "Third?"]


def test_words_are_dragged_without_moving_a_row(form: Page) -> None:
    row(form, "First").locator("h3").drag_to(row(form, "Third"))
    assert questions(form) == ["First?", "Second?", "Third?"]

"""Marks in the editor: shown with running numbers, set and changed from the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.editing import chips, data, press, read, save, text, write
from tests.browser.server import Site

CITE = '<sup class="citation" data-reference="{}">[cite]</sup>'
NHS, REYNOLDS = CITE.format("nhs"), CITE.format("reynolds2019")
SLUG = "citing"
LIBRARY = {
    "id": 990001,
    "key": "new2020",
    "text": "New A. A new study. J New. 2020.",
    "warning": "",
}
RIS = """TY  - JOUR
AU  - Birch, Kit
TI  - A trial of citing from the editor
JO  - Example Med
PY  - 2024
SP  - 7
ER  -"""
NO_TITLE = "TY  - BOOK\nER  -"
PARTS = {
    "standfirst": f"What it is.{REYNOLDS}",
    "key_points": f"<ul><li>First.{NHS}</li></ul>",
    "body": f"<p>One.{NHS}{REYNOLDS}</p><p>Two.{CITE.format('nobody1999')}</p><p>Three.</p>",
    "faqs": [
        {"question": "Urgent?", "answer": f"<p>Now.{CITE.format('aune2011')}</p>", "urgent": True},
        {"question": "Common?", "answer": f"<p>Yes.{CITE.format('nhs-b')}</p>"},
    ],
    "summary": f"<p>All.{CITE.format('nhs-c')}{CITE.format('aune2011')}</p>",
}


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """The form of an article with a mark in most parts."""
    return write(site, SLUG, **PARTS)


@pytest.fixture
def form(page: Page, address: str, signed_in: Callable[[str], Any]) -> Page:
    """That form, opened."""
    signed_in("editor")
    page.goto(address)
    expect(text(page).locator("sup.citation").first).to_have_text("[2]")
    return page


@pytest.fixture
def own(page: Page, site: Site, signed_in: Callable[[str], Any]) -> Page:
    """The form of an article of one's own, with the caret where a mark is to stand."""
    signed_in("editor")
    page.goto(write(site, "citing-anew", body="<p>Here.</p>"))
    at_end_of(page, "Here.")
    return page


def pick(page: Page) -> Any:
    """The open dialog."""
    dialog = page.get_by_role("dialog", name="Cite a source")
    expect(dialog).to_be_visible()
    return dialog


def at_end_of(page: Page, words: str) -> None:
    text(page).get_by_text(words).click()
    page.keyboard.press("End")


def serve(page: Page, answer: Callable[[Route], None]) -> None:
    """Stand in for the library's addresses."""
    page.evaluate("""() => Object.assign(document.getElementById("article_form").dataset,
      { pickUrl: "/stand-in/pick", fetchUrl: "/stand-in/fetch" })""")
    page.route("**/stand-in/**", answer)


def found(route: Route) -> None:
    route.fulfill(json={"sources": [LIBRARY]})


def test_marks_show_their_running_numbers_over_all_parts(form: Page) -> None:
    assert chips(form, "standfirst") == ["[1]"]
    assert chips(form, "key_points") == ["[2]"]
    assert chips(form) == ["[2]", "[1]", "[?]"]
    # The plain question counts before the urgent one, although their editors are not made yet.
    assert chips(form, "summary") == ["[5]", "[4]"]


def test_numbers_follow_what_is_typed_elsewhere(form: Page) -> None:
    text(form, "standfirst").press("Control+a")
    form.keyboard.press("Delete")
    expect(text(form).locator("sup.citation").first).to_have_text("[1]")
    assert chips(form) == ["[1]", "[2]", "[?]"]


def test_reference_is_cited_from_the_keyboard(form: Page) -> None:
    at_end_of(form, "Three.")
    form.keyboard.press("F2")
    dialog = pick(form)
    expect(dialog.get_by_label("Search this article’s references")).to_be_focused()
    form.keyboard.type("reynolds")
    expect(dialog.get_by_role("button", name="Insert")).to_have_count(1)
    form.keyboard.press("ArrowDown")
    form.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    form.keyboard.type(" Then on.")
    assert data(form).endswith(f"<p>Three.{REYNOLDS} Then on.</p>")
    expect(text(form).locator("sup.citation").nth(3)).to_have_text("[1]")


def test_citing_is_undone(form: Page) -> None:
    before = data(form)
    at_end_of(form, "Three.")
    form.keyboard.press("F2")
    pick(form).get_by_role("button", name="Insert").first.click()
    assert data(form) != before
    form.keyboard.press("Control+z")
    assert data(form) == before


def test_escape_closes_the_dialog_and_typing_goes_on(form: Page) -> None:
    at_end_of(form, "Three.")
    press(form, "cite")
    dialog = pick(form)
    form.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    form.keyboard.type(" More.")
    assert data(form).endswith("<p>Three. More.</p>")


@pytest.mark.parametrize("key", ["Enter", "F2"])
def test_mark_is_changed_and_its_neighbour_stays(form: Page, key: str) -> None:
    text(form).locator("sup.citation").first.click()
    form.keyboard.press(key)
    pick(form).get_by_role("button", name="Insert reference aune2011").click()
    assert data(form).startswith(f"<p>One.{CITE.format('aune2011')}{REYNOLDS}</p>")


def test_selected_words_stay_when_a_mark_is_set(form: Page) -> None:
    at_end_of(form, "Three.")
    form.keyboard.press("Shift+Home")
    press(form, "cite")
    pick(form).get_by_role("button", name="Insert reference nhs", exact=True).click()
    assert data(form).endswith(f"<p>Three.{NHS}</p>")


def test_source_of_the_library_becomes_a_reference(own: Page, site: Site) -> None:
    own.keyboard.press("F2")
    own.keyboard.type("craske anxiety")
    library = pick(own).get_by_role("region", name="In the library")
    expect(library.get_by_role("button")).to_have_count(1)
    library.get_by_role("button", name="Insert Craske MG, Stein MB. Anxiety.").click()
    mark = CITE.format("craske2016")
    assert data(own) == f"<p>Here.{mark}</p>"
    save(own)
    stored = read(site, "citing-anew")[1]
    assert stored["body"] == f"<p>Here.{mark}</p>"
    assert stored["references"][-1]["key"] == "craske2016"
    assert stored["references"][-1]["item"]["DOI"] == "10.1016/s0140-6736(16)30381-6"


def test_what_the_article_cites_already_is_offered_once(own: Page) -> None:
    own.keyboard.press("F2")
    own.keyboard.type("carbohydrate quality")
    expect(pick(own).get_by_role("status")).to_have_text("1 in this article, 0 in the library.")
    expect(pick(own).get_by_role("button", name="Insert")).to_have_count(1)


def test_search_asks_the_library_once_for_what_was_typed(form: Page) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.partition("q=")[2])
        found(route)

    serve(form, answer)
    at_end_of(form, "Three.")
    form.keyboard.press("F2")
    pick(form)
    form.keyboard.type("new study", delay=10)
    expect(pick(form).get_by_role("status")).to_have_text("0 in this article, 1 in the library.")
    assert asked in (["", "new+study"], ["new+study"])


def test_unknown_work_is_brought_in_and_cited(own: Page, site: Site) -> None:
    own.keyboard.press("F2")
    pick(own).get_by_label("Not found? Add it").fill(RIS)
    own.keyboard.press("Enter")
    expect(pick(own).get_by_role("button", name="Insert Birch K.")).to_be_focused()
    own.keyboard.press("Enter")
    assert data(own) == f"<p>Here.{CITE.format('birch2024')}</p>"
    save(own)
    reference = read(site, "citing-anew")[1]["references"][-1]
    assert (reference["key"], reference["item"]["page"]) == ("birch2024", "7")


def test_failed_look_up_says_so_in_words(own: Page) -> None:
    own.keyboard.press("F2")
    pick(own).get_by_label("Not found? Add it").fill(NO_TITLE)
    pick(own).get_by_role("button", name="Look up").click()
    told = "It has no title. Fill in the form by hand."
    expect(pick(own).get_by_role("alert")).to_have_text(told)
    expect(pick(own).get_by_role("button", name="Look up")).to_be_enabled()


def test_failed_search_of_the_library_leaves_the_own_references(form: Page) -> None:
    serve(form, lambda route: route.abort())
    at_end_of(form, "Three.")
    form.keyboard.press("F2")
    expect(pick(form).get_by_role("status")).to_contain_text("could not be reached")
    pick(form).get_by_role("button", name="Insert").first.click()
    assert data(form).endswith(f"<p>Three.{REYNOLDS}</p>")


def test_question_added_later_can_be_cited_in(form: Page, site: Site) -> None:
    for details in form.locator("details").all():
        details.evaluate("each => { each.open = true }")
    form.get_by_role("button", name="Add another Faq").click()
    answer = text(form, "faqs-2-answer")
    answer.click()
    form.keyboard.type("Perhaps.")
    form.keyboard.press("F2")
    pick(form).get_by_role("button", name="Insert reference nhs", exact=True).click()
    assert data(form, "faqs-2-answer") == f"<p>Perhaps.{NHS}</p>"
    form.locator("#id_faqs-2-question").fill("Really?")
    save(form)
    assert read(site, SLUG)[1]["faqs"][2]["answer"] == f"<p>Perhaps.{NHS}</p>"

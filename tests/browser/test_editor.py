"""The rich-text editor on the article's form: boxes, tables, pictures, look, keyboard, speed."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.editing import data, press, read, save, text, write
from tests.browser.server import Site

CITE = '<sup class="citation" data-reference="nhs">[cite]</sup>'
BOX = '<div class="callout"><h3>When to get help</h3><p>{}</p></div>'
QUESTIONS = [{"question": f"Question {n}?", "answer": f"<p>So.{CITE}</p>"} for n in range(8)]


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """The form of an article with a text and eight questions."""
    body = f"<p>One.{CITE}</p><p>Two.</p><p>Three.</p>"
    return write(site, "editor", body=body, summary="<p>All.</p>", faqs=QUESTIONS)


@pytest.fixture
def form(page: Page, address: str, signed_in: Callable[[str], Any]) -> Page:
    """That form, opened."""
    signed_in("editor")
    page.goto(address)
    expect(text(page).locator("sup.citation")).to_have_text("[1]")
    return page


def at_end_of(page: Page, words: str) -> None:
    text(page).get_by_text(words).click()
    page.keyboard.press("End")


def dialog(page: Page, name: str) -> Locator:
    found = page.get_by_role("dialog", name=name)
    expect(found).to_be_visible()
    return found


def photo() -> FilePayload:
    file = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(file, "PNG")
    return {"name": "knee.png", "mimeType": "image/png", "buffer": file.getvalue()}


def test_box_is_written_and_left_by_an_empty_line(form: Page) -> None:
    at_end_of(form, "Two.")
    press(form, "callout")
    form.keyboard.type("Call 111.")
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    form.keyboard.type("Then on.")
    expected = f"<p>Two.</p>{BOX.format('Call 111.')}<p>Then on.</p><p>Three.</p>"
    assert data(form).endswith(expected)


def test_box_goes_around_what_is_selected_and_off_again(form: Page) -> None:
    text(form).get_by_text("Two.").click()
    form.keyboard.press("Home")
    form.keyboard.press("Shift+ArrowDown")
    form.keyboard.press("Shift+End")
    before = data(form)
    press(form, "callout")
    assert data(form).endswith('<div class="callout"><p>Two.</p><p>Three.</p></div>')
    press(form, "callout")
    assert data(form) == before
    form.keyboard.press("Control+z")
    assert "callout" in data(form)


def test_table_has_a_header_row_with_its_scope(form: Page) -> None:
    at_end_of(form, "Two.")
    press(form, "table")
    made = form.locator(".cke_dialog:visible")
    expect(made).to_be_visible()
    labels = [label for label in made.locator("label:visible").all_inner_texts() if label.strip()]
    assert [label.strip("* \n") for label in labels] == ["Rows", "Columns", "Headers", "Caption"]
    made.get_by_label("Headers").select_option("both")
    made.get_by_label("Caption").fill("Doses")
    made.get_by_role("button", name="OK").click()
    assert '<table><caption>Doses</caption><thead><tr><th scope="col"></th>' in data(form)
    assert '<tbody><tr><th scope="row"></th><td></td></tr>' in data(form)


def test_picture_is_uploaded_described_and_shown_to_readers(form: Page, site: Site) -> None:
    at_end_of(form, "Two.")
    press(form, "picture")
    made = dialog(form, "Picture")
    made.get_by_text("Upload a new one").click()
    made.get_by_label("File").set_input_files(photo())
    made.get_by_label("Name, to find it again").fill("A teal knee")
    made.get_by_role("button", name="Upload").click()
    expect(made.get_by_role("button", name="A teal knee")).to_have_attribute("aria-pressed", "true")
    made.get_by_role("button", name="Use this picture").click()
    expect(made.get_by_role("alert")).to_contain_text("Say in words what the picture shows")
    made.get_by_label("Text alternative").fill('A "knee" & <more>')
    made.get_by_role("button", name="Use this picture").click()
    expect(made).to_be_hidden()
    figure = text(form).locator("figure")
    expect(figure.get_by_role("img", name='A "knee" & <more>')).to_be_visible()
    figure.locator(".no-caption").click()
    form.keyboard.type("From the side")
    assert "<figcaption>From the side</figcaption></figure><p>Three.</p>" in data(form)


def test_mere_decoration_needs_no_words(form: Page) -> None:
    at_end_of(form, "Two.")
    press(form, "picture")
    made = dialog(form, "Picture")
    made.get_by_label("Search the library’s pictures").fill("knee")
    made.get_by_role("button", name="A teal knee").click()
    made.get_by_label("Mere decoration").check()
    expect(made.get_by_label("Text alternative")).to_be_disabled()
    made.get_by_role("button", name="Use this picture").click()
    image = text(form).locator("figure img")
    expect(image).to_have_attribute("role", "presentation")
    expect(image).to_have_attribute("alt", "")
    text(form).locator("figure").dblclick(position={"x": 20, "y": 20})
    expect(dialog(form, "Picture").get_by_label("Mere decoration")).to_be_checked()


def test_file_that_is_no_picture_is_refused_in_words(form: Page) -> None:
    press(form, "picture")
    made = dialog(form, "Picture")
    made.get_by_text("Upload a new one").click()
    text_file: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    made.get_by_label("File").set_input_files(text_file)
    made.get_by_role("button", name="Upload").click()
    expect(made.get_by_role("alert")).to_contain_text("not a picture that can be read")


def test_toolbar_is_reached_by_keyboard_and_every_field_is_named(form: Page) -> None:
    for field, name in (("body", "Body"), ("standfirst", "Standfirst"), ("summary", "Summary")):
        assert text(form, field).get_attribute("aria-label") == name
    text(form).get_by_text("Two.").click()
    form.keyboard.press("Alt+F10")
    expect(form.locator("#cke_id_body .cke_combo_button").first).to_be_focused()
    expect(form.locator("#cke_id_body .cke_button__cite")).to_have_attribute(
        "title", "Cite a source (F2)"
    )


def test_editors_of_questions_are_made_when_they_come_into_view(form: Page) -> None:
    assert form.evaluate("Object.keys(CKEDITOR.instances).length") == 4
    form.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    last = form.locator("#id_faqs-7-answer")
    last.focus()
    expect(text(form, "faqs-7-answer")).to_be_focused()
    form.keyboard.type("Yes. ")
    save(form)


def test_question_that_was_never_opened_is_kept(form: Page, site: Site) -> None:
    before = read(site, "editor")[1]["faqs"]
    at_end_of(form, "Three.")
    form.keyboard.type(" More.")
    save(form)
    assert read(site, "editor")[1]["faqs"] == before


def test_only_what_is_used_is_loaded(
    page: Page, address: str, signed_in: Callable[[str], Any]
) -> None:
    signed_in("editor")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page.goto(address)
    expect(text(page)).to_be_visible()
    package = [url.partition("/ckeditor/ckeditor/")[2] for url in asked if "/ckeditor/" in url]
    assert sorted(name for name in package if name and not name.endswith(".png")) == [
        "ckeditor.js",
        "lang/en-gb.js",
        "plugins/dialog/styles/dialog.css",
        "plugins/divarea/plugin.js",
        "skins/moono-lisa/editor.css",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_editor_and_its_dialogs_have_no_barriers(form: Page, scheme: Any, width: int) -> None:
    form.emulate_media(color_scheme=scheme)
    form.set_viewport_size({"width": width, "height": 900})
    for button in (None, "cite", "picture"):
        if button:
            text(form).get_by_text("Two.").click()
            press(form, button)
            expect(form.locator("dialog[open]")).to_be_visible()
        assert violations(form) == []
        assert form.evaluate("document.documentElement.scrollWidth") <= width
        form.keyboard.press("Escape")


def violations(page: Page) -> list[str]:
    """axe's violations in the editors and the open dialog, a line each."""
    parts = [part for part in (".cke", "dialog[open]") if page.locator(part).count()]
    found = Axe().run(page, context={"include": [[part] for part in parts]}).response["violations"]
    return [f"{v['id']}: {[node['html'][:200] for node in v['nodes']][:3]}" for v in found]

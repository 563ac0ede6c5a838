"""The rows of an article's form: folded, moved, removed, and without script."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Dialog, Locator, expect

from tests.browser.desk import open_form, save
from tests.browser.looking import problems
from tests.browser.server import Site


def test_folded_row_is_unfolded_by_keyboard_changed_and_saved(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "why-do-muscles-go-into-spasm")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    row = page.locator("#references-1")
    key = row.locator("h3 [data-name]").inner_text()
    unfold(row)
    expect(row.get_by_label("Key")).to_have_value(key)
    row.get_by_label("Key").focus()
    expect(row.get_by_role("combobox", name="Source:")).to_contain_text("(")
    assert problems(page) == []
    page.reload()
    assert asked == [], "Unfolding is no change."
    unfold(row)
    row.get_by_label("Passage").fill("One line.\nAnother.")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(row.get_by_label("Passage")).to_have_count(0)
    unfold(row)
    expect(row.get_by_label("Passage")).to_have_value("One line.\nAnother.")
    expect(row.get_by_label("Key")).to_have_value(key)


def unfold(row: Locator) -> None:
    row.locator("summary").press("Enter")
    expect(row.get_by_label("Key")).to_be_visible()


FIELDS = """row => [...row.querySelectorAll("details .form-row")].map(line => {
    const field = line.querySelector("input, select, textarea");
    const label = line.querySelector("label");
    return [line.className, label.textContent, label.htmlFor, field.id, field.name, field.type,
        field.value, field.checked, field.selectedOptions?.[0]?.text, line.innerText];
})"""


def test_unfolded_row_has_the_fields_that_the_server_draws(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "can-low-iron-make-me-tired")
    row = page.locator("#references-0")
    unfold(row)
    drawn_here = row.evaluate(FIELDS)
    page.goto(page.url + "?whole")
    expect(page.locator("#cke_id_summary")).to_be_visible()
    row.locator("summary").press("Enter")
    expect(row.get_by_label("Key")).to_be_visible()
    assert row.evaluate(FIELDS) == drawn_here
    assert len(drawn_here) == 8


def test_form_without_script_is_saved_as_it_is(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = people("editor", java_script_enabled=False).pages[0]
    page.goto(f"{site.url}/admin/articles/article/?q=can-low-iron-make-me-tired")
    page.locator("#result_list th.field-name a").first.click()
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing changed")
    page.get_by_role("link", name="Open the form with all fields of the references").click()
    row = page.locator("#references-0")
    row.locator("summary").click()
    row.get_by_label("Locator").fill("p. 7")
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="Open the form with all fields of the references").click()
    row.locator("summary").click()
    expect(row.get_by_label("Locator")).to_have_value("p. 7")


def test_rows_are_moved_by_keyboard_and_saved_in_that_order(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "why-do-muscles-go-into-spasm")
    titles = page.locator("#faqs-group .inline-related:not(.empty-form) h3 [data-name]")
    first, second = titles.nth(0).inner_text(), titles.nth(1).inner_text()
    down = page.get_by_role("button", name=f"Move down {first}")
    down.focus()
    page.keyboard.press("Enter")
    assert [titles.nth(0).inner_text(), titles.nth(1).inner_text()] == [second, first]
    expect(down).to_be_focused()
    expect(page.locator("#rows-status")).to_have_text(re.compile(r"is now 2 of \d+\.$"))
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [titles.nth(0).inner_text(), titles.nth(1).inner_text()] == [second, first]
    page.get_by_role("button", name=f"Move down {second}").click()
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_removed_row_is_brought_back_and_a_new_one_has_the_focus(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "why-do-muscles-go-into-spasm")
    row = page.locator("#references-0")
    row.get_by_role("button", name="Remove").click()
    expect(row).to_contain_text("Will be removed when you save.")
    assert problems(page) == []
    row.get_by_role("button", name="Undo removal").click()
    expect(row.locator(".row-removed")).to_be_hidden()
    page.get_by_role("button", name="Add another FAQ").click()
    new = page.locator("#faqs-group .inline-related:not(.empty-form)").last
    expect(new.locator("[name$=-question]")).to_be_focused()
    page.keyboard.type("Does it itch?")
    expect(new.locator("h3")).to_contain_text("Does it itch?")


def test_cited_source_becomes_a_row_under_a_key_of_its_own(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "why-do-muscles-go-into-spasm")
    rows = page.locator("#references-group .inline-related:not(.empty-form)")
    count = rows.count()
    key = page.evaluate(
        """() => {
            const taken = document.querySelector("[name=references-0-key]").value;
            const source = { id: "1", key: taken, text: "A work" };
            const event = new CustomEvent("klarity:cite", { detail: { source } });
            document.dispatchEvent(event);
            return [taken, event.detail.key];
        }"""
    )
    assert key[1] == f"{key[0]}-b"
    assert rows.count() == count + 1
    assert page.locator(f"#id_references-{count}-source").input_value() == "1"

"""The article's form in live browsers: two people on it, a crash, the checks while typing, rows by
keyboard, a phone."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Request, expect

from tests.browser.server import Site
from tests.browser.test_pages import problems

SAVE = "Save and continue editing"


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """A browser for each role, signed in: `people("editor")`."""
    opened: list[BrowserContext] = []

    def person(role: str, **options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        opened.append(context)
        page = context.new_page()
        page.goto(f"{site.url}/admin/login/")
        page.get_by_label("Username").fill(role)
        page.get_by_label("Password").fill(site.passwords[role])
        page.get_by_role("button", name="Log in").click()
        return context  # its first page stays: without any, Chromium may hang at the next

    yield person
    for context in opened:
        context.close()


def open_form(context: BrowserContext, site: Site, slug: str) -> Page:
    """The article's form, its editors ready."""
    page = context.new_page()
    page.goto(f"{site.url}/admin/articles/article/?q={slug}")
    page.locator("#result_list th.field-name a").first.click()
    expect(page.locator("#cke_id_summary")).to_be_visible()
    expect(page.locator(".rows.is-live").first).to_be_visible()
    expect(page.locator(".rows.is-late")).to_have_count(0)
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name=SAVE).first.click()


def type_into(page: Page, field: str, text: str) -> None:
    """At the beginning of a rich-text field."""
    editable = page.locator(f"#cke_id_{field} .cke_wysiwyg_div")
    editable.locator("p, h2, li").first.click(position={"x": 3, "y": 8})
    page.keyboard.press("Control+Home")
    page.keyboard.type(text)


def test_two_people_see_each_other_and_merge_by_hand(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    slug = "what-helps-lower-back-pain"
    first, second = (open_form(people(role), site, slug) for role in ("writer", "editor"))
    expect(second.locator("#presence")).to_contain_text("Writer Sample has this article open too.")
    first.reload()
    expect(first.locator("#presence")).to_contain_text("Editor Sample has this article open too.")

    second.locator("#id_title").fill("The editor's title")
    type_into(second, "summary", "Said the editor. ")
    save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()

    first.locator("#id_title").fill("The writer's title")
    type_into(first, "body", "Said the writer. ")
    save(first)
    expect(first.locator(".merge")).to_contain_text("Editor Sample")
    expect(first.locator("#id_title")).to_have_value("The writer's title")
    expect(first.locator("#cke_id_body")).to_contain_text("Said the writer.")
    title = first.get_by_role("group", name="Title")
    expect(title.locator(".comparison").first).to_contain_text("editor's")
    expect(title.locator(".comparison").last).to_contain_text("writer's")
    assert problems(first) == []

    title.get_by_label("Take theirs").check()
    first.get_by_role("button", name="Fill in what I chose").click()
    expect(first.locator("#id_title")).to_have_value("The editor's title")
    expect(first.locator("#cke_id_summary")).to_contain_text("Said the editor.")
    expect(first.locator("#cke_id_body")).to_contain_text("Said the writer.")
    save(first)
    expect(first.locator(".messagelist .success")).to_be_visible()
    first.reload()
    expect(first.locator("#id_title")).to_have_value("The editor's title")
    expect(first.locator("#cke_id_summary")).to_contain_text("Said the editor.")
    expect(first.locator("#cke_id_body")).to_contain_text("Said the writer.")


def test_whoever_closes_the_form_is_gone(people: Callable[..., BrowserContext], site: Site) -> None:
    slug = "is-my-snoring-sleep-apnoea"
    writer, editor = (open_form(people(role), site, slug) for role in ("writer", "editor"))
    expect(editor.locator("#presence")).to_contain_text("Writer Sample")
    writer.goto(f"{site.url}/admin/")
    for _ in range(20):
        editor.reload()
        if not editor.locator("#presence").inner_text():
            return
        editor.wait_for_timeout(200)
    raise AssertionError("The writer is still said to be there.")


def test_typing_is_offered_back_after_a_crash_and_forgotten_when_saved(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    slug = "what-can-i-do-about-insomnia"
    context = people("editor")
    page = open_form(context, site, slug)
    page.locator("#id_title").fill("Typed before the crash")
    type_into(page, "body", "Typed too. ")
    page.get_by_role("button", name="Add another FAQ").click()
    page.keyboard.type("A question nobody saved?")
    wait_until_kept(page, "A question nobody saved?")
    page.close(run_before_unload=False)  # without a word, as in a crash

    page = open_form(context, site, slug)
    offer = page.get_by_role("region", name="Unsaved typing")
    expect(offer).to_contain_text("You have unsaved typing from")
    expect(page.locator("#id_title")).not_to_have_value("Typed before the crash")
    assert problems(page) == []
    offer.get_by_role("button", name="Restore it").click()
    expect(page.locator(".messagelist")).to_contain_text("It is not saved yet.")
    expect(page.locator("#id_title")).to_have_value("Typed before the crash")
    expect(page.locator("#cke_id_body")).to_contain_text("Typed too.")
    expect(page.locator("#faqs-group")).to_contain_text("A question nobody saved?")

    page.locator("#faqs-group .inline-related:not(.empty-form)").last.get_by_role(
        "button", name="Remove"
    ).click()
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert kept(page) == ""
    page.reload()
    expect(page.locator("#kept-typing")).to_be_hidden()


def kept(page: Page) -> str:
    """All that the browser keeps of anybody's typing."""
    text: str = page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('klarity:'))"
        ".map(key => localStorage.getItem(key)).join()"
    )
    return text


def wait_until_kept(page: Page, text: str) -> None:
    for _ in range(50):
        if text in kept(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never kept: {text}")


def test_typing_of_one_person_is_not_shown_to_another(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    slug = "what-does-a-panic-attack-feel-like"
    context = people("writer")
    page = open_form(context, site, slug)
    page.locator("#id_title").fill("The writer's secret")
    wait_until_kept(page, "The writer's secret")
    context.clear_cookies()
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(f"{site.url}/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(site.passwords["editor"])
    page.get_by_role("button", name="Log in").click()
    page.close()
    other = open_form(context, site, slug)
    expect(other.locator("#kept-typing")).to_be_hidden()


def test_leaving_is_warned_of_only_while_something_is_unsaved(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "how-much-salt-is-too-much")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.locator("#id_title").click()
    page.reload()
    assert asked == []
    expect(page.locator("#cke_id_summary")).to_be_visible()
    page.locator("#id_title").fill("Something else")
    page.reload()
    assert asked == ["beforeunload"]


def test_checks_follow_the_typing_with_one_request_a_pause(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "why-does-fibre-matter")
    requests: list[Request] = []
    page.on("request", lambda sent: requests.append(sent) if "/check/" in sent.url else None)
    total = page.locator("#checks .score")
    expect(total).to_contain_text("0 must fix")
    page.evaluate(
        """() => {
            const title = document.getElementById("id_title");
            for (const value of ["W", "Wh", "Why", "Wh", "W", ""]) {
                title.value = value;
                title.dispatchEvent(new Event("input", { bubbles: true }));
            }
        }"""
    )
    expect(total).to_contain_text("1 must fix")
    expect(page.locator("#checks-status")).to_contain_text("1 must fix")
    assert len(requests) == 1
    page.locator("#id_title").fill("Why does fibre matter?")
    expect(total).to_contain_text("0 must fix")
    assert len(requests) == 2


def test_panel_says_when_it_is_not_up_to_date(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "why-does-fibre-matter")
    page.route("**/check/", lambda route: route.abort())
    page.locator("#id_title").fill("")
    expect(page.locator("#checks-failure")).to_be_visible()
    expect(page.locator("#checks-status")).to_have_text("Checks are not up to date.")
    page.unroute("**/check/")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#checks .score")).to_contain_text("1 must fix")
    expect(page.locator("#checks-failure")).to_be_hidden()


def test_finding_leads_into_the_text_and_into_a_folded_row(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_form(people("editor"), site, "can-low-iron-make-me-tired")
    key = page.locator("#references-2 h3 [data-name]").inner_text()
    page.evaluate(
        """key => {
            const links = document.createElement("p");
            links.innerHTML = '<a href="#" data-place="body:3">in the body</a>'
                + '<a href="#" data-place="faq-2">a question</a>'
                + '<a href="#" data-place="faq-1:1">an answer</a>'
                + '<a href="#" data-place="reference:' + key + '">a reference</a>';
            document.getElementById("checks-body").append(links);
        }""",
        key,
    )
    third = page.locator("#cke_id_body .cke_wysiwyg_div").locator("p, li, h2, h3").nth(2)
    page.get_by_role("link", name="in the body").click()
    expect(third).to_be_in_viewport()
    marked = page.evaluate("[...CSS.highlights.get('place')].map(range => range.toString()).join()")
    assert marked == third.inner_text().strip() or marked in third.inner_text()
    page.get_by_role("link", name="a question").click()
    expect(page.locator("#id_faqs-1-question")).to_be_focused()
    page.get_by_role("link", name="an answer").click()
    expect(page.locator("#cke_id_faqs-0-answer .cke_wysiwyg_div")).to_be_focused()
    page.get_by_role("link", name="a reference").click()
    expect(page.locator("#id_references-2-key")).to_be_focused()
    expect(page.locator("#id_references-2-key")).to_have_value(key)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_form_has_no_accessibility_violation_and_fits(
    people: Callable[..., BrowserContext],
    site: Site,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = people("editor", viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = open_form(context, site, "why-do-muscles-go-into-spasm")
    assert problems(page) == []
    for details in page.locator(".rows details, .side details").all():
        details.evaluate("each => { each.open = true }")
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_checks_are_within_reach_on_a_phone_and_hide_no_focus(
    people: Callable[..., BrowserContext], site: Site
) -> None:
    context = people("editor", viewport={"width": 390, "height": 844})
    page = open_form(context, site, "why-do-muscles-go-into-spasm")
    page.locator("#id_image_alt").focus()
    link = page.get_by_role("link", name=re.compile("^Checks: "))
    expect(link).to_be_in_viewport()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        covered = page.evaluate(
            """() => {
                const focused = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector(".to-checks").getBoundingClientRect();
                return focused.height > 0 && focused.bottom <= bar.bottom && focused.top >= bar.top
                    && !document.activeElement.matches(".to-checks");
            }"""
        )
        assert not covered
    link.click()
    expect(page.locator("#checks-title")).to_be_in_viewport()

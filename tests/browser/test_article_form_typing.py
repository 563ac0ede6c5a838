"""What was typed into an article's form and is not saved yet."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import kept, open_form, save, sign_in, type_into, wait_until_kept
from tests.browser.looking import problems
from tests.browser.server import Site


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
    sign_in(page, site, "editor")
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

"""The checks of an article's form, while somebody types."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Request, expect

from tests.browser.desk import open_form
from tests.browser.server import Site


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

"""Searching as people do it: by eye, by keyboard, on a phone, and without script."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.looking import ARTICLE, problems
from tests.browser.server import Site

SPASM = "Why do muscles go into spasm?"
SUGGEST = "**/search/suggest/*"
PHONE = {"width": 320, "height": 640}
SEARCHES = {
    "filtered": "/search/?q=sleep&topic=sleep&reviewed=2&sort=title",
    "synonym": "/search/?q=backache",
    "corrected": "/search/?q=insomina",
    "nothing": "/search/?q=bagpipe",
    "too long": f"/search/?q={'x' * 300}",
}


def options(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def typed(page: Page, address: str, words: str) -> None:
    """Type the words into the box of a page, and wait for what is suggested."""
    page.goto(address)
    page.locator("#q").press_sequentially(words, delay=30)
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("name", SEARCHES)
def test_search_has_no_accessibility_violation(
    screen: Page,
    site: Site,
    name: str,
) -> None:
    screen.goto(site.url + SEARCHES[name])
    assert problems(screen) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", ["/", ARTICLE, "/search/?q=sleep"])
def test_open_suggestions_have_no_accessibility_violation(
    browser: Browser, site: Site, url: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(site.url + url)
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("muscle", delay=30)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert problems(page) == []
    page.close()


@pytest.mark.parametrize("name", SEARCHES)
def test_search_fits_a_narrow_phone(browser: Browser, site: Site, name: str) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(site.url + SEARCHES[name])
    expect(page.locator("#q")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_suggestions_fit_a_narrow_phone_and_lie_above_the_page(
    browser: Browser, site: Site
) -> None:
    for url in ("/", ARTICLE):
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        typed(page, site.url + url, "muscle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        last = page.get_by_role("option").last
        on_top = last.evaluate(
            """e => {
                const { x, y, width, height } = e.getBoundingClientRect();
                return document.elementFromPoint(x + width / 2, y + height / 2) === e;
            }"""
        )
        assert on_top
        page.close()


def test_search_works_from_box_to_article_without_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site.url + "/")
    page.locator("#q").fill("muscle")
    expect(page.locator("#q")).not_to_have_attribute("role", "combobox")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/search/?q=muscle")
    expect(page.locator("#q")).to_have_value("muscle")
    expect(page.get_by_role("status")).to_contain_text("for muscle")
    page.locator(".side summary").click()
    page.get_by_label("Muscles and joints").check()
    page.get_by_label("Sort by").select_option("A to Z")
    page.get_by_role("button", name="Update results").click()
    page.wait_for_url("**/?q=muscle&topic=muscles-and-joints&reviewed=0&sort=title")
    page.get_by_role("link", name="Muscles and joints (remove filter)").click()
    page.wait_for_url("**/?q=muscle&sort=title")
    page.get_by_role("link", name=SPASM).click()
    page.wait_for_url(site.url + ARTICLE)
    context.close()


def test_passage_link_leads_into_the_article(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=lactic+acid")
    page.get_by_role("link", name="Is lactic acid to blame?").first.click()
    assert page.url == f"{site.url}{ARTICLE}#is-lactic-acid-to-blame"
    expect(page.locator("#is-lactic-acid-to-blame")).to_be_in_viewport()


def test_box_is_a_combobox_that_says_what_is_open(page: Page, site: Site) -> None:
    page.goto(site.url + ARTICLE)
    combobox = page.get_by_role("combobox", name="Search the Health Library")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_have_attribute("aria-autocomplete", "list")
    combobox.press_sequentially("muscle", delay=30)
    expect(combobox).to_have_attribute("aria-expanded", "true")
    listbox = page.get_by_role("listbox", name="Suggestions")
    expect(listbox).to_be_visible()
    expect(combobox).to_have_attribute("aria-controls", str(listbox.get_attribute("id")))


def test_arrows_go_round_and_the_words_stay(page: Page, site: Site) -> None:
    typed(page, site.url + ARTICLE, "muscle")
    combobox, count = page.locator("#q"), page.get_by_role("option").count()
    selected = page.locator('[role=option][aria-selected="true"]')
    page.keyboard.press("ArrowDown")
    expect(selected).to_have_text(options(page)[0])
    active = str(combobox.get_attribute("aria-activedescendant"))
    expect(page.locator(f"#{active}")).to_have_text(options(page)[0])
    page.keyboard.press("ArrowUp")
    expect(selected).to_have_count(0)
    expect(combobox).to_have_attribute("aria-activedescendant", "")
    page.keyboard.press("ArrowUp")
    expect(selected).to_have_text(options(page)[-1])
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(selected).to_have_text(options(page)[0])
    assert count == page.get_by_role("option").count()
    expect(combobox).to_have_value("muscle")
    expect(combobox).to_be_focused()


def test_enter_on_a_suggestion_goes_there(page: Page, site: Site) -> None:
    typed(page, site.url + "/", "muscles go")
    page.keyboard.press("ArrowDown")
    title = page.get_by_role("option", selected=True).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/articles/**")
    expect(page.locator("h1")).to_have_text(title)


def test_enter_without_one_searches_for_the_words(page: Page, site: Site) -> None:
    typed(page, site.url + "/", "muscle")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/search/?q=muscle")


def test_escape_closes_and_leaves_the_words(page: Page, site: Site) -> None:
    typed(page, site.url + ARTICLE, "muscle")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("muscle")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")


def test_leaving_the_box_closes(page: Page, site: Site) -> None:
    typed(page, site.url + ARTICLE, "muscle")
    page.keyboard.press("Tab")
    expect(page.get_by_role("option")).to_have_count(0)


def test_press_on_a_suggestion_goes_there(page: Page, site: Site) -> None:
    typed(page, site.url + "/", "muscle")
    page.get_by_role("option", name=SPASM).click()
    page.wait_for_url(site.url + ARTICLE)


def test_asks_once_for_fast_typing_and_shows_the_last_answer_alone(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.url + ARTICLE)
    page.locator("#q").press_sequentially("muscles", delay=10)
    expect(page.get_by_role("option").first).to_be_visible()
    assert len([url for url in asked if "/suggest/" in url]) == 1
    stale: list[Route] = []
    page.route("**/suggest/?q=sleep", lambda route: stale.append(route))
    page.locator("#q").fill("sleep")
    page.wait_for_timeout(400)
    assert len(stale) == 1
    page.locator("#q").fill("blood pressure")
    expect(page.get_by_role("option").first).to_contain_text("blood pressure")
    assert not any("sleep" in each.lower() for each in options(page))


@pytest.mark.parametrize("answer", ["500", "no JSON", "none"])
def test_failure_of_suggestions_is_silent_and_the_search_works(
    page: Page, site: Site, answer: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answers = {
        "500": lambda route: route.fulfill(status=500, body="<h1>no</h1>"),
        "no JSON": lambda route: route.fulfill(body="nothing"),
        "none": lambda route: route.abort(),
    }
    page.route(SUGGEST, answers[answer])
    page.goto(site.url + ARTICLE)
    page.locator("#q").press_sequentially("muscle", delay=10)
    page.wait_for_timeout(500)
    assert errors == []
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/search/?q=muscle")


def test_suggestion_with_markup_is_text(page: Page, site: Site) -> None:
    hostile = '<img src=x onerror="document.title=1"><b>bold</b>'
    page.route(
        SUGGEST,
        lambda route: route.fulfill(json=["x", [hostile], [], ["/search/"]]),
    )
    typed(page, site.url + ARTICLE, "xx")
    assert options(page) == [hostile]
    assert page.locator("#suggestions *").evaluate_all("each => each.map(e => e.tagName)") == ["LI"]


def test_results_on_paper_have_no_forms(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/search/?q=muscle")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name=SPASM)).to_be_visible()
    expect(page.locator('[data-medical-disclaimer="full"]')).to_be_visible()
    assert page.locator("form").filter(visible=True).count() == 0


@pytest.mark.parametrize("url", ["/", "/search/?q=muscle", "/articles/", ARTICLE, "/newsletter/"])
def test_weight_of_styles_and_scripts(page: Page, site: Site, url: str) -> None:
    """Before compression, on every kind of page; the script of the search by itself is
    under 2 KB."""
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto(site.url + url, wait_until="networkidle")
    assert sum(size for name, size in sizes.items() if ".css" in name) < 15_000
    assert sum(size for name, size in sizes.items() if ".js" in name) < 3_000
    assert sum(size for name, size in sizes.items() if "/search." in name) < 2_000

"""The desk in a browser: signing in, and an article's form."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.server import Site

SAVE = "Save and continue editing"


def sign_in(page: Page, site: Site, role: str) -> None:
    """Sign a role in at the desk."""
    page.goto(f"{site.url}/admin/login/")
    page.get_by_label("Username").fill(role)
    page.get_by_label("Password").fill(site.passwords[role])
    page.get_by_role("button", name="Log in").click()


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

"""The article's form on any screen: accessible, and its checks within reach."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import open_form
from tests.browser.looking import problems
from tests.browser.server import Site


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

"""A real server with the sample library, and a Chromium to look at it with."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.desk import sign_in
from tests.browser.looking import VIEWPORTS
from tests.browser.server import Site, prepared, running, sign_ins

CHROMIUM = Path("/usr/bin/chromium")
LONGEST_SECONDS = 240


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server serves all browser tests, so one worker runs them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def _chromium() -> str | None:
    if CHROMIUM.exists():
        return str(CHROMIUM)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    executable = _chromium()
    if executable is None:
        absent = "missing: a Chromium (/usr/bin/chromium or Playwright's own)"
        pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
    return {
        "executable_path": executable,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(autouse=True)
def _not_for_ever() -> Iterator[None]:
    """Now and then a Chromium hangs without a word: its test fails, and so do those that follow in
    this process, which `make test` tries once more in a new one."""

    def give_up(*args: object) -> None:
        raise TimeoutError(f"The browser said nothing for {LONGEST_SECONDS} s.")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LONGEST_SECONDS)
    yield
    signal.alarm(0)


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: dict[str, Any]
) -> Iterator[Site]:
    """The sample library, served as `make run` serves it."""
    folder = tmp_path_factory.mktemp("site")
    site = prepared(folder)
    passwords = sign_ins(site.manage("load_sample_library"))
    site.manage("load_sample_replies")
    with running(site):
        yield replace(site, passwords=passwords)


@pytest.fixture
def signed_in(page: Page, site: Site) -> Any:
    """Sign a role in on the page: `signed_in("editor")`."""

    def signed(role: str) -> Page:
        page.context.clear_cookies()
        sign_in(page, site, role)
        return page

    return signed


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """A browser for each role, signed in: `people("editor")`."""
    opened: list[BrowserContext] = []

    def person(role: str, **options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        opened.append(context)
        page = context.new_page()
        sign_in(page, site, role)
        return context  # its first page stays: without any, Chromium may hang at the next

    yield person
    for context in opened:
        context.close()


@pytest.fixture(
    params=product(VIEWPORTS, ["light", "dark"]),
    ids=lambda look: f"{look[0]['width']}px-{look[1]}",
)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page on a phone and on a large screen, by light and in the dark."""
    viewport, scheme = request.param
    page = browser.new_page(viewport=viewport, color_scheme=scheme)
    yield page
    page.close()

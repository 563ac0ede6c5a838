"""A real server with the sample library, and a Chromium to look at it with."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

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

    def sign_in(role: str) -> Page:
        page.context.clear_cookies()
        page.goto(f"{site.url}/admin/login/")
        page.get_by_label("Username").fill(role)
        page.get_by_label("Password").fill(site.passwords[role])
        page.get_by_role("button", name="Log in").click()
        return page

    return sign_in

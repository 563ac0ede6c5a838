"""A real server with the sample library, and a Chromium to look at it with."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
START_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server serves all browser tests, so one worker runs them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """The running library: its address, and who may sign in with what."""

    url: str
    passwords: dict[str, str]
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's data and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


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


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: dict[str, Any]
) -> Iterator[Site]:
    """The server as `make run` starts it, on a free port and with its own data."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DEBUG": "false",
        "SECRET_KEY": "only-for-this-run-of-the-browser-tests",
        "SITE_URL": url,
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/library.sqlite3",
        "STATIC_MANIFEST": "off",
        "PAGE_CACHE": "on",
        "EMAIL_URL": f"file:///{folder}/mail",
    }
    started = Site(url, {}, environment)
    started.manage("migrate", "--verbosity", "0")
    printed = started.manage("load_sample_library")
    pairs = (line.split() for line in printed.splitlines() if line.startswith("  "))
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "granian"),
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--blocking-threads", "4", "--log-level", "warning"),
            "klarity.wsgi:application",
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        _wait_for(f"{url}/healthz", server)
        yield Site(url, dict(pair for pair in pairs), environment)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "The server ended at once."
        try:
            urlopen(url, timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"No answer from {url} within {START_SECONDS} s")


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

"""The library as a server of its own, on a free port and with its own data."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """The running library: its address, who may sign in with what, and where its data lie."""

    url: str
    passwords: dict[str, str]
    environment: dict[str, str]
    folder: Path

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's data and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def prepared(folder: Path, **environment: str) -> Site:
    """A library that does not run yet, with its tables and the demonstration's sign-ins."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    values = {
        "DEBUG": "false",
        "SECRET_KEY": "only-for-this-run-of-the-browser-tests",
        "SUPPRESSION_KEY": "only-for-this-run-of-the-browser-tests",
        "SITE_URL": url,
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/library.sqlite3",
        "STATIC_MANIFEST": "off",
        "PAGE_CACHE": "on",
        "EMAIL_URL": f"file:///{folder}/mail",
    }
    site = Site(url, {}, os.environ | values | environment, folder)
    site.manage("migrate", "--verbosity", "0")
    return site


def sign_ins(printed: str) -> dict[str, str]:
    """The names and passwords that `load_sample_library` printed."""
    pairs = (line.split() for line in printed.splitlines() if line.startswith("  "))
    return dict(pair for pair in pairs if len(pair) == 2)


@contextmanager
def running(
    site: Site, application: str = "klarity.wsgi:application", workers: int = 1
) -> Iterator[None]:
    """The server for as long as the block lasts."""
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "granian"),
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", site.url.rpartition(":")[2]),
            *("--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning"),
            application,
        ],
        cwd=ROOT,
        env=site.environment,
    )
    try:
        _wait_for(f"{site.url}/healthz", server)
        yield
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

"""`make run`: server and worker live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from klarity import serve

ROOT = Path(__file__).parents[2]
SECONDS = 60
PROC = Path("/proc")

pytestmark = pytest.mark.skipif(not PROC.exists(), reason="missing: /proc, to see processes in")


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def marked(mark: str) -> dict[int, str]:
    """The living processes that have the mark in their environment, and their commands."""
    found = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes():
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command:  # a zombie has none
                    found[int(folder.name)] = command
        except OSError:
            continue
    return found


class Running:
    """The program, and the processes of its own."""

    def __init__(self, library: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.mark = f"SERVE_TEST={os.getpid()}-{self.port}"
        name, _, value = self.mark.partition("=")
        environment = os.environ | {
            name: value,
            "DEBUG": "true",
            "VAR_DIR": str(library.parent),
            "DATABASE_URL": f"sqlite:///{library}",
        }
        command = [sys.executable, "-m", "klarity.serve", str(self.port)]
        self.program = subprocess.Popen(command, cwd=ROOT, env=environment)

    def wait_for_both(self) -> None:
        until(self._answers, "no server answers")
        until(lambda: len(self.having("qcluster")) > 3, "no worker is there")

    def having(self, word: str) -> list[int]:
        """Processes with the word in their command, oldest first."""
        return sorted(pid for pid, command in marked(self.mark).items() if word in command)

    def _answers(self) -> bool:
        try:
            urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).close()
        except (URLError, OSError):
            return False
        return True

    def assert_nothing_is_left(self) -> None:
        until(lambda: not marked(self.mark), f"left: {marked(self.mark)}")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with our tables and nothing else."""
    file = tmp_path_factory.mktemp("serve") / "library.sqlite3"
    environment = os.environ | {"DEBUG": "true", "DATABASE_URL": f"sqlite:///{file}"}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    return file


@pytest.fixture
def running(library: Path) -> Iterator[Running]:
    started = Running(library)
    try:
        started.wait_for_both()
        yield started
    finally:
        for pid in marked(started.mark):
            os.kill(pid, signal.SIGKILL)
        started.program.wait()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_both_end_when_told_so(running: Running, told: signal.Signals) -> None:
    running.program.send_signal(told)
    assert running.program.wait(SECONDS) == 0
    running.assert_nothing_is_left()


@pytest.mark.parametrize("word", ["granian", "qcluster"])
def test_both_end_when_one_is_killed(running: Running, word: str) -> None:
    os.kill(running.having(word)[0], signal.SIGKILL)
    assert running.program.wait(SECONDS) == 1
    running.assert_nothing_is_left()


def test_both_end_when_the_program_itself_is_killed(running: Running) -> None:
    running.program.kill()
    running.program.wait()
    running.assert_nothing_is_left()


def test_server_listens_to_this_machine_alone() -> None:
    server = serve.commands("8000")["server"]
    assert server[server.index("--host") + 1] == "127.0.0.1"

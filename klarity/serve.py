"""`python -m klarity.serve PORT`: the web server and a worker side by side, on one's own machine.

When one of them ends, or this program is told to end, so do both, and nothing of theirs is left.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

PROGRAMS = Path(sys.executable).parent
# Work that is cut short is taken up again by the next worker.
PATIENCE = 10
PR_SET_PDEATHSIG = 1  # prctl(2)


class Told(Exception):
    """A signal came."""


def commands(port: str) -> dict[str, list[str]]:
    """What is run, by name."""
    listen = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
    server = [*listen, "--blocking-threads", "4", "--log-level", "warning"]
    return {
        "server": [str(PROGRAMS / "granian"), *server, "klarity.wsgi:application"],
        "worker": [sys.executable, "manage.py", "qcluster"],
    }


def main(port: str) -> int:
    """Run both until one ends or a signal comes. Returns 1 if one ended by itself."""
    for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, _tell)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands(port).items():
            # A session of its own: Ctrl-C reaches this program alone, which then ends each once.
            running[name] = subprocess.Popen(  # noqa: S603 our own words, and a port
                command, start_new_session=True, preexec_fn=_end_with_parent
            )
        print(f"The {_first_ended(running)} ended.", file=sys.stderr)
        return 1
    except Told:
        return 0
    finally:
        _end(list(running.values()))


def _tell(number: int, frame: FrameType | None) -> NoReturn:
    for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, signal.SIG_IGN)
    raise Told


def _end_with_parent() -> None:
    """Have Linux end the process when this program is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _first_ended(running: dict[str, subprocess.Popen[bytes]]) -> str:
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                return name
        time.sleep(0.2)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, until - time.monotonic()))
        _kill_rest(process)


def _kill_rest(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the process and of those that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Live processes for the tests and the benchmarks: a mail server, and a nursery of workers."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.articles.test_concurrency import SETTINGS, Racer
from tests.newsletter.fleet import START
from tests.own_database import ROOT

MOMENT = 0.1


@dataclass
class Server:
    """The mail server, and what it has taken."""

    port: int
    log: Path

    def taken(self) -> Counter[str]:
        """How many messages each address was sent."""
        lines = self.log.read_text().splitlines()
        return Counter(line.partition(" ")[2] for line in lines)


@contextmanager
def mail_server(
    folder: Path, seed: int | None = None, kind: str = "pipelining"
) -> Iterator[Server]:
    """One that takes all; with a seed, one that behaves badly. One of the kind "plain" wants each
    command to wait for the answer to the one before."""
    log = folder / f"{kind}.log"
    log.touch()
    command = [sys.executable, "-m", "tests.newsletter.sink", str(log), kind]
    command += [] if seed is None else [str(seed)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Server(int(process.stdout.readline()), log)
    finally:
        process.kill()
        process.communicate()


class Nursery(Racer):
    """The process that bears workers, and those that live."""

    def __init__(self, url: str, server: Server, folder: Path) -> None:
        here = {"DATABASE_URL": url, "VAR_DIR": str(folder)}
        mail = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=ROOT,
            env=os.environ | SETTINGS | here | mail,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.workers: list[int] = []
        # Of how many copies it was not known what became of them, because a worker had died.
        self.uncertain = 0

    def bear(self, issue: int, count: int = 1, dies: str = "") -> None:
        """So many workers more."""
        for _ in range(count):
            self.workers.append(self.do("bear", issue=issue, dies=dies)["made"])

    def kill(self, worker: int) -> bool:
        """With -9; False if it has ended by itself."""
        self.workers.remove(worker)
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            return True
        return False

    def wait(self, *, seconds: float) -> None:
        """Until no worker lives. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while any(Path(f"/proc/{worker}").exists() for worker in self.workers):
            if time.monotonic() > until:
                raise TimeoutError(f"workers are at it for more than {seconds} s")
            time.sleep(MOMENT)
        self.workers = []

    def end(self) -> None:
        """Nobody is left."""
        for worker in list(self.workers):
            self.kill(worker)
        super().end()


@contextmanager
def nursery(url: str, server: Server, folder: Path) -> Iterator[Nursery]:
    """A nursery that leaves nobody behind."""
    made = Nursery(url, server, folder)
    try:
        yield made
    finally:
        made.end()


def settle(nursery: Nursery, issue: int, server: Server, *, seconds: float) -> dict[str, int]:
    """Work and reconcile until the issue is finished; what its rows have become. Workers go on for
    as long as anything is open, so the log is read while they do, when all that is left is
    uncertain, and that for longer than the server is late."""
    until, uncertain_since = time.monotonic() + seconds, 0.0
    nursery.bear(issue)
    while not (found := nursery.do("states", issue=issue)["made"])["finished"]:
        if time.monotonic() > until:
            raise TimeoutError(str(found))
        if set(found) & {"queued", "claimed"} or "uncertain" not in found:
            uncertain_since = time.monotonic()
        elif time.monotonic() > uncertain_since + 4:
            nursery.uncertain += nursery.do("reconcile", log=str(server.log))["made"]
        time.sleep(MOMENT)
    nursery.wait(seconds=seconds)
    result: dict[str, int] = found
    return result


def kill_at_random(
    nursery: Nursery, issue: int, *, kills: int, random: Random, pause: float
) -> int:
    """Kill one worker after the other at random moments, each replaced at once, until so many are
    dead or the work is done; how many were killed."""
    done = 0
    while done < kills and not nursery.do("states", issue=issue)["made"]["finished"]:
        time.sleep(random.random() * pause)
        done += nursery.kill(random.choice(nursery.workers))
        nursery.bear(issue)
    return done

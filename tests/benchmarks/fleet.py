"""Whatever dies, each person gets an issue once, the long form: `make bench`.

10,000 recipients, four workers, a hundred of them killed at random, and a mail server that refuses,
hangs up and is late; then the named points at which a worker may die, twenty times each. On SQLite,
and on PostgreSQL if one answers; `python -m tests.benchmarks.fleet PEOPLE KILLS ROUNDS` for less,
with 0 people or 0 rounds for the other part alone.
"""
# ruff: noqa: E402 Django is set up before anything of it is imported.

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klarity.settings")
django.setup()

from tests.benchmarks.sending import databases
from tests.newsletter.fleet import POINTS
from tests.newsletter.live import kill_at_random, mail_server, nursery, settle

# Fewer people unknown to the server than make it refuse everybody (`handing.MOST_REFUSED`).
PEOPLE, KILLS, ROUNDS, WORKERS, UNKNOWN = 10_000, 100, 20, 4, 10
SEED = 11
SECONDS = 900  # more is a failure


def killed(url: str, folder: Path, people: int, kills: int) -> None:
    """Send one issue while workers are killed, and print what became of it."""
    start = time.monotonic()
    with mail_server(folder, SEED) as server, nursery(url, server, folder) as fleet:
        issue = fleet.do("people", count=people, unknown=UNKNOWN)["made"]
        fleet.do("schedule", issue=issue)
        fleet.bear(issue, WORKERS)
        pause = people / 10_000
        dead = kill_at_random(fleet, issue, kills=kills, random=Random(SEED), pause=pause)
        states = settle(fleet, issue, server, seconds=SECONDS)
        resolved = fleet.do("resolved", issue=issue)["made"]
    taken = server.taken()
    twice, lost = sum(taken.values()) - len(taken), people - len(taken)
    print(f"{people:,} people, {dead} workers killed: {twice} twice, {lost} lost, {states}")
    print(
        f"  uncertain, then settled: {resolved}, of these for a kill (one each, at most):"
        f" {fleet.uncertain}; {time.monotonic() - start:.0f} s"
    )
    assert (twice, lost, states["failed"]) == (0, 0, UNKNOWN)
    assert dead == kills or people < PEOPLE
    assert fleet.uncertain <= dead


def points(url: str, folder: Path, rounds: int) -> None:
    """Let a worker die at each named point, so many times."""
    with mail_server(folder) as server, nursery(url, server, folder) as fleet:
        sent = 0
        for number in range(rounds):
            for point in [*POINTS, "two schedulers"]:
                issue = fleet.do("people", count=0 if sent else 5)["made"]
                fleet.do("schedule", issue=issue)
                if point in POINTS:
                    fleet.bear(issue, dies=point)
                    fleet.wait(seconds=SECONDS)
                else:
                    fleet.bear(issue)  # `settle` bears another
                settle(fleet, issue, server, seconds=SECONDS)
                sent += 1
                assert set(server.taken().values()) == {sent}, f"{point}, round {number}"
                assert fleet.uncertain <= sent
    print(f"each of {len(POINTS) + 1} points {rounds} times: nobody twice, nobody lost;")
    print(f"  uncertain, then settled: {fleet.uncertain}")


def main(people: int = PEOPLE, kills: int = KILLS, rounds: int = ROUNDS) -> None:
    """Both, each on databases of its own."""
    parts = [partial(killed, people=people, kills=kills)] if people else []
    parts += [partial(points, rounds=rounds)] if rounds else []
    for part in parts:
        with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
            for url in urls:
                scheme = url.partition(":")[0]
                print(scheme, flush=True)
                folder = Path(name) / scheme
                folder.mkdir()
                part(url, folder)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

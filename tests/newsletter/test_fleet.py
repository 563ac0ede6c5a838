"""Whatever dies while an issue is sent, each person gets it once: live processes, both databases,
and a mail server that takes what it is given as often as it is given."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.articles.test_killed_worker import store
from tests.newsletter.fleet import POINTS
from tests.newsletter.live import Nursery, Server, kill_at_random, mail_server, nursery, settle

__all__ = ["store"]

pytestmark = [pytest.mark.xdist_group("postgres")]
SEED, SECONDS = 5, 120
PEOPLE, UNKNOWN, KILLS, WORKERS = 300, 3, 15, 4


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One that takes all."""
    with mail_server(tmp_path) as server:
        yield server


@pytest.fixture
def fleet(store: str, server: Server, tmp_path: Path) -> Iterator[Nursery]:
    """No worker yet."""
    with nursery(store, server, tmp_path) as made:
        yield made


def test_killed_workers_and_a_bad_server_lose_nobody_and_mail_nobody_twice(
    store: str, tmp_path: Path
) -> None:
    with (
        mail_server(tmp_path, SEED) as server,
        nursery(store, server, tmp_path) as fleet,
    ):
        issue = fleet.do("people", count=PEOPLE, unknown=UNKNOWN)["made"]
        fleet.do("schedule", issue=issue)
        fleet.bear(issue, WORKERS)
        kills = kill_at_random(fleet, issue, kills=KILLS, random=Random(SEED), pause=0.6)
        states = settle(fleet, issue, server, seconds=SECONDS)
    assert kills == KILLS
    assert states == {"delivered": PEOPLE, "failed": UNKNOWN, "finished": 1}
    assert sorted(server.taken().values()) == [1] * PEOPLE


def test_wherever_a_worker_dies_each_person_gets_one(fleet: Nursery, server: Server) -> None:
    people = 5
    for number, point in enumerate(POINTS, start=1):
        issue = fleet.do("people", count=people if number == 1 else 0)["made"]
        fleet.do("schedule", issue=issue)
        fleet.bear(issue, dies=point)
        fleet.wait(seconds=SECONDS)
        assert not fleet.do("states", issue=issue)["made"]["finished"], point
        states = settle(fleet, issue, server, seconds=SECONDS)
        assert states == {"delivered": people, "finished": 1}, point
        assert set(server.taken().values()) == {number}, point


def test_of_fifty_who_press_send_at_once_one_begins_a_run(fleet: Nursery, server: Server) -> None:
    issue = fleet.do("people", count=5)["made"]
    fleet.do("schedule", issue=issue)
    assert sorted(fleet.do("press", issue=issue, times=50)["made"]) == [False] * 49 + [True]
    states = settle(fleet, issue, server, seconds=SECONDS)
    assert states == {"delivered": 5, "finished": 1}
    assert set(server.taken().values()) == {1}


def test_two_schedulers_at_once_send_one_to_each(fleet: Nursery, server: Server) -> None:
    issue = fleet.do("people", count=40)["made"]
    fleet.do("schedule", issue=issue)
    fleet.bear(issue, 2)
    fleet.wait(seconds=SECONDS)
    assert fleet.do("states", issue=issue)["made"] == {"delivered": 40, "finished": 1}
    assert sorted(server.taken().values()) == [1] * 40


def test_correction_reaches_those_who_were_mailed_the_fault_once_whatever_dies(
    store: str, tmp_path: Path
) -> None:
    with (
        mail_server(tmp_path, SEED) as server,
        nursery(store, server, tmp_path) as fleet,
    ):
        issue = fleet.do("people", count=PEOPLE // 3, unknown=UNKNOWN)["made"]
        fleet.do("schedule", issue=issue)
        settle(fleet, issue, server, seconds=SECONDS)
        fleet.do("people", count=5)  # came too late to have the fault
        edition = fleet.do("correct", issue=issue)["made"]
        made = fleet.do("draft", edition=edition, times=20)["made"]
        assert made["drafted"] == 1
        fleet.do("schedule", issue=made["issue"])
        fleet.bear(made["issue"], WORKERS)
        kill_at_random(fleet, made["issue"], kills=5, random=Random(SEED), pause=0.4)
        states = settle(fleet, made["issue"], server, seconds=SECONDS)
    assert states == {"delivered": PEOPLE // 3, "finished": 1}
    assert set(server.taken().values()) == {2}
    assert len(server.taken()) == PEOPLE // 3

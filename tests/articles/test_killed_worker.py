"""Workers that are killed in the middle of an entry, and several at one job: live processes, on
both databases. Each entry is dealt with once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import own_database
from tests.articles.test_concurrency import racers

ENTRIES = 12
WHOLE = {
    "done": ENTRIES,
    "finished": True,
    "failures": [],
    "made": ENTRIES,
    "articles": ENTRIES,
    "revisions": ENTRIES,
    "manuscripts": ENTRIES,
}
STORES = [
    "sqlite",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of the test's own, with our tables."""
    if request.param == "sqlite":
        yield own_database.migrated(f"sqlite:///{tmp_path}/library.sqlite3")
        return
    with own_database.of_postgres("worker") as url:
        yield url


def test_killed_worker_loses_and_repeats_no_entry(store: str) -> None:
    with racers(store, 1) as (observer,):
        job = observer.do("start_import", count=ENTRIES)["made"]
        for place in (0, 4, 7):
            with racers(store, 1) as (worker,):
                assert worker.do("hang_in_job", job=job, at=place) == {"hangs": place}
                worker.process.kill()
            assert observer.do("job_done", job=job)["made"] == place
        assert observer.do("run_job", job=job)["made"] == ENTRIES
        assert observer.do("job_state", job=job)["made"] == WHOLE


def test_several_workers_at_one_job_deal_with_each_entry_once(store: str) -> None:
    with racers(store, 3) as workers:
        job = workers[0].do("start_import", count=ENTRIES)["made"]
        for worker in workers:
            worker.order("run_job", job=job)
        assert [worker.answer() for worker in workers] == [{"made": ENTRIES}] * 3
        assert workers[0].do("job_state", job=job)["made"] == WHOLE

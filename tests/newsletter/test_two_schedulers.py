"""Live processes on PostgreSQL that draft the same issue at the same moment."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
import pytest

from tests import own_database
from tests.articles.test_concurrency import racers
from tests.newsletter.scheduler import START

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

WAITING = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'"""
MOST_SECONDS = 30


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of a PostgreSQL database of its own."""
    with own_database.of_postgres("schedulers") as url:
        yield url


@contextmanager
def held_up(url: str, count: int) -> Iterator[None]:
    """What is ordered within begins, waits until so many stand at the same door, and goes on."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM newsletter_beginning FOR UPDATE")
        yield
        until = time.monotonic() + MOST_SECONDS
        while own_database.run(url, WAITING)[0][0] < count:
            assert time.monotonic() < until, "they did not meet"
            time.sleep(0.05)
        connection.rollback()


@pytest.mark.parametrize("articles", [3, 45])
def test_many_schedulers_at_once_make_one_issue(database: str, articles: int) -> None:
    with racers(database, 4, START) as schedulers:
        first = schedulers[0]
        first.do("publish", slug=f"many-{articles}", count=articles)
        issues, _ = first.do("state")["made"]
        with held_up(database, len(schedulers)):
            for scheduler in schedulers:
                scheduler.order("draft", frequency="daily")
        numbers = [scheduler.answer()["made"] for scheduler in schedulers]
        assert [number for number in numbers if number] == [issues + 1]
        assert first.do("state")["made"][0] == issues + 1


def test_daily_and_weekly_do_not_take_from_each_other(database: str) -> None:
    with racers(database, 2, START) as (one, other):
        one.do("draft", frequency="daily")
        one.do("draft", frequency="weekly")
        one.do("publish", slug="both", count=2)
        with held_up(database, 2):
            one.order("draft", frequency="daily")
            other.order("draft", frequency="weekly")
        assert all(racer.answer()["made"] for racer in (one, other))

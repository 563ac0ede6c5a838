"""Live processes on PostgreSQL, each with a connection of its own, all at once on one article."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from tests import own_database
from tests.articles.racer import START
from tests.own_database import ROOT, run

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

ROUNDS = 200
SAVES = 200
# Without DEBUG, which keeps every query and slows the race down.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "klarity.settings",
    "DEBUG": "false",
    "SECRET_KEY": "only-for-a-race",
    "SUPPRESSION_KEY": "only-for-a-race",
    "EMAIL_URL": "dummy:",  # what is printed are answers
}
OVERLOOKED = {
    "an unapproved text": """
        SELECT e.id FROM articles_edition e JOIN articles_review r ON r.id = e.review_id
        WHERE r.verdict <> 'approved' OR r.revision_id <> e.revision_id""",
    "an approval taken back before": """
        SELECT e.id FROM articles_edition e JOIN articles_review r ON r.revision_id = e.revision_id
        WHERE r.id > e.review_id AND r.reviewed_at < e.recorded_at""",
    "a text that had moved on": """
        SELECT e.id FROM articles_edition e JOIN articles_revision shown ON shown.id = e.revision_id
        JOIN articles_revision later
        ON later.article_id = e.article_id AND later.number > shown.number
        WHERE later.saved_at < e.recorded_at AND NOT EXISTS (
            -- the live text may be published anew after a fresh review
            SELECT 1 FROM articles_edition live
            WHERE live.article_id = e.article_id AND live.revision_id = e.revision_id
            AND live.cancelled_at IS NULL AND live.published_at < e.recorded_at
            AND live.number = (
                SELECT max(number) FROM articles_edition
                WHERE article_id = e.article_id AND cancelled_at IS NULL
                AND published_at < e.recorded_at))""",
    "two editions at one time": """
        SELECT article_id FROM articles_edition WHERE cancelled_at IS NULL
        GROUP BY article_id, published_at HAVING count(*) > 1""",
    "two editions of one approval": """
        SELECT review_id FROM articles_edition GROUP BY review_id HAVING count(*) > 1""",
    "two schedules at once": """
        SELECT a.id FROM articles_edition a JOIN articles_edition b
        ON b.article_id = a.article_id AND b.id > a.id
        WHERE b.recorded_at < least(a.published_at, a.cancelled_at)""",
    "a gap in the numbers": """
        SELECT article_id FROM articles_edition GROUP BY article_id HAVING count(*) <> max(number)
        UNION ALL
        SELECT article_id FROM articles_revision GROUP BY article_id HAVING count(*) <> max(number)
        """,
}


class Racer:
    """A live process that carries out orders."""

    def __init__(self, url: str, start: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", start],
            cwd=ROOT,
            env=os.environ | SETTINGS | {"DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def order(self, verb: str, **values: Any) -> None:
        """Tell it what to do, and do not wait."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([verb, values]) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """What came of the oldest order that was not answered yet."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the process ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def do(self, verb: str, **values: Any) -> dict[str, Any]:
        """Order and wait for the answer."""
        self.order(verb, **values)
        return self.answer()

    def end(self) -> None:
        """No more orders."""
        self.process.communicate()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of a PostgreSQL database of its own."""
    with own_database.of_postgres("race") as url:
        yield url


@contextmanager
def racers(url: str, count: int, start: str = START) -> Iterator[list[Racer]]:
    """So many live processes."""
    with ExitStack() as stack:
        people = [Racer(url, start) for _ in range(count)]
        for racer in people:
            stack.callback(racer.end)
        yield people


def assert_nothing_was_overlooked(url: str) -> None:
    assert [fault for fault, query in OVERLOOKED.items() if run(url, query)] == []


def test_two_publishers_and_an_editor_at_once(database: str) -> None:
    saved, outcomes = ["Why do examples happen?"], Counter[str]()
    with racers(database, 3) as (first, second, third):
        first.do("prepare", slug="contested")
        newest = 1
        for count in range(ROUNDS):
            if count % 2 == 0:
                first.do("cancel", slug="contested")
            shown = {"slug": "contested", "revision": newest}
            assert "made" in first.do("approve", **shown)
            change = {"slug": "contested", "base": newest, "title": f"Title {count}"}
            orders: list[tuple[Racer, str, dict[str, Any]]] = [
                (first, "publish", shown),
                (second, "schedule" if count % 2 else "publish", shown),
                (third, "send_back", shown) if count % 4 == 3 else (third, "save", change),
            ]
            turn = count % len(orders)
            for racer, verb, values in orders[turn:] + orders[:turn]:
                racer.order(verb, **values)
            made = third.answer()["made"]
            if count % 4 != 3:
                newest = made
                saved.append(f"Title {count}")
            published = [racer.answer() for racer in (first, second)]
            outcomes.update(code for a in published for code in a.get("refused", ["published"]))
    titles = run(database, "SELECT frozen_content->>'title' FROM articles_revision ORDER BY number")
    assert [title for (title,) in titles] == saved
    assert_nothing_was_overlooked(database)
    (editions,) = run(database, "SELECT count(*) FROM articles_edition")[0]
    assert editions == outcomes["published"] > 0


def test_publish_pressed_twice_at_once_makes_one_edition(database: str) -> None:
    with racers(database, 2) as people:
        for count in range(20):
            slug = f"pressed-twice-{count}"
            people[0].do("prepare", slug=slug)
            for racer in people:
                racer.order("publish", slug=slug, revision=1)
            answers = [racer.answer() for racer in people]
            assert sorted(map(str, answers)) == [
                "{'made': 1}",
                "{'refused': ['already-published']}",
            ]
    assert_nothing_was_overlooked(database)


def test_a_work_entered_twice_at_once_is_one_source(database: str) -> None:
    with racers(database, 2) as people:
        for count in range(50):
            for racer in people:
                racer.order("cite", doi=f"10.1000/at.once.{count}")
            first, second = (racer.answer() for racer in people)
            assert first == second


def test_no_revision_is_lost_when_four_write_at_once(database: str) -> None:
    titles = [[f"{writer} wrote {count}" for count in range(SAVES)] for writer in "ABCD"]
    with racers(database, 4) as people:
        people[0].do("prepare", slug="busy")
        for racer, own in zip(people, titles, strict=True):
            racer.order("save_many", slug="busy", titles=own)
        attempts = sum(racer.answer()["made"] for racer in people)
    rows = run(
        database,
        """SELECT frozen_content->>'title' FROM articles_revision r
        JOIN articles_article a ON a.id = r.article_id WHERE a.slug = 'busy' AND number > 1
        ORDER BY number""",
    )
    written = [title for (title,) in rows]
    assert sorted(written) == sorted(title for own in titles for title in own)
    for own in titles:
        assert [title for title in written if title in own] == own
    assert attempts > len(written), "nobody met anybody: this was no race"
    assert_nothing_was_overlooked(database)

"""Eight live processes on PostgreSQL, each with a connection of its own, all at once."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import own_database
from tests.articles.test_concurrency import Racer, racers
from tests.newsletter.racer import START

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]

PEOPLE = 8
ADDRESS = "sam@example.org"


@pytest.fixture(scope="module")
def eight() -> Iterator[list[Racer]]:
    """So many readers, on a database of their own."""
    with own_database.of_postgres("newsletter") as url, racers(url, PEOPLE, START) as people:
        yield people


def all_at_once(people: list[Racer], verb: str, emails: list[str], **values: Any) -> list[Any]:
    """What came of it for each."""
    for racer, email in zip(people, emails, strict=True):
        racer.order(verb, email=email, **values)
    return [racer.answer()["made"] for racer in people]


def state(people: list[Racer]) -> tuple[int, int]:
    """How many people and events there are, once the chain is found whole."""
    found: dict[str, Any] = people[0].do("state")["made"]
    assert found["faults"] == []
    assert found["length"] == found["events"]
    return found["people"], found["events"]


def test_same_address_entered_by_eight_at_once_is_one_person(eight: list[Racer]) -> None:
    people, events = state(eight)
    for number in range(10):
        emails = [f"sam{number}@example.org", f"SAM{number}@Example.org"] * (PEOPLE // 2)
        all_at_once(eight, "ask", emails)
    assert state(eight) == (people + 10, events + 10 * PEOPLE)


def test_chain_that_eight_write_at_once_is_whole(eight: list[Racer]) -> None:
    people, events = state(eight)
    emails = [f"reader{number}@example.org" for number in range(PEOPLE)]
    all_at_once(eight, "ask", emails, times=25)
    assert state(eight) == (people + PEOPLE, events + 200)


def test_coming_and_going_at_once_leaves_one_person_and_the_chain_whole(
    eight: list[Racer],
) -> None:
    people, events = state(eight)
    for racer in eight[2:]:
        racer.order("come_and_go", email=ADDRESS, times=10)
    for racer in eight[:2]:
        racer.order("ask", email=ADDRESS, times=20)
    assert all("made" in racer.answer() for racer in eight)
    after = state(eight)
    assert after[0] == people + 1
    assert after[1] > events + 100


def test_person_erased_by_eight_at_once_is_erased_once(eight: list[Racer]) -> None:
    people, _ = state(eight)
    eight[0].do("ask", email="erased@example.org")
    assert sum(all_at_once(eight, "erase", ["erased@example.org"] * PEOPLE)) == 1
    assert state(eight)[0] == people


def test_address_that_is_stopped_while_its_owner_comes_or_is_erased_is_not_written_to(
    eight: list[Racer],
) -> None:
    verbs = ["confirm", "stop"] * 3 + ["confirm", "erase"]
    for number in range(10):
        email = f"stopped{number}@example.org"
        eight[0].do("ask", email=email)
        for racer, verb in zip(eight, verbs, strict=True):
            racer.order(verb, email=email)
        made = [racer.answer()["made"] for racer in eight]
        assert sum(made[1:6:2]) == 1
    found = eight[0].do("state")["made"]
    assert (found["stopped"], found["written to"], found["faults"]) == (10, 0, [])

"""Live processes on PostgreSQL, all at once at the replies to one article."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests import own_database
from tests.articles.test_concurrency import Racer, racers
from tests.comments.racer import START
from tests.own_database import run

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgres")]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of a PostgreSQL database of its own."""
    with own_database.of_postgres("replies") as url:
        yield url


@pytest.fixture(scope="module")
def people(database: str) -> Iterator[list[Racer]]:
    """Eight live processes."""
    with racers(database, 8, START) as eight:
        yield eight


def at_once(orders: list[tuple[Racer, str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """What came of orders that are given all at once."""
    for racer, verb, values in orders:
        racer.order(verb, **values)
    return [racer.answer() for racer, _, _ in orders]


def test_the_same_form_from_eight_processes_at_once_is_one_reply(
    database: str, people: list[Racer]
) -> None:
    people[0].do("prepare", slug="same-form")
    for count in range(1, 26):
        form = {"slug": "same-form", "body": f"Thank you. ({count})"}
        answers = at_once([(each, "submit", form) for each in people])
        assert answers == [{"made": count}] * len(people)
    assert replies(database, "same-form") == list(range(1, 26))


def test_two_hundred_replies_of_eight_processes_have_two_hundred_numbers(
    database: str, people: list[Racer]
) -> None:
    people[0].do("prepare", slug="busy")
    numbers: list[int] = []
    for count in range(25):
        orders = [
            (each, "submit", {"slug": "busy", "body": f"I am {place}. ({count})"})
            for place, each in enumerate(people)
        ]
        numbers += [answer["made"] for answer in at_once(orders)]
    assert sorted(numbers) == replies(database, "busy") == list(range(1, 201))


def test_of_two_moderators_at_once_one_decides_and_the_other_is_refused(
    people: list[Racer],
) -> None:
    first, second, *_ = people
    first.do("prepare", slug="contested")
    won = Counter[str]()
    for count in range(50):
        number = first.do("submit", slug="contested", body=f"Contested. ({count})")["made"]
        reply = {"slug": "contested", "number": number}
        orders = [(first, "approve", reply), (second, "reject", reply)]
        answers = at_once(orders if count % 2 else orders[::-1])
        assert sorted(map(sorted, answers)) == [["made"], ["refused"]]
        assert {"refused": ["not-now"]} in answers
        seen = first.do("state", **reply)["made"]
        assert seen["verbs"] == [{"approved": "approve", "removed": "reject"}[seen["status"]]]
        assert {"made": seen["status"]} in answers
        won[seen["status"]] += 1
    assert sum(won.values()) == 50


def test_three_reports_at_once_hide_a_reply_once(people: list[Racer]) -> None:
    people[0].do("prepare", slug="reported")
    for count in range(10):
        number = people[0].do("shown", slug="reported", body=f"Reported. ({count})")["made"]
        reply = {"slug": "reported", "number": number}
        orders = [
            (each, "report", reply | {"network": f"198.51.{place}.0/24"})
            for place, each in enumerate(people[:5])
        ]
        answers = at_once(orders)
        assert Counter(str(answer) for answer in answers) == {
            "{'made': 'wrong'}": 3,
            "{'refused': ['not-shown']}": 2,
        }
        seen = people[0].do("state", **reply)["made"]
        assert (seen["status"], seen["verbs"]) == ("pending", ["approve", "hide"])


def test_a_reply_withdrawn_while_it_is_approved_is_never_shown_empty(people: list[Racer]) -> None:
    first, second, *_ = people
    first.do("prepare", slug="withdrawn")
    for count in range(25):
        number = first.do("submit", slug="withdrawn", body=f"Withdrawn. ({count})")["made"]
        reply = {"slug": "withdrawn", "number": number}
        orders = [(first, "approve", reply), (second, "withdraw", reply)]
        answers = at_once(orders if count % 2 else orders[::-1])
        assert {"made": "removed"} in answers
        assert {"made": "approved"} in answers or {"refused": ["not-now", "emptied"]} in answers
        seen = first.do("state", **reply)["made"]
        assert (seen["status"], seen["body"]) == ("removed", "")


def test_the_librarys_answer_pressed_eight_times_at_once_is_one(people: list[Racer]) -> None:
    people[0].do("prepare", slug="answered")
    number = people[0].do("shown", slug="answered", body="May I ask?")["made"]
    for count in range(5):
        order = {"slug": "answered", "number": number, "body": f"You may. ({count})"}
        answers = at_once([(each, "answer", order) for each in people])
        assert answers == [{"made": number + 1 + count}] * len(people)


def test_people_erased_at_once_do_not_wait_for_each_other_for_ever(
    database: str, people: list[Racer]
) -> None:
    slugs = ["forgotten-first", "forgotten-second"]
    for slug in slugs:
        people[0].do("prepare", slug=slug)
    for count in range(15):
        emails = [f"{place}.{count}@example.org" for place, _ in enumerate(people)]
        for place, email in enumerate(emails):
            for slug in slugs if place % 2 else slugs[::-1]:
                people[0].do("submit", slug=slug, body="Forget me.", email=email)
        answers = at_once(
            [(each, "erase", {"email": email}) for each, email in zip(people, emails, strict=True)]
        )
        assert answers == [{"made": 2}] * len(people)


def replies(database: str, slug: str) -> list[int]:
    """The numbers of an article's replies."""
    rows = run(
        database,
        f"""SELECT c.number FROM comments_comment c JOIN articles_article a ON a.id = c.article_id
        WHERE a.slug = '{slug}' ORDER BY c.number""",
    )
    return [number for (number,) in rows]

"""The link check: works, moved for good, dead, or not known, and never one for another."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_q.models import OrmQ

from articles import asking, link_check
from articles.link_check import NO_HOST, Verdict
from articles.models import Source
from klarity.safe_fetch import PublicTransport, Unfetchable
from tests.articles.answering import Servers
from tests.articles.refusals import refused
from tests.factories import SourceFactory

Status = Source.LinkStatus
URL = "https://example.org/page"
NOBODY = Unfetchable("the address of example.org was not found", "no-host")


def source(**values: Any) -> Source:
    return SourceFactory(**{"url": URL} | values)


def checked(source: Source) -> Source:
    Source.objects.update(link_checked_at=None)
    link_check.check_all()
    source.refresh_from_db()
    return source


def moved(status: int, to: str = "https://example.org/new") -> httpx.Response:
    return httpx.Response(status, headers={"location": to})


@pytest.mark.parametrize(
    ("answers", "status", "visits"),
    [
        ([200], Status.WORKS, ["HEAD"]),
        ([405, 200], Status.WORKS, ["HEAD", "GET"]),
        ([403, 200], Status.WORKS, ["HEAD", "GET"]),
        ([501, 200], Status.WORKS, ["HEAD", "GET"]),
        ([404, 200], Status.WORKS, ["HEAD", "GET"]),
        ([httpx.ReadTimeout("slow"), 200], Status.WORKS, ["HEAD", "GET"]),
        ([404], Status.DEAD, ["HEAD", "GET"]),
        ([410], Status.DEAD, ["HEAD", "GET"]),
        ([405, 404], Status.DEAD, ["HEAD", "GET"]),
        ([403], Status.UNKNOWN, ["HEAD", "GET"]),
        ([401], Status.UNKNOWN, ["HEAD", "GET"]),
        ([429], Status.UNKNOWN, ["HEAD", "GET"]),
        ([500], Status.UNKNOWN, ["HEAD", "GET"]),
        ([503], Status.UNKNOWN, ["HEAD", "GET"]),
        ([httpx.ConnectTimeout("slow")], Status.UNKNOWN, ["HEAD", "GET"]),
        ([httpx.ConnectError("away")], Status.UNKNOWN, ["HEAD", "GET"]),
        ([NOBODY], Status.UNKNOWN, ["HEAD"]),
    ],
)
def test_answer_of_a_server_is_judged(
    servers: Servers, db: None, answers: list[Any], status: str, visits: list[str]
) -> None:
    servers.says("example.org", *answers)
    row = checked(source())
    assert row.link_status == status
    assert [visit.partition(" ")[0] for visit in servers.visits] == visits
    assert (row.link_detail == "") == (status == Status.WORKS)
    assert row.link_checked_at is not None


@pytest.mark.parametrize("status", [301, 308])
def test_address_that_moved_for_good_is_offered(servers: Servers, db: None, status: int) -> None:
    servers.says("example.org/page", moved(status))
    servers.says("example.org/new", 200)
    row = checked(source())
    assert (row.link_status, row.link_moved_to) == (Status.MOVED, "https://example.org/new")
    assert row.url == URL


@pytest.mark.parametrize("status", [302, 303, 307])
def test_detour_is_no_new_address(servers: Servers, db: None, status: int) -> None:
    servers.says("example.org/page", moved(status))
    servers.says("example.org/new", 200)
    row = checked(source())
    assert (row.link_status, row.link_moved_to) == (Status.WORKS, "")


def test_address_that_moved_to_nowhere_is_dead(servers: Servers, db: None) -> None:
    servers.says("example.org/page", moved(301))
    servers.says("example.org/new", 404)
    row = checked(source())
    assert (row.link_status, row.link_moved_to) == (Status.DEAD, "")


def test_circle_of_redirects_tells_nothing(servers: Servers, db: None) -> None:
    servers.says("example.org", moved(301, URL))
    assert checked(source()).link_status == Status.UNKNOWN


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]:5432/"]
)
def test_our_own_network_is_never_visited(
    monkeypatch: pytest.MonkeyPatch, settings: Any, db: None, url: str
) -> None:
    settings.WATCH_PAUSE_SECONDS = 0
    servers = Servers()
    servers.says("", 200)
    monkeypatch.setattr(asking, "transport", lambda: PublicTransport(servers.transport()))
    row = checked(source(url=url))
    assert (row.link_status, servers.visits) == (Status.UNKNOWN, [])
    assert "not a public address" in row.link_detail


def test_host_that_does_not_exist_is_dead_the_second_time_a_day_later(db: None) -> None:
    now, row = timezone.now(), source()
    gone = Verdict(Status.UNKNOWN, NO_HOST)
    later = [timedelta(0), timedelta(hours=1), timedelta(days=2), timedelta(days=9)]
    seen = [link_check.keep(row, gone, now + wait).link_status for wait in later]
    assert seen == [Status.UNKNOWN, Status.UNKNOWN, Status.DEAD, Status.DEAD]
    back = link_check.keep(row, Verdict(Status.WORKS, ""), now + timedelta(days=10))
    assert back.link_status == Status.WORKS


def test_verdict_on_an_address_that_was_changed_meanwhile_is_dropped(db: None) -> None:
    row = source()
    Source.objects.update(url="https://example.org/other")
    link_check.keep(row, Verdict(Status.DEAD, "Gone."))
    row.refresh_from_db()
    assert row.link_status == Status.UNKNOWN


def test_round_begins_with_what_was_checked_least_lately(servers: Servers, db: None) -> None:
    servers.says("example.org", 200)
    now = timezone.now()
    source(url="https://example.org/old", link_checked_at=now - timedelta(days=40))
    source(url="https://example.org/never")
    source(url="https://example.org/lately", link_checked_at=now - timedelta(days=1))
    source(url="")
    link_check.check_all()
    assert servers.visits == [
        "HEAD https://example.org/never",
        "HEAD https://example.org/old",
    ]


def test_round_has_a_limit(servers: Servers, db: None) -> None:
    servers.says("example.org", 200)
    for number in range(5):
        source(url=f"https://example.org/{number}")
    link_check.check_all(left=2)
    assert len(servers.visits) == 2


def test_round_goes_on_in_shifts_with_what_is_left(
    servers: Servers, db: None, settings: Any
) -> None:
    settings.SHIFT_SECONDS = -1
    servers.says("example.org", 200)
    for number in range(3):
        source(url=f"https://example.org/{number}")
    link_check.check_all(left=2)
    order = OrmQ.objects.get()
    assert (order.func(), order.args()) == ("articles.link_check.check_all", (1,))
    link_check.check_all(*order.args())
    assert len(servers.visits) == 2
    assert Source.objects.filter(link_checked_at=None).count() == 1


def test_new_address_is_taken_over(editor: User) -> None:
    row = source(link_status=Status.MOVED, link_moved_to="https://example.org/new")
    link_check.take_over(row, by=editor)
    row.refresh_from_db()
    assert (row.url, row.link_moved_to, row.link_status) == (
        "https://example.org/new",
        "",
        Status.WORKS,
    )


def test_new_address_is_taken_over_by_who_may_and_where_there_is_one(
    editor: User, reviewer: User
) -> None:
    row = source(link_moved_to="https://example.org/new")
    with refused("not-allowed"):
        link_check.take_over(row, by=reviewer)
    source(url="https://example.org/new")
    with refused("known"):
        link_check.take_over(row, by=editor)
    with refused("not-moved"):
        link_check.take_over(source(), by=editor)
    row.refresh_from_db()
    assert row.url == URL

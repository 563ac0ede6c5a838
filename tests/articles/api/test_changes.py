"""The feed of changes: whoever follows it ends with the live library, whatever happens when."""

import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import Message
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.error import HTTPError

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from articles import events, publishing, watching
from articles.events import HELD_BACK, KINDS, Place
from articles.findings import Refused
from articles.models import Article, Disclaimer, Edition, Notice, NoticeAnswer, Source
from tests.articles.api.conftest import Ask
from tests.factories import ArticleFactory, approved, published, write

START = datetime(2026, 6, 1, tzinfo=UTC)
SOON = HELD_BACK + timedelta(seconds=1)
TICK = timedelta(milliseconds=1)
ARTICLES = 3
GUIDE = Path(__file__).parents[3] / "docs" / "api.md"


class Follower:
    """Another system, which knows nothing but what the API's document says of each event."""

    def __init__(self) -> None:
        self.client, self.next = Client(), "/api/v1/changes/?limit=2"
        self.library: dict[int, int] = {}
        self.seen: list[tuple[str, str, str]] = []

    def poll(self) -> int:
        """Ask once, and do what the events say; returns how many there were."""
        answer = self.client.get(self.next).json()
        for event in answer["data"]:
            self.apply(event)
        self.next = answer["links"]["next"]
        return len(answer["data"])

    def apply(self, event: dict[str, Any]) -> None:
        self.seen.append((event["at"], event["kind"], str(event["article"])))
        if event["kind"] == "edition":
            self.library[event["article"]["id"]] = event["edition"]
        elif event["kind"] == "withdrawal":
            del self.library[event["article"]["id"]]


seconds = st.integers(0, 40).map(lambda count: timedelta(seconds=count))
# How long a transaction takes from reading the clock to its end.
lags = st.integers(0, 9).map(lambda count: timedelta(seconds=count))
numbers = st.integers(0, ARTICLES - 1)


class History(RuleBasedStateMachine):
    """Any sequence of verbs on some articles, each seen late by others, while time goes on."""

    people: dict[str, User]

    def __init__(self) -> None:
        super().__init__()
        self.unsaved = transaction.atomic()
        self.unsaved.__enter__()
        self.now = START
        self.clock = patch.object(timezone, "now", lambda: self.now)
        self.clock.start()
        self.articles: list[Article] = []
        for _ in range(ARTICLES):
            article = ArticleFactory(created_by=self.people["writer"])
            write(article, self.people["writer"])
            self.articles.append(article)
        self.clocks = [START] * ARTICLES
        self.follower = Follower()

    def teardown(self) -> None:
        try:
            self.now += timedelta(hours=1)
            while self.follower.poll():
                pass
            live = Edition.objects.live(self.now).values_list("article", "number")
            assert self.follower.library == dict(live)
            moments = [datetime.fromisoformat(at) for at, _, _ in self.follower.seen]
            assert moments == sorted(moments)
            assert len(set(self.follower.seen)) == len(moments)
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.unsaved.__exit__(None, None, None)

    def attempt(self, verb: Callable[..., Any], number: int, now: datetime, **values: Any) -> None:
        with suppress(Refused):
            verb(self.articles[number], by=self.people["editor"], now=now, **values)

    def started(self, number: int, lag: timedelta) -> datetime:
        """When a verb that is done only now had read the clock: with the article locked, so after
        what was done to it last."""
        self.clocks[number] = max(self.clocks[number] + TICK, self.now - lag)
        return self.clocks[number]

    def publish_fresh(self, number: int, now: datetime, at: datetime | None) -> None:
        reviewer = self.people["reviewer"]
        publishing.approve(self.articles[number], revision=1, by=reviewer, now=now)
        self.attempt(publishing.publish, number, now, revision=1, at=at)

    @rule(wait=seconds, polls=st.integers(1, 5))
    def time_passes(self, wait: timedelta, polls: int) -> None:
        self.now += wait
        for _ in range(polls):
            self.follower.poll()

    @rule(number=numbers, lag=lags)
    def publish(self, number: int, lag: timedelta) -> None:
        self.publish_fresh(number, self.started(number, lag), None)

    @rule(number=numbers, lag=lags, after=seconds)
    def schedule(self, number: int, lag: timedelta, after: timedelta) -> None:
        now = self.started(number, lag)
        self.publish_fresh(number, now, now + after)

    @rule(number=numbers, lag=lags)
    def cancel(self, number: int, lag: timedelta) -> None:
        self.attempt(publishing.cancel_schedule, number, self.started(number, lag))

    @rule(number=numbers, lag=lags)
    def withdraw(self, number: int, lag: timedelta) -> None:
        now = self.started(number, lag)
        self.attempt(publishing.withdraw, number, now, reason="A recall.")


def test_follower_ends_with_the_live_library(writer: User, reviewer: User, editor: User) -> None:
    History.people = {"writer": writer, "reviewer": reviewer, "editor": editor}
    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # a history of twenty verbs is short enough to be read
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(("held_back", "is_missed"), [(HELD_BACK, False), (timedelta(0), True)])
def test_what_comes_in_late_is_told_because_all_is_held_back(
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    at: Callable[[timedelta], None],
    monkeypatch: pytest.MonkeyPatch,
    held_back: timedelta,
    is_missed: bool,
) -> None:
    """Its transaction began before another and ended after it, when somebody had asked already."""
    monkeypatch.setattr(events, "HELD_BACK", held_back)
    number, before = approved(article, writer, reviewer), timezone.now()
    soon = published(writer, reviewer, editor)
    at(timedelta(seconds=2))
    follower = Follower()
    follower.poll()
    publishing.publish(article, revision=number, by=editor, now=before)
    at(SOON + timedelta(seconds=2))
    while follower.poll():
        pass
    told = {soon.article.pk: 1} if is_missed else {soon.article.pk: 1, article.pk: 1}
    assert follower.library == told


@pytest.fixture
def news(ask: Ask, at: Callable[[timedelta], None]) -> Callable[[], list[dict[str, Any]]]:
    """What is told of the library's articles once it is settled."""

    def told() -> list[dict[str, Any]]:
        at(SOON)
        events = ask("changes/")["data"]
        at(timedelta(0))
        return [event for event in events if event["kind"] != "disclaimer"]

    return told


News = Callable[[], list[dict[str, Any]]]


def kinds(news: News) -> list[str]:
    return [event["kind"] for event in news()]


def test_event_waits_until_the_order_is_settled(ask: Ask, edition: Edition, news: News) -> None:
    assert [event["kind"] for event in ask("changes/")["data"]] == ["disclaimer"]
    (event,) = news()
    assert (event["kind"], event["edition"], event["is_live"]) == ("edition", 1, True)
    assert event["article"]["id"] == edition.article.pk
    assert event["article"]["links"]["self"].endswith(f"/articles/{edition.article.slug}/")


def test_next_page_is_always_there(client: Client, edition: Edition) -> None:
    answer = client.get("/api/v1/changes/").json()
    empty = client.get(answer["links"]["next"]).json()
    assert (empty["data"], empty["links"]["next"]) == ([], empty["links"]["self"])


def test_unchanged_feed_is_a_304(client: Client, edition: Edition) -> None:
    following = client.get("/api/v1/changes/").json()["links"]["next"]
    etag = client.get(following)["ETag"]
    assert client.get(following, headers={"If-None-Match": etag}).status_code == 304


def test_withdrawal_gives_the_reason(edition: Edition, editor: User, news: News) -> None:
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    published_event, withdrawn = news()
    assert published_event["is_live"] is False
    assert edition.title not in str(published_event)
    assert withdrawn["withdrawal"]["reason"] == "A recall."
    assert withdrawn["withdrawal"]["kind"] == "withdrawal"


def test_older_edition_is_told_as_one(
    edition: Edition, writer: User, reviewer: User, editor: User, news: News
) -> None:
    number = approved(edition.article, writer, reviewer, title="Better")
    publishing.publish(edition.article, revision=number, by=editor)
    told = [(event["edition"], event["is_live"]) for event in news()]
    assert told == [(1, False), (2, True)]


def test_drafts_and_schedules_are_not_told(
    edition: Edition, article: Article, writer: User, reviewer: User, editor: User, news: News
) -> None:
    number = approved(article, writer, reviewer)
    later = timezone.now() + timedelta(minutes=5)
    publishing.publish(article, revision=number, by=editor, at=later)
    publishing.redact(article, text="Most people", reason="Asked to.", by=editor)
    assert kinds(news) == ["edition"]


def test_redaction_is_told_without_its_reason(edition: Edition, editor: User, news: News) -> None:
    publishing.redact(edition.article, text="Most people", reason="Asked to.", by=editor)
    _, redacted = news()
    assert redacted["kind"] == "redaction"
    assert redacted["article"]["id"] == edition.article.pk
    assert "Asked to" not in str(redacted)


def test_retraction_of_a_cited_work_and_the_answer_are_told(
    edition: Edition, editor: User, news: News
) -> None:
    source = Source.objects.get(pk=edition.revision.content.references[0].source)
    notice = Notice.objects.create(source=source, kind="retraction", found_at=timezone.now())
    unused = Source.objects.exclude(editions=edition).first() or Source.objects.create(title="X")
    Notice.objects.create(source=unused, kind="retraction", found_at=timezone.now())
    watching.answer(notice, edition.article, reason="Cited as such.", by=editor)
    _, noticed, answered = news()
    assert (noticed["kind"], noticed["source"]) == ("notice", source.pk)
    assert (answered["kind"], answered["article"]["id"]) == ("notice-answered", edition.article.pk)
    assert "Cited as such" not in str(answered)


def test_disclaimer_is_told(ask: Ask, db: None, at: Callable[[timedelta], None]) -> None:
    Disclaimer(short="A", full="B", site="C", in_force_from=timezone.now()).append()
    at(SOON)
    assert [event["kind"] for event in ask("changes/")["data"]] == ["disclaimer"] * 2


def test_since_leaves_out_what_was_before(
    ask: Ask, edition: Edition, at: Callable[[timedelta], None]
) -> None:
    at(SOON)
    before = edition.published_at - timedelta(seconds=1)
    told = ask("changes/", since=before.isoformat())["data"]
    assert [event["kind"] for event in told] == ["edition"]
    assert ask("changes/", since=edition.published_at.isoformat())["data"] == []


def test_events_of_one_moment_are_told_once_each(
    record: Edition, writer: User, reviewer: User, editor: User
) -> None:
    """Of every kind, all at the same moment, page by page."""
    moment = record.published_at
    published(writer, reviewer, editor)
    Edition.objects.all().overwrite(published_at=moment)
    for name, field in (("withdrawals", "withdrawn_at"), ("redactions", "redacted_at")):
        getattr(record.article, name).all().overwrite(**{field: moment})
    NoticeAnswer.objects.all().overwrite(answered_at=moment)
    place, seen = Place(moment - timedelta(days=1), 0, 0), []
    while told := events.after(place, 1, moment + SOON):
        (event,) = told
        place = event.place
        seen.append((event.kind, place.pk))
    assert len(seen) == len(set(seen)) == 5
    assert [list(KINDS).index(kind) for kind, _ in seen] == [0, 0, 1, 2, 4]


@pytest.fixture
def other_writer(db: None) -> Iterator[Any]:
    """Another connection with a transaction that has written and not ended."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    other = connection.copy()
    other.set_autocommit(False)
    yield other
    other.close()


def settled(now: datetime) -> datetime:
    """The horizon, as a request meets it: within the test's one transaction PostgreSQL would show
    the same writers again and again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    return events.horizon(now)


def test_transaction_that_hangs_is_waited_for(other_writer: Any) -> None:
    now = timezone.now()
    assert settled(now) == now - HELD_BACK
    with other_writer.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    later = timezone.now() + timedelta(minutes=1)
    assert now - timedelta(minutes=1) < settled(later) < later - HELD_BACK
    much_later = later + timedelta(hours=1)
    assert settled(much_later) == much_later - events.PATIENCE - HELD_BACK
    other_writer.rollback()
    assert settled(later) == later - HELD_BACK


def test_follower_of_the_guide_keeps_a_copy(
    client: Client,
    edition: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    at: Callable[[timedelta], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The program that `docs/api.md` gives to its readers, word by word."""

    def urlopen(url: str) -> BytesIO:
        response = client.get(url.replace("https://library.example", ""))
        if response.status_code != 200:
            raise HTTPError(url, response.status_code, "", Message(), None)
        return BytesIO(response.content)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    (program,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    withdrawn = published(writer, reviewer, editor).article
    at(SOON)
    names: dict[str, Any] = {}
    exec(program, names)  # our own text
    assert set(names["copy"]) == {edition.article.pk, withdrawn.pk}
    at(timedelta(0))
    publishing.withdraw(withdrawn, reason="A recall.", by=editor)
    at(SOON)
    names["follow"](names["position"], names["copy"])
    assert [copy["data"]["title"] for copy in names["copy"].values()] == [edition.title]

"""What is live is a question of time: `Edition.objects.live(now)` beside a plain model of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)

from articles import publishing
from articles.findings import Refused
from articles.models import Article, Edition
from tests.factories import ArticleFactory, published, write

START = datetime(2026, 6, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
minutes = st.integers(1, 5).map(lambda count: timedelta(minutes=count))


class PlainRecord:
    """The design's words as two lists: editions' numbers by moment, and moments of withdrawal."""

    def __init__(self) -> None:
        self.editions: dict[datetime, int] = {}
        self.withdrawals: list[datetime] = []

    def live(self, now: datetime) -> int | None:
        """Number of the newest edition that has come, unless a withdrawal came after it."""
        come = [at for at in self.editions if at <= now]
        if not come or any(max(come) < at <= now for at in self.withdrawals):
            return None
        return self.editions[max(come)]

    def to_come(self, now: datetime) -> list[datetime]:
        return [at for at in self.editions if at > now]

    def cancel(self, now: datetime) -> None:
        for at in self.to_come(now):
            del self.editions[at]


class Library(RuleBasedStateMachine):
    """Any sequence of verbs while time goes on; both records agree at any time."""

    people: dict[str, User]

    def __init__(self) -> None:
        super().__init__()
        self.unsaved = transaction.atomic()
        self.unsaved.__enter__()
        self.article: Article = ArticleFactory(created_by=self.people["writer"])
        write(self.article, self.people["writer"])
        self.plain, self.now = PlainRecord(), START

    def teardown(self) -> None:
        try:
            self.check_that_the_records_agree()
        finally:
            transaction.set_rollback(True)
            self.unsaved.__exit__(None, None, None)

    def check_that_the_records_agree(self) -> None:
        """At each event's moment and just before, past and to come."""
        events = {self.now, *self.plain.editions, *self.plain.withdrawals}
        for now in events | {event - MOMENT for event in events}:
            live = [edition.number for edition in Edition.objects.live(now)]
            expected = self.plain.live(now)
            assert live == ([expected] if expected else [])
        scheduled = Edition.objects.scheduled(self.now).values_list("published_at", flat=True)
        assert list(scheduled) == self.plain.to_come(self.now)

    def attempt(self, may: bool, verb: Callable[..., Any], **values: Any) -> Any:
        """What the verb returns; None if it was refused, as it must be unless it `may` happen."""
        self.now += timedelta(seconds=1)
        try:
            made = verb(self.article, by=self.people["editor"], now=self.now, **values)
        except Refused:
            assert not may
            return None
        assert may
        return made

    def publish_fresh(self, at: datetime | None) -> None:
        publishing.approve(self.article, revision=1, by=self.people["reviewer"], now=self.now)
        may = not self.plain.to_come(self.now + timedelta(seconds=1))
        edition = self.attempt(may, publishing.publish, revision=1, at=at)
        if edition:
            self.plain.editions[edition.published_at] = edition.number

    @rule(wait=minutes)
    def time_passes(self, wait: timedelta) -> None:
        self.now += wait

    @rule()
    def publish(self) -> None:
        self.publish_fresh(None)

    @rule(after=minutes)
    def schedule(self, after: timedelta) -> None:
        self.publish_fresh(self.now + after)

    @rule()
    def cancel(self) -> None:
        may = bool(self.plain.to_come(self.now + timedelta(seconds=1)))
        if self.attempt(may, publishing.cancel_schedule):
            self.plain.cancel(self.now)

    @rule()
    def withdraw(self) -> None:
        may = self.plain.live(self.now + timedelta(seconds=1)) is not None
        withdrawal = self.attempt(may, publishing.withdraw, reason="A recall.")
        if withdrawal:
            self.plain.cancel(self.now)
            self.plain.withdrawals.append(withdrawal.withdrawn_at)


def test_any_sequence_of_verbs_agrees_with_the_plain_record(
    writer: User, reviewer: User, editor: User
) -> None:
    Library.people = {"writer": writer, "reviewer": reviewer, "editor": editor}
    run_state_machine_as_test(
        Library,
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_an_empty_database_has_nothing_live(db: None) -> None:
    assert list(Edition.objects.live()) == []
    assert list(Edition.objects.public()) == []
    assert list(Edition.objects.scheduled()) == []
    assert list(Article.objects.with_status()) == []


def test_older_editions_are_public_while_the_article_is_live(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    article = edition.article
    number = write(article, writer, title="Better").number
    publishing.approve(article, revision=number, by=reviewer)
    second = publishing.publish(article, revision=number, by=editor)
    assert set(Edition.objects.public()) == {edition, second}
    assert list(Edition.objects.live()) == [second]


def test_the_live_editions_of_all_articles_are_one_query(
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    topics = {published(writer, reviewer, editor).article.topic for _ in range(3)}
    with django_assert_num_queries(1):
        live = list(Edition.objects.live().with_text())
        assert {edition.article.topic for edition in live} == topics
        assert {str(edition.review.profile) for edition in live} == {"Dr Ada Example"}


def test_an_edition_says_when_its_review_is_overdue(edition: Edition) -> None:
    due_on = edition.review.due_on
    assert due_on is not None
    assert not edition.overdue
    edition.review.due_on = due_on.replace(year=2020)
    assert edition.overdue


def test_a_list_is_one_query_for_all_that_it_shows(
    edition: Edition, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(1):
        listed = Edition.objects.live().for_lists().get()
        shown = [listed.title, listed.standfirst, listed.article.topic, listed.article.slug]
        assert all([*shown, listed.reviewed_on, listed.reading_minutes])

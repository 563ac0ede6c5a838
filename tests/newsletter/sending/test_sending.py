"""An issue is sent: each person once, nobody who left, and nothing that was withdrawn."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail

from articles import publishing
from articles.models import Edition
from klarity import rate_limit
from newsletter import erasing, issues, sending, subscriptions
from newsletter.carrier import Letter, Outcome
from newsletter.models import Issue, Subscriber
from newsletter.wishes import Wish
from tests.factories import TopicFactory, published
from tests.newsletter import rows
from tests.newsletter.sending.post import answering, send, sent, states

pytestmark = pytest.mark.django_db


def test_each_is_sent_one_and_the_issue_is_finished(issue: Issue) -> None:
    people = rows.subscribers(45)
    assert sending.freeze(issue)
    assert not send(issue)
    assert sent() == sorted(person.email for person in people)
    issue.refresh_from_db()
    assert issue.finished_at


def test_issue_is_started_once(issue: Issue) -> None:
    rows.subscribers(2)
    assert sending.freeze(issue)
    assert not sending.freeze(issue)
    assert issue.deliveries.count() == 2


@pytest.mark.parametrize("field", ["approved_at", "send_at"])
def test_issue_that_is_not_approved_or_not_due_is_not_started(issue: Issue, field: str) -> None:
    Issue.objects.filter(pk=issue.pk).update(**{field: None})
    assert not sending.freeze(issue)


def test_only_those_subscribed_to_the_frequency_and_topic_are_sent_it(issue: Issue) -> None:
    rows.subscribers(1, email="weekly@example.org", key="1", frequency="weekly")
    rows.subscribers(1, email="left@example.org", key="2", status="left")
    rows.subscribers(1, email="other@example.org", key="3", topic=TopicFactory())
    topic = issue.items.get().edition.article.topic
    rows.subscribers(1, email="same@example.org", key="4", topic=topic)
    rows.subscribers(1, email="all@example.org", key="5")
    sending.freeze(issue)
    send(issue)
    assert sent() == ["all@example.org", "same@example.org"]


def test_whoever_left_changed_or_was_erased_since_gets_nothing(issue: Issue) -> None:
    left, weekly, erased, stays = rows.subscribers(4)
    sending.freeze(issue)
    subscriptions.leave(left, page="/")
    subscriptions.change(weekly, Wish("weekly"), page="/")
    erasing.erase(erased.email)
    send(issue)
    assert sent() == [stays.email]
    assert states(issue) == ["skipped", "skipped", "skipped", "delivered"]


def test_a_thousand_who_leave_before_they_are_sent_get_nothing(issue: Issue) -> None:
    rows.subscribers(1000)
    sending.freeze(issue)
    Subscriber.objects.update(status="left")
    send(issue)
    assert (sent(), set(states(issue))) == ([], {"skipped"})


def test_whoever_leaves_while_their_letter_lies_ready_gets_nothing(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = rows.subscribers(2)[1]
    sending.freeze(issue)

    def answer(letter: Letter) -> Outcome:
        subscriptions.leave(second, page="/")
        return Outcome("delivered")

    answering(monkeypatch, answer)
    send(issue)
    assert states(issue) == ["delivered", "skipped"]


@pytest.mark.parametrize("verb", ["pause", "cancel"])
def test_pause_and_cancel_act_after_the_copy_in_hand(
    issue: Issue, publisher: User, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    rows.subscribers(3)
    sending.freeze(issue)

    def answer(letter: Letter) -> Outcome:
        getattr(issues, verb)(issue, by=publisher)
        return Outcome("delivered")

    answering(monkeypatch, answer)
    send(issue)
    left = "queued" if verb == "pause" else "skipped"
    assert states(issue) == ["delivered", left, left]


def test_resumed_issue_goes_on(issue: Issue, publisher: User) -> None:
    rows.subscribers(3)
    sending.freeze(issue)
    issues.pause(issue, by=publisher)
    assert (send(issue), sent()) == (False, [])
    issues.resume(issue, by=publisher)
    send(issue)
    assert len(sent()) == 3


def test_article_withdrawn_meanwhile_is_not_shown(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor, title="Which examples stay?")
    issue = rows.issue(edition, other, by=editor)
    rows.subscribers(1)
    sending.freeze(issue)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    send(issue)
    assert other.title in mail.outbox[0].body
    assert edition.title not in mail.outbox[0].body


def test_copy_with_nothing_left_to_show_is_not_sent(
    issue: Issue, edition: Edition, editor: User
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    send(issue)
    assert (sent(), states(issue)) == ([], ["skipped"])


def test_pace_is_kept(
    issue: Issue, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.NEWSLETTER_PER_DOMAIN_PER_SECOND = 3
    monkeypatch.setattr(rate_limit, "hit", limited := Limited())
    rows.subscribers(3)
    sending.freeze(issue)
    send(issue)
    assert limited.asked[0] == ("newsletter to example.org", "3/second")
    assert len(sent()) == 3


class Limited:
    """A limit that is met at every second question."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def __call__(self, name: str, *, limit: str, network: str) -> bool:
        self.asked.append((name, limit))
        return len(self.asked) % 2 == 0

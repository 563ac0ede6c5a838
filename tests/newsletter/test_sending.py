"""An issue is sent: each person once, nobody who left, and nothing that was withdrawn."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from articles import publishing
from articles.findings import Refused
from articles.models import Edition
from klarity import rate_limit
from newsletter import erasing, handing, issues, letters, rendering, sending, subscriptions, tokens
from newsletter.carrier import Carrier, CarrierDown, Letter, Outcome
from newsletter.models import Delivery, Issue, Subscriber
from newsletter.wishes import Wish
from tests.factories import TopicFactory, UserFactory, published
from tests.newsletter import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(edition: Edition, editor: User) -> Issue:
    """An approved issue whose time has come."""
    return rows.issue(edition, by=editor)


@pytest.fixture
def publisher(db: None) -> User:
    """Sends newsletters."""
    return UserFactory(username="publisher", groups=["Newsletter editor"])


def send(issue: Issue) -> bool:
    return sending.work(issue.pk, until=time.monotonic() + 60)


def sent() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def states(issue: Issue) -> list[str]:
    return list(issue.deliveries.order_by("pk").values_list("state", flat=True))


def text_of(message: Any, kind: str) -> str:
    """The part of a mail of that kind."""
    return str(message.get_body((kind,)).get_content())


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Letter], Outcome]) -> None:
    """A mail server that answers so to each letter."""
    monkeypatch.setattr(Carrier, "hand_over", lambda carrier, letter, after: answer(letter))


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


def test_issue_without_its_disclaimer_is_paused_and_nothing_goes_out(
    issue: Issue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows.subscribers(2)
    sending.freeze(issue)
    monkeypatch.setattr(rendering, "_says", lambda text, disclaimer: False)
    assert not send(issue)
    issue.refresh_from_db()
    assert (issue.paused_at is not None, sent(), states(issue)) == (True, [], ["queued"] * 2)
    assert "does not carry the medical disclaimer" in caplog.text


def test_server_that_refuses_everybody_pauses_the_issue(
    issue: Issue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows.subscribers(30)
    sending.freeze(issue)
    answering(monkeypatch, lambda letter: Outcome("hard", "554 Relay denied"))
    send(issue)
    issue.refresh_from_db()
    assert issue.paused_at
    assert states(issue).count("failed") == handing.MOST_REFUSED
    assert states(issue).count("queued") == 30 - handing.MOST_REFUSED
    assert "554 Relay denied" in caplog.text


def test_a_row_of_dead_addresses_stops_nobody_behind_it(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(60)
    sending.freeze(issue)
    dead = set(issue.deliveries.order_by("pk").values_list("subscriber__email", flat=True)[:50])
    unknown, taken = Outcome("hard", "550 5.1.1 No such mailbox"), Outcome("delivered")
    answering(monkeypatch, lambda letter: unknown if letter.to in dead else taken)
    send(issue)
    issue.refresh_from_db()
    assert (issue.paused_at, states(issue).count("delivered")) == (None, 10)


def test_one_bad_address_in_a_thousand_stops_nobody_else(issue: Issue) -> None:
    rows.subscribers(500)
    rows.subscribers(1, email="no address at all", key="no address at all")
    rows.subscribers(499)
    sending.freeze(issue)
    send(issue)
    assert len(sent()) == 999
    assert states(issue).count("failed") == 1


def test_refused_for_now_is_tried_again_later_and_not_for_ever(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)
    answering(monkeypatch, lambda letter: Outcome("soft", "451 Later"))
    for attempt, wait in enumerate(handing.WAITS, start=1):
        send(issue)
        row = issue.deliveries.get()
        assert (row.state, row.attempts) == ("queued", attempt)
        assert wait - timedelta(minutes=1) < row.due_at - timezone.now() <= wait
        Delivery.objects.update(due_at=timezone.now())
    send(issue)
    assert states(issue) == ["failed"]


def test_while_the_server_is_away_everybody_waits(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(3)
    sending.freeze(issue)

    def ask(carrier: Carrier, letter: Letter) -> None:
        raise CarrierDown("421 Closing")

    monkeypatch.setattr(Carrier, "ask", ask)
    assert not send(issue)  # none is due now
    assert states(issue) == ["queued"] * 3
    assert not issue.deliveries.filter(attempts__gt=0).exists()
    assert not issue.deliveries.filter(due_at__lte=timezone.now()).exists()


def test_dead_workers_rows_are_taken_up(issue: Issue) -> None:
    rows.subscribers(2)
    sending.freeze(issue)
    first = sending.claim(issue.pk, "dead")[0]
    Delivery.objects.filter(pk=first.pk).update(handed_at=timezone.now())
    sending.recover()
    assert states(issue) == ["claimed", "claimed"]
    sending.recover(now=timezone.now() + sending.LEASE + timedelta(seconds=1))
    assert states(issue) == ["uncertain", "queued"]


def test_answer_that_comes_after_all_is_believed(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)

    def answer(letter: Letter) -> Outcome:
        sending.recover(now=timezone.now() + sending.LEASE + timedelta(seconds=1))
        assert states(issue) == ["uncertain"]
        return Outcome("delivered")

    answering(monkeypatch, answer)
    send(issue)
    assert states(issue) == ["delivered"]


def test_slow_worker_hands_over_only_what_is_still_its_own(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(2)
    sending.freeze(issue)

    def answer(letter: Letter) -> Outcome:
        if states(issue)[1] == "claimed":
            later = timezone.now() + sending.LEASE + timedelta(seconds=1)
            sending.recover(now=later)
            assert len(sending.claim(issue.pk, "another", now=later)) == 1
        return Outcome("delivered")

    answering(monkeypatch, answer)
    send(issue)
    assert states(issue) == ["delivered", "claimed"]
    assert issue.deliveries.order_by("-pk")[0].worker == "another"


def test_uncertain_is_sent_again_by_a_persons_decision_only(
    issue: Issue, publisher: User, outsider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.subscribers(1)
    sending.freeze(issue)
    with monkeypatch.context() as patched:
        answering(patched, lambda letter: Outcome("uncertain"))
        send(issue)
    send(issue)
    assert (states(issue), sent()) == (["uncertain"], [])
    issue.refresh_from_db()
    assert issue.finished_at is None
    row = issue.deliveries.get()
    with pytest.raises(Refused) as refusal:
        sending.resend(row, by=outsider)
    assert refusal.value.codes == ["not-allowed"]
    sending.resend(row, by=publisher)
    send(issue)
    assert states(issue) == ["delivered"]
    with pytest.raises(Refused) as refusal:
        sending.resend(row, by=publisher)
    assert refusal.value.codes == ["not-uncertain"]


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


class TestLetter:
    """What goes over the wire."""

    @pytest.fixture
    def parsed(self, issue: Issue, settings: LazySettings) -> Any:
        settings.SITE_URL = "https://a-library-with-quite-a-long-name.example"
        settings.DEFAULT_FROM_EMAIL = "Klärity <library@example.org>"
        copy = rendering.copy(issue, rendering.shown(issue))
        row = Delivery(pk=7, issue=issue)
        self.letter = letters.Form(copy).fill_in(row, "reader@bücher.example", "t" * 43)
        return message_from_bytes(self.letter.data, policy=policy.default)

    def test_is_to_one_person(self, parsed: Any) -> None:
        assert (self.letter.sender, self.letter.to) == (
            "library@example.org",
            "reader@xn--bcher-kva.example",
        )
        assert parsed.get_all("To") == ["reader@xn--bcher-kva.example"]
        assert (parsed["Cc"], parsed["Bcc"]) == (None, None)

    def test_has_the_headers_of_a_list(self, parsed: Any, issue: Issue) -> None:
        host = "a-library-with-quite-a-long-name.example"
        page = f"https://{host}/newsletter/unsubscribe/{'t' * 43}/"
        assert f"List-Unsubscribe: <{page}>\r\n".encode() in self.letter.data
        assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert re.fullmatch(rf"<{issue.pk}\.7\.[0-9a-f]{{12}}@{host}>", parsed["Message-ID"])
        assert parsed["List-Id"] == f"<newsletter.{host}>"
        assert parsed["Auto-Submitted"] == "auto-generated"
        assert parsed["From"] == "Klärity <library@example.org>"

    def test_says_in_both_parts_where_to_leave(self, parsed: Any) -> None:
        page = f"unsubscribe/{'t' * 43}/"
        for kind in ("plain", "html"):
            assert page in text_of(parsed, kind)
        assert rendering.LEAVE not in self.letter.data.decode()

    def test_is_what_other_backends_are_given(self, parsed: Any) -> None:
        given = self.letter.message().message().as_bytes()
        other = message_from_bytes(given, policy=policy.default)
        for kind in ("plain", "html"):
            lines = [text_of(mail, kind).splitlines() for mail in (other, parsed)]
            assert lines[0] == lines[1]
        assert set(other.keys()) == set(parsed.keys())

    def test_is_in_seven_bits_and_short_lines(self, parsed: Any) -> None:
        assert self.letter.data.isascii()
        body = self.letter.data.partition(b"\r\n\r\n")[2]
        assert max(map(len, body.split(b"\r\n"))) <= 76
        assert b"\n" not in self.letter.data.replace(b"\r\n", b"")


def test_each_letter_carries_a_token_of_its_own(issue: Issue) -> None:
    people = rows.subscribers(2)
    sending.freeze(issue)
    send(issue)
    found = [message.extra_headers["List-Unsubscribe"] for message in mail.outbox]
    keys = [header.rpartition("unsubscribe/")[2].rstrip("/>") for header in found]
    assert [tokens.leaving(key) for key in keys] == people

"""The desk's pages of the newsletter's issues, as their editors meet them."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Disclaimer, Edition
from newsletter import issues
from newsletter.models import Delivery, Issue
from newsletter.trays import trays
from tests.articles.admin.browser import fields, messages, signed_in
from tests.articles.shelf import fill
from tests.factories import UserFactory
from tests.newsletter.issuing import (
    A_DAY,
    approved,
    colleague,
    drafted,
    edited,
    keys,
    started,
    subscriber,
)

LIST = "/admin/newsletter/issue/"


@pytest.fixture
def issue(edition: Edition) -> Issue:
    """A draft that tells of one article."""
    return drafted()


@pytest.fixture
def one(db: None) -> User:
    return colleague(first_name="Ann", last_name="One", email="ann@example.org")


@pytest.fixture
def other(db: None) -> User:
    return colleague()


def page(issue: Issue) -> str:
    return reverse("admin:newsletter_issue_change", args=[issue.pk])


def verb(issue: Issue, name: str) -> str:
    return reverse(f"admin:newsletter_issue_{name}", args=[issue.pk])


def save(client: Client, issue: Issue, **changes: Any) -> Any:
    """Open the issue, type the changes, save."""
    sent = fields(client.get(page(issue)), page(issue)) | changes
    return client.post(page(issue), sent, follow=True)


def press(client: Client, issue: Issue, name: str, **answers: Any) -> Any:
    """Open the page of a verb, fill it in, press its button."""
    address = verb(issue, name)
    return client.post(address, fields(client.get(address), address) | answers, follow=True)


def states(client: Client) -> list[str]:
    soup = BeautifulSoup(client.get(LIST).content, "html.parser")
    return [cell.get_text() for cell in soup.select("td.field-state")]


def reasons(client: Client, issue: Issue) -> dict[str, str]:
    """The buttons that cannot be pressed, each with what its page says of it."""
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    told = {}
    for button in soup.select("button[disabled]"):
        reason = soup.find(id=str(button["aria-describedby"]))
        assert reason is not None
        told[button.get_text()] = reason.get_text()
    return told


def test_list_says_in_words_where_each_issue_stands(one: User, issue: Issue) -> None:
    client = signed_in(one)
    assert states(client) == ["Draft"]
    edited(issue)
    assert states(client) == ["Edited: somebody else approves it"]
    approved(issue)
    assert states(client) == ["Approved"]
    at = timezone.now() + A_DAY
    issues.schedule(issue, at=at, by=one)
    assert states(client) == [f"Scheduled for {timezone.localtime(at):%-d %B %Y, %H:%M}"]
    started(issue)
    ledger(issue, delivered=2, queued=1)
    assert states(client) == ["Sending: 2 of 3"]
    issues.pause(issue, by=one)
    assert states(client) == ["Paused at 2 of 3"]
    issues.cancel(issue, by=one)
    assert states(client) == ["Cancelled after 2 of 3"]
    Issue.objects.update(cancelled_at=None, finished_at=at)
    assert states(client) == [f"Sent on {timezone.localtime(at):%-d %B %Y}"]


def ledger(issue: Issue, **counts: int) -> None:
    """So many copies in each state."""
    now, numbers = timezone.now(), iter(range(1000))
    for state, count in counts.items():
        for _ in range(count):
            person = subscriber(next(numbers))
            Delivery.objects.create(
                issue=issue, subscriber=person, state=state, due_at=now, handed_at=now
            )


def test_one_writes_another_approves_and_it_is_scheduled(
    one: User, other: User, issue: Issue
) -> None:
    done = save(signed_in(one), issue, subject="Of knees", intro="<p>Hello<script>x</script></p>")
    assert "Saved." in messages(done)
    issue.refresh_from_db()
    assert (issue.subject, issue.intro, issue.edited_by) == ("Of knees", "<p>Hello</p>", one)
    assert "You edited this issue last" in reasons(signed_in(one), issue)["Approve"]
    assert "Approved." in messages(press(signed_in(other), issue, "approve"))
    soon = f"{timezone.localtime() + A_DAY:%Y-%m-%dT12:00}"
    assert "Scheduled." in messages(press(signed_in(one), issue, "schedule", at=soon))
    issue.refresh_from_db()
    assert issue.send_at is not None
    assert "The approval" not in signed_in(one).get(page(issue)).text
    assert "the approval and the time to send lapse" in signed_in(one).get(page(issue)).text
    assert "not scheduled any more" in messages(press(signed_in(one), issue, "unschedule"))
    assert "Approved. It can be sent now." in signed_in(one).get(f"{LIST}{issue.pk}/history/").text
    log = LogEntry.objects.filter(object_id=str(issue.pk)).order_by("pk")
    assert [entry.change_message for entry in log] == [
        "Edited.",
        "Approved. It can be sent now.",
        "Scheduled.",
        "It is not scheduled any more.",
    ]


def test_articles_are_put_in_order_and_left_out(one: User, edition: Edition) -> None:
    fill(edition, ["Second", "Third"])
    issue = drafted()
    first, second, third = keys(issue)
    save(signed_in(one), issue, **{f"place_{third}": "0", f"out_{first}": "on"})
    assert keys(issue) == [third, second]


def test_what_is_wrong_with_the_words_is_said(one: User, issue: Issue) -> None:
    client, (item,) = signed_in(one), keys(issue)
    assert "This field is required" in messages(save(client, issue, subject=""))
    assert "Keep at least one article" in messages(save(client, issue, **{f"out_{item}": "on"}))
    assert "at most 150" in messages(save(client, issue, subject="x" * 151))
    assert "too deeply nested" in messages(save(client, issue, intro="<b>" * 200))
    for place in ("", "x", "-1", "9" * 99):
        assert save(client, issue, **{f"place_{item}": place}).status_code == 200
    issue.refresh_from_db()
    assert issue.edited_at is None


@pytest.mark.parametrize("seen", ["", "x", "2020-01-01", "2020-13-45T00:00", "2020-01-01T00:00Z"])
def test_stale_save_and_stale_approval_are_refused_and_lose_nothing(
    one: User, other: User, issue: Issue, seen: str
) -> None:
    edited(issue, one)
    refused = save(signed_in(other), issue, seen=seen, subject="Typed by the other")
    assert "Ann One has changed the issue since" in messages(refused)
    assert "Typed by the other" in refused.text
    refused = press(signed_in(other), issue, "approve", seen=seen)
    assert "Ann One has changed the issue since" in messages(refused)
    issue.refresh_from_db()
    assert (issue.subject, issue.approved_at) == ("Of examples", None)


def test_button_approves_what_the_page_showed(one: User, other: User, issue: Issue) -> None:
    edited(issue, one)
    client = signed_in(other)
    sent = fields(client.get(page(issue)), verb(issue, "approve"))
    edited(issue, colleague(), subject="Changed meanwhile")
    refused = client.post(verb(issue, "approve"), sent, follow=True)
    assert "has changed the issue since" in messages(refused)


def test_button_that_cannot_be_pressed_says_why(one: User, other: User, issue: Issue) -> None:
    client = signed_in(one)
    told = reasons(client, issue)
    assert "Nobody has looked at this draft yet" in told["Approve"]
    assert "A second person has to approve" in told["Schedule"]
    assert told["Schedule"] == told["Send now"]
    assert "is not being sent" in told["Pause"]
    assert "Send me a test" not in told
    assert "Cancel the issue" not in told
    started(issue)
    told = reasons(client, issue)
    assert set(told) == {"Approve", "Schedule", "Send now", "Take the time back", "Resume"}
    issues.cancel(issue, by=one)
    assert "was cancelled" in reasons(client, issue)["Cancel the issue"]


def test_what_hurts_is_asked_for_first(one: User, issue: Issue) -> None:
    approved(issue)
    subscriber()
    soup = BeautifulSoup(signed_in(one).get(page(issue)).content, "html.parser")
    assert {link.get_text() for link in soup.select("a.danger")} == {
        "Schedule",
        "Send now",
        "Cancel the issue",
    }
    asked = signed_in(one).get(verb(issue, "send"))
    assert "It goes to 1 daily subscribers" in asked.text
    issue.refresh_from_db()
    assert (issue.send_at, issue.cancelled_at) == (None, None)


def test_issue_is_sent_at_once_paused_resumed_and_cancelled(one: User, issue: Issue) -> None:
    client = signed_in(one)
    approved(issue)
    assert "sent from now on" in messages(press(client, issue, "send"))
    issue.refresh_from_db()
    assert issue.send_at is not None
    assert issue.send_at <= timezone.now()
    started(drafted_again(issue))
    assert "Paused" in messages(press(client, issue, "pause"))
    assert "It goes on." in messages(press(client, issue, "resume"))
    assert "Those who have not been sent it" in client.get(verb(issue, "cancel")).text
    assert "Cancelled." in messages(press(client, issue, "cancel"))


def drafted_again(issue: Issue) -> Issue:
    """The issue as it was before anybody gave it a time."""
    Issue.objects.filter(pk=issue.pk).update(send_at=None)
    return issue


def test_time_that_passed_or_is_unclear_is_refused(one: User, issue: Issue) -> None:
    approved(issue)
    client = signed_in(one)
    for at, reason in (
        ("2020-01-01T12:00", "still to come"),
        ("2030-10-27T01:30", "The clocks change then"),
        ("x", "Enter a valid date"),
        ("", "This field is required"),
    ):
        assert reason in messages(press(client, issue, "schedule", at=at)), at
    issue.refresh_from_db()
    assert issue.send_at is None


def test_withdrawn_article_is_told_at_the_buttons(
    one: User, issue: Issue, edition: Edition, editor: User
) -> None:
    approved(issue)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert f"“{edition.title}” is withdrawn" in reasons(signed_in(one), issue)["Send now"]


def test_issue_that_was_sent_is_only_read(one: User, issue: Issue) -> None:
    started(issue)
    client = signed_in(one)
    shown = client.get(page(issue))
    assert "id_subject" not in shown.text
    assert "Of examples" in shown.text
    refused = client.post(page(issue), {"subject": "New", "seen": ""}, follow=True)
    assert refused.status_code == 200
    issue.refresh_from_db()
    assert issue.subject == "Of examples"


def test_progress_is_counted_and_what_is_uncertain_listed(one: User, issue: Issue) -> None:
    started(issue)
    ledger(issue, delivered=3, queued=2, failed=1, uncertain=1)
    client = signed_in(one)
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    bar = soup.progress
    assert bar is not None
    assert (bar["value"], bar["max"]) == ("5", "7")
    label = soup.find(id=str(bar["aria-labelledby"]))
    assert label is not None
    facts = {dt.get_text(): dt.find_next("dd").get_text() for dt in soup.select(".job dt")}  # type: ignore[union-attr]
    assert facts == {"Queued": "2", "Delivered": "3", "Failed": "1", "Uncertain": "1"}
    (listed,) = soup.select(".job li")
    assert "reader6@example.org" in listed.get_text()
    expected = {"done": 5, "total": 7, "text": "Sending: 5 of 7", "finished": False}
    assert client.get(verb(issue, "progress")).json() == expected


def test_uncertain_copy_is_sent_again_by_a_persons_decision(one: User, issue: Issue) -> None:
    started(issue)
    ledger(issue, delivered=1, uncertain=1)
    copy = Delivery.objects.get(state="uncertain")
    client = signed_in(one)
    soup = BeautifulSoup(client.get(page(issue)).content, "html.parser")
    (link,) = soup.select(".job li a")
    assert link.get_text() == f"Send it again to {copy.subscriber}"
    address = str(link["href"])
    assert "they may get it twice" in client.get(address).text
    copy.refresh_from_db()
    assert copy.state == "uncertain"
    sent = fields(client.get(address), address.partition("?")[0])
    assert "It is sent again." in messages(client.post(address, sent, follow=True))
    copy.refresh_from_db()
    assert copy.state == "queued"
    assert "is known by now" in client.post(address, sent, follow=True).text


@pytest.mark.parametrize("delivery", ["", "0", "x", "9" * 30, "\0"])
def test_no_copy_of_the_issue_is_not_sent_again(one: User, issue: Issue, delivery: str) -> None:
    started(issue)
    response = signed_in(one).post(verb(issue, "resend"), {"delivery": delivery})
    assert response.status_code == 200
    assert "It is sent again." not in response.text


def test_preview_shows_the_mail_and_may_do_nothing(one: User, issue: Issue) -> None:
    response = signed_in(one).get(verb(issue, "preview"))
    assert "A test, sent to you alone." in response.text
    assert "leave.invalid" not in response.text
    policy = {part.strip() for part in response["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox allow-popups",
    }
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    text = signed_in(one).get(verb(issue, "preview-text"))
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "MEDICAL DISCLAIMER" in text.text


def test_test_goes_to_whoever_asks_and_to_nobody_else(one: User, issue: Issue) -> None:
    subscriber()
    assert "on its way" in messages(press(signed_in(one), issue, "test"))
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["ann@example.org"], [], [])
    assert sent.subject == f"[Test] {issue.subject}"
    html, kind = sent.alternatives[0]  # type: ignore[attr-defined]
    assert kind == "text/html"
    for part in (sent.body, html):
        assert "A test, sent to you alone." in " ".join(part.split())
        assert "leave.invalid" not in part


def test_test_that_cannot_be_sent_says_why(
    one: User, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(one)
    User.objects.update(email="")
    assert "no email address" in messages(press(client, issue, "test"))
    User.objects.update(email="ann@example.org")

    def down(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    assert "did not take it" in messages(press(client, issue, "test"))
    Disclaimer.objects.overwrite(in_force_from=timezone.now() + timedelta(days=1))
    assert "does not carry the medical disclaimer" in messages(press(client, issue, "test"))
    for name in ("preview", "preview-text"):
        assert client.get(verb(issue, name)).status_code == 409
    assert mail.outbox == []


def test_button_drafts_an_issue_or_says_that_there_is_nothing_new(
    one: User, edition: Edition
) -> None:
    client = signed_in(one)
    assert "Draft a weekly issue now" in client.get(LIST).text
    address = reverse("admin:newsletter_issue_draft", args=["weekly"])
    assert client.get(address).status_code == 405
    assert "Weekly newsletter 1 is drafted." in messages(client.post(address, follow=True))
    assert "nothing new to tell" in messages(client.post(address, follow=True))
    assert Issue.objects.get().frequency == "weekly"
    unknown = reverse("admin:newsletter_issue_draft", args=["hourly"])
    assert client.post(unknown).status_code == 404


def test_page_of_no_issue_and_odd_queries_are_no_error(one: User, issue: Issue) -> None:
    client = signed_in(one)
    for object_id in ("0", "9" * 30, "x"):
        assert client.get(f"{LIST}{object_id}/change/").status_code == 404
    assert client.get(f"{LIST}999/preview/").status_code == 404
    for query in ("q=%00", "open=x", "frequency__exact=x", "p=x"):
        assert client.get(f"{LIST}?{query}").status_code in {200, 302}
    assert client.put(page(issue)).status_code == 405
    assert client.post(verb(issue, "preview")).status_code == 405


def test_tray_holds_what_is_not_sent_yet(one: User, issue: Issue, outsider: User) -> None:
    assert list(trays(outsider)) == []
    (tray,) = trays(one)
    assert tray.count == 1
    (entry,) = tray.entries
    assert (entry.name, entry.detail) == (f"Daily newsletter 1: {issue.subject}", "Draft")
    assert str(issue) in signed_in(one).get(tray.url).text
    issues.cancel(issue, by=one)
    (tray,) = trays(one)
    assert (tray.count, tray.entries) == (0, [])
    assert str(issue) not in signed_in(one).get(tray.url).text.split("result_list")[-1]


def test_list_and_page_ask_no_more_for_more(
    one: User, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    client, issue = signed_in(one), started(drafted())
    ledger(issue, delivered=1, uncertain=1)
    client.get(LIST)
    with django_assert_max_num_queries(7):
        client.get(LIST)
    with django_assert_max_num_queries(11):
        client.get(page(issue))
    fill(edition, [f"Title {number}" for number in range(20)])
    Issue.objects.bulk_create(
        Issue(frequency="weekly", number=number, subject="x", drafted_at=timezone.now())
        for number in range(1, 20)
    )
    draft = drafted()
    with django_assert_max_num_queries(7):
        client.get(LIST)
    with django_assert_max_num_queries(12):  # also whether this database may send
        client.get(page(draft))


TABLE = """
                   list page preview test draft save approve schedule send unschedule pause resume cancel
Newsletter editor  yes  yes  yes     yes  yes   yes  yes     yes      yes  yes        yes   yes    yes
superuser          yes  yes  yes     yes  yes   yes  yes     yes      yes  yes        yes   yes    yes
Editor             no   no   no      no   no    no   no      no       no   no         no    no     no
Moderator          no   no   no      no   no    no   no      no       no   no         no    no     no
outsider           no   no   no      no   no    no   no      no       no   no         no    no     no
anonymous          no   no   no      no   no    no   no      no       no   no         no    no     no
"""  # noqa: E501 a table
HEAD, *LINES = TABLE.strip("\n").splitlines()
DEEDS = HEAD.split()
ROLES = {line[:19].strip(): dict(zip(DEEDS, line[19:].split(), strict=True)) for line in LINES}


def person(role: str) -> User | None:
    if role == "anonymous":
        return None
    if role == "superuser":
        return UserFactory(is_superuser=True)
    return UserFactory(groups=[] if role == "outsider" else [role])


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_open_to_those_in_the_table(issue: Issue, role: str) -> None:
    user = person(role)
    client = signed_in(user) if user else Client()
    for deed, allowed in ROLES[role].items():
        if deed == "list":
            response = client.get(LIST)
        elif deed in {"page", "preview"}:
            response = client.get(page(issue) if deed == "page" else verb(issue, "preview"))
        elif deed == "draft":
            response = client.post(reverse("admin:newsletter_issue_draft", args=["weekly"]))
        else:
            response = client.post(page(issue) if deed == "save" else verb(issue, deed))
        expected = {200, 302} if allowed == "yes" else {403} if user else {302}
        assert response.status_code in expected, deed
        if not user:
            assert response["Location"].startswith("/admin/login/")
    if "yes" not in ROLES[role].values():
        assert vars(Issue.objects.get())["edited_at"] is None

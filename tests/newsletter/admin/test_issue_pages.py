"""The desk's pages of the newsletter's issues, as their editors meet them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from articles import publishing
from articles.models import Edition
from newsletter import digests, issues
from newsletter.models import Issue
from newsletter.trays import trays
from tests.articles.admin.browser import fields, messages, signed_in
from tests.articles.shelf import fill
from tests.newsletter.admin.issue_desk import LIST, ledger, page, press, reasons, save, states, verb
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


def test_button_drafts_an_issue_or_says_that_there_is_nothing_new(
    one: User, edition: Edition
) -> None:
    client = signed_in(one)
    assert "Draft a weekly issue now" in client.get(LIST).text
    address = reverse("admin:newsletter_issue_draft", args=["weekly"])
    assert client.get(address).status_code == 405
    assert "Weekly newsletter 1 is drafted." in messages(client.post(address, follow=True))
    told = messages(client.post(address, follow=True))
    assert "nothing new to tell" in told
    assert f"since the list began on {timezone.localdate():%-d %B %Y}" in told
    assert "Weekly newsletter 1 has not been sent yet." in told
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
    tray, _ = trays(one)
    assert tray.count == 1
    (entry,) = tray.entries
    assert (entry.name, entry.detail) == (f"Daily newsletter 1: {issue.subject}", "Draft")
    assert str(issue) in signed_in(one).get(tray.url).text
    issues.cancel(issue, by=one)
    tray, _ = trays(one)
    assert (tray.count, tray.entries) == (0, [])
    assert str(issue) not in signed_in(one).get(tray.url).text.split("result_list")[-1]


def test_list_and_page_ask_no_more_for_more(
    one: User, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    client, issue = signed_in(one), started(drafted())
    ledger(issue, delivered=1, uncertain=1)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        client.get(LIST)
    with django_assert_max_num_queries(13):
        client.get(page(issue))
    fill(edition, [f"Title {number}" for number in range(20)])
    Issue.objects.bulk_create(
        Issue(frequency="weekly", number=number, subject="x", drafted_at=timezone.now())
        for number in range(1, 20)
    )
    draft = drafted()
    with django_assert_max_num_queries(8):
        client.get(LIST)
    with django_assert_max_num_queries(13):  # also whether this database may send
        client.get(page(draft))


def test_empty_list_says_what_happens_next(one: User) -> None:
    client = signed_in(one)
    shown = " ".join(client.get(LIST).text.split())
    assert "No issue has been drafted yet." in shown
    assert "The next daily issue is drafted on" in shown
    assert "The next weekly issue is drafted on" in shown
    Schedule.objects.all().delete()
    assert "its schedule was removed" in client.get(LIST).text


def test_nothing_new_says_that_articles_wait_for_their_review(one: User, edition: Edition) -> None:
    due_on = edition.review.due_on
    assert due_on is not None
    later = timezone.now() + (due_on - timezone.localdate()) + A_DAY
    assert "past their date: 1." in digests.why_nothing("daily", later)
    assert "past their date" not in digests.why_nothing("daily")

"""Articles that people were mailed while they were wrong, at the desk."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Edition
from newsletter import corrections
from newsletter.models import Correction, Issue
from newsletter.trays import trays
from tests.articles.admin.browser import fields, messages, signed_in
from tests.factories import UserFactory
from tests.newsletter import rows
from tests.newsletter.admin.issue_desk import page as issue_page
from tests.newsletter.admin.issue_desk import save, verb
from tests.newsletter.correcting import FAULT, NOTE, corrected, drafted, retracted, sent, told
from tests.newsletter.issuing import approved

LIST = "/admin/newsletter/correction/"


@pytest.fixture
def cause(edition: Edition, writer: User, reviewer: User, editor: User) -> Edition:
    """The correction of an article that two people were mailed."""
    rows.subscribers(2)
    sent(edition, by=editor)
    return corrected(edition, writer, reviewer, editor)


def page(cause: Any, name: str = "page") -> str:
    kind = "edition" if isinstance(cause, Edition) else "retraction"
    return reverse(f"admin:newsletter_correction_{name}", args=[kind, cause.pk])


def press(client: Client, cause: Any, name: str, **answers: Any) -> Any:
    """Open the page, fill in the form of that button, press it."""
    address = page(cause, name)
    return client.post(address, fields(client.get(page(cause)), address) | answers, follow=True)


def tray(by: User) -> Any:
    return next(each for each in trays(by) if each.title == "Corrections to tell")


def test_desk_says_what_is_to_be_told_and_leads_to_the_draft(one: User, cause: Edition) -> None:
    waits = tray(one)
    (entry,) = waits.entries
    assert waits.count == 1
    assert entry.name == f"Corrected: {cause.article}"
    assert "sent to 2 people" in entry.detail
    client = signed_in(one)
    assert entry.name in client.get("/admin/").text
    assert entry.name in client.get(waits.url).text
    shown = client.get(entry.url).text
    for words in (FAULT, NOTE, "Daily newsletter 1", "<b>2</b> of those who were sent them"):
        assert words in shown
    assert "is drafted" in messages(press(client, cause, "draft"))
    issue = Issue.objects.get(frequency="correction")
    assert tray(one).count == 0
    assert "Draft the correction" not in client.get(page(cause)).text
    assert issue_page(issue) in client.get(page(cause)).text
    assert "Told by Correction 1" in client.get(LIST).text
    assert LogEntry.objects.filter(change_message__startswith="The correction is drafted").exists()


def test_draft_is_edited_and_shown_like_any_other(one: User, cause: Edition) -> None:
    issue, client = drafted(cause), signed_in(one)
    shown = client.get(issue_page(issue))
    assert FAULT in shown.text
    assert "Leave out" not in shown.text
    assert "Saved." in messages(save(client, issue, subject="Put right", intro="<p>Sorry.</p>"))
    assert FAULT in client.get(verb(issue, "preview")).text
    assert FAULT in client.get(verb(issue, "preview-text")).text
    approved(issue)
    assert "It goes to 2 subscribers" in client.get(verb(issue, "send")).text
    assert "It can be drafted anew" in client.get(verb(issue, "cancel")).text


def test_nobody_is_told_for_a_reason_that_can_be_taken_back(one: User, cause: Edition) -> None:
    client = signed_in(one)
    assert "This field is required" in messages(press(client, cause, "tell-nobody"))
    assert "at most 2000" in messages(press(client, cause, "tell-nobody", reason="x" * 2001))
    assert not Correction.objects.exists()
    reason = "A slip of <i>spelling</i>."
    assert "Nobody is told." in messages(press(client, cause, "tell-nobody", reason=reason))
    assert tray(one).count == 0
    shown = client.get(page(cause)).text
    assert "A slip of &lt;i&gt;spelling" in shown
    assert "Ann One" in shown
    assert "Nobody is told: A slip" in client.get(LIST).text
    row = Correction.objects.get()
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 200
    assert "Nobody is told." in client.get(f"{LIST}{row.pk}/history/").text
    assert "It waits again." in messages(press(client, cause, "reconsider"))
    assert tray(one).count == 1


def test_two_who_press_make_one_draft(one: User, other: User, cause: Edition) -> None:
    first, second = signed_in(one), signed_in(other)
    sent_by_second = fields(second.get(page(cause)), page(cause, "draft"))
    press(first, cause, "draft")
    late = second.post(page(cause, "draft"), sent_by_second)
    assert "tells of it: each is told once" in messages(late)
    assert Issue.objects.filter(frequency="correction").count() == 1


def test_retraction_has_its_page_too(one: User, edition: Edition, editor: User) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    cause = retracted(edition, editor)
    client = signed_in(one)
    assert f"Retracted: {edition.title}" in client.get(page(cause)).text
    assert "is drafted" in messages(press(client, cause, "draft"))
    assert Issue.objects.get(frequency="correction").subject == f"Retracted: {edition.title}"


def test_button_that_cannot_be_pressed_says_why(one: User, cause: Edition, editor: User) -> None:
    retracted(cause, editor)
    soup = BeautifulSoup(signed_in(one).get(page(cause)).content, "html.parser")
    (button,) = soup.select("button[disabled]")
    assert button.get_text() == "Draft the correction"
    reason = soup.find(id=str(button["aria-describedby"]))
    assert reason is not None
    assert "was withdrawn after it was corrected" in reason.get_text()


def test_correction_that_nobody_was_mailed_says_so(
    one: User, edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    cause = corrected(edition, writer, reviewer, editor)
    shown = signed_in(one).get(page(cause)).text
    assert "There is nothing to do" in shown
    assert "Draft the correction" not in shown
    assert "Nothing waits." in signed_in(one).get(LIST).text


def test_what_is_no_correction_has_no_page(one: User, edition: Edition, cause: Edition) -> None:
    client = signed_in(one)
    for rest in (
        "edition/0/",
        f"edition/{edition.pk}/",
        f"retraction/{cause.pk}/",
        "x/1/",
        f"edition/{'9' * 30}/",
        f"{'9' * 30}/change/",
        "0/change/",
    ):
        assert client.get(LIST + rest).status_code in {302, 404}, rest
    assert client.get(page(cause, "draft")).status_code == 405
    assert client.put(page(cause)).status_code == 405
    for query in ("q=%00", "p=x", "q=" + "x" * 9999):
        assert client.get(f"{LIST}?{query}").status_code in {200, 302}
    bad = client.post(page(cause, "tell-nobody"), {"reason": "a\0b"})
    assert bad.status_code == 200
    assert not Correction.objects.exists()


@pytest.mark.parametrize("group", ["Writer", "Editor", "Moderator", None, "anonymous"])
def test_others_see_and_decide_nothing(cause: Edition, group: str | None) -> None:
    client = Client()
    if group != "anonymous":
        person = UserFactory(groups=[group] if group else None)
        client = signed_in(person)
        assert all(each.title != "Corrections to tell" for each in trays(person))
    expected = 302 if group == "anonymous" else 403
    for address in (LIST, page(cause)):
        assert client.get(address).status_code == expected
    for name in ("draft", "tell-nobody", "reconsider"):
        assert client.post(page(cause, name), {"reason": "x"}).status_code == expected
    assert not Correction.objects.exists()


def test_pages_ask_no_more_for_more(
    one: User,
    cause: Edition,
    writer: User,
    reviewer: User,
    editor: User,
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(one)
    for number in range(1, 5):
        for url, most in ((LIST, 9), (page(cause), 18), ("/admin/", 40)):
            client.get(url)
            with django_assert_max_num_queries(most):
                client.get(url)
        rows.subscribers(5)
        corrections.tell_nobody(corrections.of(cause), reason=f"{number}", by=one)
        cause = corrected(cause, writer, reviewer, editor)


def test_sent_correction_is_in_the_archive_marked_as_one(cause: Edition) -> None:
    issue = told(cause)
    client = Client()
    assert "Of examples" in client.get("/newsletter/issues/correction/").text
    assert "Correction 1" in client.get("/newsletter/issues/").text
    shown = client.get(issue.get_absolute_url()).text
    for words in (FAULT, NOTE, "What was wrong", cause.article.get_absolute_url()):
        assert words in shown
    assert issue.get_absolute_url() in client.get("/newsletter/issues/").text
    feed = client.get("/newsletter/issues/feed/").text
    assert "Correction 1: Of examples" in feed
    assert FAULT in feed


def test_archive_asks_no_more_for_more_corrections(
    cause: Edition, editor: User, django_assert_max_num_queries: Any
) -> None:
    told(cause)
    client = Client()
    told(retracted(cause, editor))
    assert "Correction 2" in client.get("/newsletter/issues/feed/").text
    for url in ("/newsletter/issues/", "/newsletter/issues/feed/"):
        with django_assert_max_num_queries(6):
            client.get(url)

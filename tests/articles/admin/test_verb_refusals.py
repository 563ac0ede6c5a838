"""What the desk refuses on the way to publication, and in which words."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.models import Article, Disclaimer, Edition, Review, Withdrawal
from tests.articles.admin.browser import (
    CITE,
    fields,
    messages,
    page,
    press,
    save,
    signed_in,
    verb_page,
)
from tests.factories import write

ANSWERS: dict[str, dict[str, str]] = {"publish": {}, "schedule": {"at": "2999-01-01T10:00"}}


def refusal(client: Any, article: Article, verb: str = "publish", **answers: Any) -> str:
    """What the page says when the verb is refused; no edition may have come of it."""
    before = Edition.objects.count()
    told = messages(press(client, article, verb, **answers))
    assert Edition.objects.count() == before
    return told


@pytest.mark.parametrize("verb", ANSWERS)
@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"title": " "}, "Give the article a title."),
        ({"byline": []}, "Name at least one author."),
        ({"body": f"<p>New.{CITE.format('nobody')}</p>"}, "A mark names nobody"),
        ({"summary": "", "body": ""}, "No mark leads to second2020"),
    ],
)
def test_incomplete_text_is_refused(
    article: Article,
    writer: User,
    reviewer: User,
    editor: User,
    changes: Any,
    finding: str,
    verb: str,
) -> None:
    write(article, writer, **changes)
    publishing.approve(article, revision=1, by=reviewer)
    assert finding in refusal(signed_in(editor), article, verb, **ANSWERS[verb])


def test_article_without_topic_is_refused(approved: Article, editor: User) -> None:
    approved.topic = None
    approved.save()
    assert "Choose the article's topic" in refusal(signed_in(editor), approved)


def test_unreviewed_text_is_refused(written: Article, editor: User) -> None:
    assert "Revision 1 has no medical review yet." in refusal(signed_in(editor), written)


def test_text_sent_back_after_its_approval_is_refused(
    approved: Article, reviewer: User, editor: User
) -> None:
    publishing.send_back(approved, revision=1, by=reviewer, notes="No.")
    assert "asked for changes to revision 1" in refusal(signed_in(editor), approved)


@pytest.mark.parametrize(("verb", "who"), [("publish", "editor"), ("approve", "reviewer")])
def test_text_that_moved_on_is_refused(
    approved: Article, writer: User, verb: str, who: str, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue("editor" if who == "editor" else "reviewer"))
    shown = fields(client.get(verb_page(approved, verb)))
    save(signed_in(writer), approved, title="A later title")
    response = client.post(verb_page(approved, verb), shown)
    assert "has since saved revision 2" in messages(response)
    assert Review.objects.count() == 1
    assert not Edition.objects.exists()


def test_nothing_is_published_without_a_disclaimer(approved: Article, editor: User) -> None:
    Disclaimer.objects.overwrite(in_force_from=timezone.now() + timedelta(days=1))
    assert "No medical disclaimer is in force" in refusal(signed_in(editor), approved)


def test_scheduled_article_is_not_published_beside_it(scheduled: Article, editor: User) -> None:
    assert "cancel or move it" in refusal(signed_in(editor), scheduled)


def test_button_pressed_twice_makes_one_edition(approved: Article, editor: User) -> None:
    client = signed_in(editor)
    sent = fields(client.get(verb_page(approved, "publish")))
    client.post(verb_page(approved, "publish"), sent)
    response = client.post(verb_page(approved, "publish"), sent)
    assert "live already" in messages(response)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("", "This field is required"),
        ("yesterday", "Enter a valid date/time"),
        ("2001-01-01T10:00", "That time has passed"),
        ("2099-10-25T01:30", "The clocks change then"),
        ("2099-03-29T01:30", "The clocks change then"),
        ("2099-10-25T01:30+01:00", "The clocks change then"),
        ("9999-12-31T23:59-23:59", "Enter a valid date/time"),
        ("0001-01-01T00:00+23:59", "Enter a valid date/time"),
        ("\0", "Enter a valid date/time"),
    ],
)
def test_unclear_time_is_refused(approved: Article, editor: User, at: str, told: str) -> None:
    assert told in refusal(signed_in(editor), approved, "schedule", at=at)


def test_nobody_reviews_what_they_wrote(written: Article, superuser: User) -> None:
    client = signed_in(superuser)
    save(client, written, title="Touched")
    assert "somebody else must review it" in messages(client.get(verb_page(written, "review")))
    for verb in ("approve", "send-back"):
        sent = {"revision": 2, "notes": "No.", "competing_interests": "None"}
        told = messages(client.post(verb_page(written, verb), sent))
        assert "somebody else must review it" in told
    assert "You worked on this text" in client.get(page(written)).content.decode()
    assert not Review.objects.exists()


def test_withdrawal_needs_a_reason_and_a_live_article(
    edition: Edition, approved: Article, editor: User
) -> None:
    client = signed_in(editor)
    assert "This field is required" in messages(press(client, edition.article, "withdraw"))
    told = messages(press(client, approved, "withdraw", reason="Why not."))
    assert "not live" in told
    assert not Withdrawal.objects.exists()


def test_published_article_is_not_discarded(edition: Edition, editor: User) -> None:
    told = messages(press(signed_in(editor), edition.article, "discard"))
    assert "can only be withdrawn" in told

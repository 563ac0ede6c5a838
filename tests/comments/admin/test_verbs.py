"""The buttons: each decides, leads on, can be taken back, and never decides over somebody else."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Edition
from comments import answering, moderation, queue
from comments.admin.verbs import VERBS
from comments.models import Comment, Decision
from tests.articles.admin.browser import messages, signed_in
from tests.comments.admin.desk import LIST, approved, page_of, press, reported, verb_of, words
from tests.factories import CommentFactory

PRIVATE = "Ring me on 07700 900123."


@pytest.fixture
def comment(edition: Edition) -> Comment:
    """A reply that waits."""
    reply: Comment = CommentFactory(edition=edition)
    return reply


@pytest.fixture
def desk(moderator: User) -> Client:
    """The moderator's browser."""
    return signed_in(moderator)


def status(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def undo(page: Any) -> tuple[str, dict[str, str]]:
    """Where the page's Undo goes, and what it sends."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form.undo")
    assert form is not None
    sent = {str(field["name"]): str(field["value"]) for field in form.select("input[name]")}
    return str(form["action"]), sent


@pytest.mark.parametrize(
    ("verb", "after"), [("approve", "approved"), ("reject", "removed"), ("mark-spam", "spam")]
)
def test_waiting_reply_is_decided_on_and_the_next_comes_up(
    edition: Edition, comment: Comment, desk: Client, verb: str, after: str
) -> None:
    following = CommentFactory(edition=edition)
    page = press(desk, comment, verb, note="As agreed.")
    assert status(comment) == after
    assert comment.decisions.get().note == "As agreed."
    assert page.redirect_chain[-1][0] == page_of(following)
    told = messages(page)
    assert f"reply {comment.number} to “{edition.title}”." in told
    assert f"Next: reply {following.number}." in told


def test_after_the_last_the_list_says_that_nothing_waits(comment: Comment, desk: Client) -> None:
    page = press(desk, comment, "approve")
    assert page.redirect_chain[-1][0] == LIST
    assert "No other reply waits." in messages(page)
    assert "Nothing waits." in words(page)


@pytest.mark.parametrize("verb", ["approve", "reject", "mark-spam"])
def test_decision_is_undone_with_one_press(comment: Comment, desk: Client, verb: str) -> None:
    address, sent = undo(press(desk, comment, verb))
    page = desk.post(address, sent, follow=True)
    assert status(comment) == "pending"
    assert page.redirect_chain[-1][0] == page_of(comment)
    assert "form.undo" not in page.text
    assert not BeautifulSoup(page.content, "html.parser").select("form.undo")


def test_removal_from_the_page_is_undone_into_the_queue(
    comment: Comment, desk: Client, moderator: User
) -> None:
    approved(comment, moderator)
    address, sent = undo(press(desk, comment, "remove"))
    desk.post(address, sent)
    assert status(comment) == "pending"


def test_undo_does_not_undo_what_somebody_else_decided_since(
    comment: Comment, desk: Client, superuser: User
) -> None:
    address, sent = undo(press(desk, comment, "reject"))
    moderation.restore(comment, by=superuser)
    moderation.approve(comment, by=superuser)
    told = messages(desk.post(address, sent))
    assert f"Meanwhile: “Approved” by {superuser.get_full_name()}." in told
    assert status(comment) == "approved"
    assert not BeautifulSoup(desk.get(LIST).content, "html.parser").select("form.undo")


def test_undo_is_offered_for_an_hour_and_to_whoever_decided(
    comment: Comment, moderator: User, superuser: User
) -> None:
    moderation.approve(comment, by=moderator, now=timezone.now() - queue.UNDO_FOR)
    assert queue.undoable(moderator) is None
    moderation.restore(comment, by=moderator)
    moderation.approve(comment, by=moderator)
    assert queue.undoable(moderator) is not None
    assert queue.undoable(superuser) is None


def test_decision_taken_meanwhile_is_not_overruled_and_the_note_is_kept(
    comment: Comment, moderator: User, superuser: User
) -> None:
    desk = signed_in(moderator)
    seen = {"seen": 0, "note": "Buys and sells."}
    approved(comment, superuser)
    page = desk.post(verb_of(comment, "mark-spam"), seen)
    assert page.status_code == 200
    assert f"“Approved” by {superuser.get_full_name()}" in messages(page)
    assert "Buys and sells." in page.text
    assert status(comment) == "approved"
    again = BeautifulSoup(page.content, "html.parser").select_one(".decision [name=seen]")
    assert again is not None
    desk.post(verb_of(comment, "mark-spam"), {"seen": again["value"]})
    assert status(comment) == "spam"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "1.5", "\0"])
def test_forged_seen_decides_nothing(
    comment: Comment, moderator: User, superuser: User, seen: str
) -> None:
    approved(comment, superuser)
    page = signed_in(moderator).post(verb_of(comment, "remove"), {"seen": seen})
    assert page.status_code == 200
    assert status(comment) == "approved"


def test_verb_that_does_not_fit_is_refused_in_words(comment: Comment, desk: Client) -> None:
    page = desk.post(verb_of(comment, "remove"), {"seen": 0})
    assert "is waiting already" in messages(page)


def test_note_that_is_too_long_is_refused_and_kept(comment: Comment, desk: Client) -> None:
    page = desk.post(verb_of(comment, "approve"), {"seen": 0, "note": "x" * 501})
    assert "at most 500 characters" in messages(page)
    assert "x" * 501 in page.text
    assert status(comment) == "pending"


def test_details_are_hidden_unless_a_moderator_shows_them(edition: Edition, desk: Client) -> None:
    comment = CommentFactory(edition=edition, body=PRIVATE)
    press(desk, comment, "approve")
    comment.refresh_from_db()
    assert not comment.shows_details
    press(desk, comment, "show-details")
    comment.refresh_from_db()
    assert comment.shows_details
    press(desk, comment, "hide-details")
    comment.refresh_from_db()
    assert not comment.shows_details
    assert "07700" not in comment.text


def test_reply_is_approved_with_its_details(edition: Edition, desk: Client) -> None:
    comment = CommentFactory(edition=edition, body=PRIVATE)
    press(desk, comment, "approve-showing")
    comment.refresh_from_db()
    assert (comment.status, comment.shows_details) == ("approved", True)


@pytest.mark.parametrize(("verb", "after"), [("dismiss", "approved"), ("remove", "removed")])
def test_after_a_reported_reply_the_next_reported_comes_up(
    edition: Edition, comment: Comment, desk: Client, moderator: User, verb: str, after: str
) -> None:
    other = approved(CommentFactory(edition=edition), moderator)
    CommentFactory(edition=edition)
    reported(approved(comment, moderator))
    reported(other)
    page = press(desk, comment, verb)
    assert page.redirect_chain[-1][0] == page_of(other)
    assert status(comment) == after
    assert not comment.reports.unseen().exists()
    assert "No other reply is reported." in messages(press(desk, other, "dismiss"))


def test_reply_is_screened_again(comment: Comment, desk: Client) -> None:
    page = press(desk, comment, "screen")
    assert page.redirect_chain[-1][0] == page_of(comment)
    assert comment.decisions.filter(verb="screen").exists()


def test_button_in_the_list_leads_back_to_the_list_as_it_was(
    edition: Edition, comment: Comment, desk: Client
) -> None:
    query = f"?q={edition.article.slug}&urgent=no"
    soup = BeautifulSoup(desk.get(LIST + query).content, "html.parser")
    button = soup.select_one("[data-row] [data-key=a]")
    assert button is not None
    assert str(button["formaction"]).startswith(f"{comment.pk}/approve/?list=")
    page = desk.post(LIST + str(button["formaction"]), {"seen": button["value"]}, follow=True)
    assert status(comment) == "approved"
    assert page.redirect_chain[-1][0] == LIST + query


@pytest.mark.parametrize("query", ["//evil.example", "\r\nSet-Cookie: a=b", "\0", "é" * 999])
def test_list_to_go_back_to_leads_nowhere_else(comment: Comment, desk: Client, query: str) -> None:
    response = desk.post(verb_of(comment, "approve"), {"seen": 0}, query_params={"list": query})
    assert response.status_code == 302
    assert response["Location"].startswith(f"{LIST}?")
    assert "Set-Cookie: a=b" not in str(response.headers)


def test_queue_goes_round(edition: Edition, moderator: User) -> None:
    first, second, third = (CommentFactory(edition=edition) for _ in range(3))
    Comment.objects.filter(pk=third.pk).update(is_urgent=True)
    third.refresh_from_db()
    waiting = Comment.objects.pending()
    order = [third, first, second]
    assert [queue.after(each, waiting) for each in order] == [first, second, third]
    assert [queue.before(each, waiting) for each in order] == [second, third, first]
    assert queue.after(first, waiting.filter(pk=first.pk)) is None


def test_skipped_reply_does_not_come_up_again_at_once(edition: Edition, desk: Client) -> None:
    _, second, third = (CommentFactory(edition=edition) for _ in range(3))
    page = press(desk, second, "approve")
    assert page.redirect_chain[-1][0] == page_of(third)


def test_moderator_answers_and_readers_see_it(
    comment: Comment, desk: Client, moderator: User
) -> None:
    approved(comment, moderator)
    page = press(desk, comment, "answer", body="  Thank you.\r\nAsk your pharmacist. ")
    answer = comment.answers.get()
    assert answer.body == "Thank you.\nAsk your pharmacist."
    assert (answer.status, answer.by) == ("approved", moderator)
    assert "Answered" in messages(page)
    assert page.redirect_chain[-1][0] == page_of(comment)


def test_colleague_who_answered_meanwhile_is_not_answered_over(
    comment: Comment, moderator: User, editor: User, desk: Client
) -> None:
    approved(comment, moderator)
    answering.answer(comment, body="First.", by=editor)
    page = desk.post(verb_of(comment, "answer"), {"seen": 0, "body": "My long answer."})
    assert f"“Answered” by {editor.get_full_name()}" in messages(page)
    assert "My long answer." in page.text
    assert comment.answers.count() == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 5001, "a\0b"])
def test_answer_that_cannot_be_is_refused_in_words(
    comment: Comment, desk: Client, moderator: User, body: str
) -> None:
    approved(comment, moderator)
    page = desk.post(verb_of(comment, "answer"), {"seen": 0, "body": body})
    assert page.status_code == 200
    assert messages(page)
    assert not comment.answers.exists()


def test_answer_to_what_is_hidden_meanwhile_is_kept_in_the_form(
    comment: Comment, desk: Client
) -> None:
    page = desk.post(verb_of(comment, "answer"), {"seen": 0, "body": "My answer."})
    assert "Approve the reply before you answer it." in messages(page)
    assert "My answer." in page.text


def test_answer_under_a_withdrawn_article_is_refused(
    edition: Edition, comment: Comment, desk: Client, moderator: User, editor: User
) -> None:
    approved(comment, moderator)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    page = desk.post(verb_of(comment, "answer"), {"seen": 0, "body": "Thank you."})
    assert "not on the site" in messages(page)


@pytest.mark.parametrize("verb", [view.name for view in VERBS])
def test_verb_is_a_post_from_our_own_form(comment: Comment, moderator: User, verb: str) -> None:
    address = verb_of(comment, verb)
    desk = signed_in(moderator)
    for method in ("get", "head", "put", "delete"):
        assert getattr(desk, method)(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert strict.post(address, {"seen": 0}).status_code == 403
    gone = f"{LIST}999999999/{verb}/"
    assert desk.post(gone, {"seen": 0}).status_code == 404
    assert not Decision.objects.exists()

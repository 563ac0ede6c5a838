"""The page of one reply: all that a decision rests on, for those whose business it is."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Edition
from comments import answering, erasing, moderation
from comments.models import Comment, Decision
from comments.words import personal_details
from tests.articles.admin.browser import signed_in
from tests.comments.admin.desk import approved, page_of, reported, verb_of, words
from tests.factories import CommentFactory

HOSTILE = "<script>alert(1)</script>"
PRIVATE = "Ring me on 07700 900123, or write to bob@example.org."


@pytest.fixture
def comment(edition: Edition) -> Comment:
    """A reply that waits."""
    reply: Comment = CommentFactory(
        edition=edition, name="Ann", email="ann@example.org", body="Hello.\n\nIt helped."
    )
    return reply


def section(response: Any, name: str) -> str:
    """What the part of the page under that heading says."""
    soup = BeautifulSoup(response.content, "html.parser")
    part = soup.select_one(f'[aria-labelledby="{name}"]')
    return " ".join(part.get_text(" ").split()) if part else ""


def shown(who: User, comment: Comment) -> Any:
    response = signed_in(who).get(page_of(comment))
    assert response.status_code == 200
    return response


def test_text_is_shown_as_readers_would_see_it_and_as_it_was_written(
    edition: Edition, moderator: User
) -> None:
    page = shown(moderator, CommentFactory(edition=edition, body=PRIVATE))
    assert "07700" not in section(page, "as-shown")
    assert PRIVATE.split()[0] in section(page, "as-written")
    marks = [mark.text for mark in BeautifulSoup(page.content, "html.parser").select("mark")]
    kinds = [detail.kind for detail in personal_details.find(PRIVATE)]
    assert len(marks) == 2
    assert all(kind in mark for kind, mark in zip(kinds, marks, strict=True))


def test_raw_text_and_whereabouts_are_for_moderators(
    edition: Edition, moderator: User, editor: User
) -> None:
    comment = CommentFactory(
        edition=edition, body=PRIVATE, email="bo@example.org", network="192.0.2.0/24"
    )
    for who, sees in ((moderator, True), (editor, False)):
        text = shown(who, comment).text
        for secret in ("07700", "bo@example.org", "192.0.2.0/24"):
            assert (secret in text) == sees


def test_reasons_reports_and_edition_are_told(
    edition: Edition, comment: Comment, moderator: User
) -> None:
    comment.reasons = [{"code": "links", "message": "It has many links."}]
    comment.is_urgent = True
    comment.save()
    reported(approved(comment, moderator))
    page = shown(moderator, comment)
    assert "It has many links." in section(page, "flagged")
    assert "It may be an emergency." in section(page, "flagged")
    assert "It gives wrong or dangerous advice" in section(page, "reports")
    assert "not seen yet" in section(page, "reports")
    assert f'href="{edition.get_absolute_url()}"' in page.text


def test_thread_is_shown_above_and_below(edition: Edition, moderator: User) -> None:
    chain = [approved(CommentFactory(edition=edition), moderator)]
    for _ in range(5):
        chain.append(approved(CommentFactory(edition=edition, parent=chain[-1]), moderator))
    CommentFactory(edition=edition, body="Elsewhere.")
    thread = section(shown(moderator, chain[4]), "thread")
    assert [thread.find(each.body) >= 0 for each in chain] == [True] * 4 + [False, True]
    order = [thread.index(each.body) for each in chain if each != chain[4]]
    assert order == sorted(order)
    assert "Elsewhere" not in thread


def test_history_says_who_decided_what_and_why(
    comment: Comment, moderator: User, superuser: User
) -> None:
    moderation.reject(comment, by=moderator, note="Off the point.")
    moderation.restore(comment, by=superuser)
    history = section(shown(moderator, comment), "history")
    assert moderator.get_full_name() in history
    assert superuser.get_full_name() in history
    assert "waiting → removed" in history
    assert "Off the point." in history
    assert history.index("Rejected") < history.index("Put back in the queue")


def test_other_replies_of_address_and_network_are_counted(
    edition: Edition, moderator: User
) -> None:
    comment = CommentFactory(edition=edition, email="a@example.org", network="192.0.2.0/24")
    CommentFactory(edition=edition, email="a@example.org")
    for _ in range(2):
        CommentFactory(edition=edition, network="192.0.2.0/24")
    page = shown(moderator, comment)
    assert "1 other reply from it" in section(page, "writer")
    assert "2 other replies from it" in section(page, "writer")
    for link in BeautifulSoup(page.content, "html.parser").select("#content-main a[href]"):
        assert "@" not in str(link["href"]), "Nothing personal stands in an address."


def test_only_what_is_allowed_now_can_be_pressed(comment: Comment, moderator: User) -> None:
    def pressable() -> set[str]:
        soup = BeautifulSoup(shown(moderator, comment).content, "html.parser")
        return {button.text for button in soup.select(".decision button:not([disabled])")}

    assert pressable() == {"Approve", "Reject", "Mark as spam", "Screen again"}
    approved(comment, moderator)
    assert pressable() == {"Remove from the page", "Mark as spam", "Put back in the queue"}
    reported(comment)
    assert "Dismiss the reports" in pressable()
    moderation.remove(comment, by=moderator)
    assert pressable() == {"Put back in the queue"}
    assert "is removed already (“Removed” by" in section(shown(moderator, comment), "decide")


def test_details_are_offered_only_where_there_are_some(edition: Edition, moderator: User) -> None:
    private = CommentFactory(edition=edition, body=PRIVATE)
    assert "Approve and show details" in section(shown(moderator, private), "decide")
    plain = CommentFactory(edition=edition)
    assert "details" not in section(shown(moderator, plain), "decide")


def test_live_page_is_linked_once_it_is_shown(comment: Comment, moderator: User) -> None:
    assert "See it on the page" not in shown(moderator, comment).text
    approved(comment, moderator)
    assert f'href="{comment.get_absolute_url()}"' in shown(moderator, comment).text


def test_next_and_previous_that_wait_are_linked(edition: Edition, moderator: User) -> None:
    first, second, third = (CommentFactory(edition=edition) for _ in range(3))
    soup = BeautifulSoup(shown(moderator, second).content, "html.parser")
    links = {str(link["rel"][0]): link["href"] for link in soup.select(".steps a")}
    assert links == {"prev": page_of(first), "next": page_of(third)}


def test_withdrawn_reply_says_that_its_text_is_gone(comment: Comment, moderator: User) -> None:
    erasing.withdraw(comment)
    page = shown(moderator, comment)
    assert "taken out for good" in words(page)
    assert "Withdrawn by its writer" in section(page, "history")
    assert "a rule" not in section(page, "history")
    buttons = BeautifulSoup(page.content, "html.parser").select(".decision button")
    assert all(button.has_attr("disabled") for button in buttons)


def test_answer_of_the_library_is_marked(comment: Comment, moderator: User, editor: User) -> None:
    approved(comment, moderator)
    answer = answering.answer(comment, body="Thank you.", by=editor)
    assert "Library team" in section(shown(moderator, comment), "thread")
    assert f"written by {editor.get_full_name()}" in section(shown(moderator, answer), "history")


def test_hostile_words_are_shown_as_words(edition: Edition, moderator: User) -> None:
    parent = approved(CommentFactory(edition=edition, name=HOSTILE, body=HOSTILE), moderator)
    comment = CommentFactory(edition=edition, name=HOSTILE, body=HOSTILE, parent=parent)
    comment.reasons = [{"code": "x", "message": HOSTILE}]
    comment.network = HOSTILE
    comment.save()
    moderation.reject(comment, by=moderator, note=HOSTILE)
    parent.reports.create(
        reason="wrong", note=HOSTILE, reporter="a", reported_at=parent.received_at
    )
    for page in (shown(moderator, comment), shown(moderator, parent)):
        assert HOSTILE not in page.text
        assert "&lt;script&gt;" in page.text
    assert HOSTILE not in signed_in(moderator).get(verb_of(comment, "block")).text


@pytest.mark.parametrize("key", ["999999999", "x", "0", "-1", "9" * 40, "1%00"])
def test_reply_that_does_not_exist_is_not_found(moderator: User, key: str) -> None:
    address = f"/admin/comments/comment/{key}/change/"
    assert signed_in(moderator).get(address).status_code == 404


def test_page_is_not_for_others_and_takes_no_post(
    comment: Comment, moderator: User, outsider: User, client: Client
) -> None:
    assert client.get(page_of(comment)).status_code == 302
    assert signed_in(outsider).get(page_of(comment)).status_code == 403
    assert signed_in(moderator).post(page_of(comment)).status_code == 405


def test_looking_changes_nothing(comment: Comment, moderator: User) -> None:
    before = list(Comment.objects.values())
    shown(moderator, comment)
    assert list(Comment.objects.values()) == before
    assert not Decision.objects.exists()


def test_number_of_queries_does_not_grow(
    edition: Edition,
    moderator: User,
    django_assert_max_num_queries: Callable[..., Any],
    django_assert_num_queries: Callable[..., Any],
) -> None:
    comment = CommentFactory(edition=edition, network="192.0.2.0/24")
    client = signed_in(moderator)

    def fill(count: int) -> None:
        for turn in range(count):
            moderation.restore(moderation.mark_spam(comment, by=moderator), by=moderator)
            approved(comment, moderator)
            reported(comment, network=f"{comment.reports.count()}-{turn}")
            moderation.approve(
                CommentFactory(edition=edition, parent=comment, email=comment.email), by=moderator
            )
            moderation.restore(comment, by=moderator)

    fill(1)
    with django_assert_max_num_queries(32) as few:
        client.get(page_of(comment))
    fill(5)
    with django_assert_num_queries(len(few)):
        client.get(page_of(comment))

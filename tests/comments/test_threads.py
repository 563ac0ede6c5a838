"""A page of replies: each where it belongs, none lost, however many there are."""

from itertools import chain as chained
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Edition
from comments import moderation, threads
from comments.models import Comment
from comments.threads import A_PAGE, Shown
from tests.comments.rows import fill
from tests.factories import CommentFactory, published


def reply(edition: Edition, moderator: User, parent: Comment | None = None) -> Comment:
    """An approved reply."""
    comment = CommentFactory(edition=edition, parent=parent)
    return moderation.approve(comment, by=moderator)


@pytest.fixture
def chain(edition: Edition, moderator: User) -> list[Comment]:
    """Five replies, each to the one before."""
    made = [reply(edition, moderator)]
    while len(made) < 5:
        made.append(reply(edition, moderator, made[-1]))
    return made


def outline(shown: list[Shown]) -> list[Any]:
    """The numbers as they are nested: [1, [2, 3]] is 1 with the answers 2 and 3."""
    return [
        part
        for each in shown
        for part in (each.comment.number, *([outline(each.answers)] if each.answers else []))
    ]


def flat(shown: list[Shown]) -> dict[int, Shown]:
    """All of them by number, in the order of the page."""
    found: dict[int, Shown] = {}
    for each in shown:
        found |= {each.comment.number: each} | flat(each.answers)
    return found


def shown(edition: Edition, number: str | None = None) -> list[Shown]:
    return threads.thread(Edition.objects.get(pk=edition.pk), number).replies


def test_answers_stand_below_what_they_answer_in_their_order(
    edition: Edition, moderator: User
) -> None:
    first, second = reply(edition, moderator), reply(edition, moderator)
    reply(edition, moderator, second)
    reply(edition, moderator, first)
    reply(edition, moderator, first)
    assert outline(shown(edition)) == [1, [4, 5], 2, [3]]
    assert all(each.answered is None for each in flat(shown(edition)).values())


def test_deeper_than_three_they_stand_flat_and_say_what_they_answer(
    edition: Edition, chain: list[Comment]
) -> None:
    assert outline(shown(edition)) == [1, [2, [3, 4, 5]]]
    answered = {
        n: each.answered and each.answered.number for n, each in flat(shown(edition)).items()
    }
    assert answered == {1: None, 2: None, 3: None, 4: 3, 5: 4}
    assert flat(shown(edition))[5].answered_url == "#comment-4"


@pytest.mark.parametrize("put_away", [moderation.remove, moderation.mark_spam])
def test_answer_stays_when_its_parent_goes(
    edition: Edition, chain: list[Comment], moderator: User, put_away: Any
) -> None:
    put_away(chain[1], by=moderator)
    assert outline(shown(edition)) == [1, [3, 4, 5]]
    orphan = flat(shown(edition))[3]
    assert orphan.answered is not None
    assert orphan.answered_url == ""


def test_answer_to_a_removed_first_reply_stands_at_the_top(
    edition: Edition, chain: list[Comment], moderator: User
) -> None:
    moderation.remove(chain[0], by=moderator)
    assert outline(shown(edition)) == [2, [3, 4, 5]]
    assert flat(shown(edition))[2].answered is not None


def test_only_approved_replies_to_this_article_are_shown(
    edition: Edition, moderator: User, writer: User, reviewer: User, editor: User
) -> None:
    CommentFactory(edition=edition)
    moderation.reject(CommentFactory(edition=edition), by=moderator)
    moderation.mark_spam(CommentFactory(edition=edition), by=moderator)
    reply(published(writer, reviewer, editor), moderator)
    kept = reply(edition, moderator)
    assert [each.comment for each in shown(edition)] == [kept]
    assert threads.count(edition.article) == 1


def test_pages_together_hold_each_reply_once_and_in_order(edition: Edition) -> None:
    fill(edition, 60, run=4)
    pages = [list(flat(shown(edition, str(number)))) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [A_PAGE, A_PAGE, 10]
    assert [*chained.from_iterable(pages)] == list(range(1, 61))


def test_reply_whose_parent_is_on_another_page_leads_there(edition: Edition) -> None:
    fill(edition, 40, run=4)
    first = shown(edition, "2")[0]
    assert first.comment.number == A_PAGE + 1
    assert first.answered_url == f"{edition.article.get_absolute_url()}comments/{A_PAGE}/"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, 1),
        ("", 1),
        ("1", 1),
        ("2", 2),
        ("3", 2),
        ("999999999999999999999", 2),
        ("0", 2),
        ("-1", 2),
        ("x", 1),
        ("1e3", 1),
        ("２", 2),
        ("9" * 5000, 1),
    ],
)
def test_page_that_does_not_exist_is_one_that_does(
    edition: Edition, asked: str | None, given: int
) -> None:
    fill(edition, 30)
    assert threads.thread(edition, asked).page.number == given


def test_article_without_replies_has_one_empty_page(edition: Edition) -> None:
    thread = threads.thread(edition, "7")
    assert (thread.page.number, thread.replies, thread.count) == (1, [], 0)
    assert thread.is_open


def test_address_is_the_page_on_which_the_reply_stands(edition: Edition) -> None:
    replies = fill(edition, 60, run=1)
    url = edition.article.get_absolute_url()
    assert threads.address(replies[25]) == f"{url}#comment-25"
    assert threads.address(replies[26]) == f"{url}?page=2#comment-26"
    for page in ("1", "2", "3"):
        for number in flat(shown(edition, page)):
            expected = "" if page == "1" else f"?page={page}"
            assert threads.address(replies[number]) == f"{url}{expected}#comment-{number}"


def test_page_asks_as_often_for_2000_replies_as_for_20(
    writer: User, reviewer: User, editor: User, django_assert_num_queries: Any
) -> None:
    for times in (20, 2000):
        edition = published(writer, reviewer, editor)
        fill(edition, times)
        for number in (None, "1", "9999"):
            fresh = Edition.objects.select_related("article").get(pk=edition.pk)
            with django_assert_num_queries(2):
                replies = flat(threads.thread(fresh, number).replies)
                # All that the template shows of them.
                for each in replies.values():
                    assert each.comment.get_absolute_url()
                    assert each.comment.text
                    assert each.answered is None or each.answered.signature
                assert threads.count(fresh.article) == times
            assert replies

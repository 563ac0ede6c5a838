"""How replies are taken in, and when they are not."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from comments import discussions, moderation
from comments.models import Comment, Discussion
from tests.articles.refusals import refused
from tests.comments.replies import SAID, submit, told
from tests.factories import CommentFactory, approved, published

Status = Comment.Status
A_DAY = timedelta(days=1)


def test_the_first_reply_waits_for_a_moderator_as_number_one(edition: Edition) -> None:
    comment = submit(edition, network="192.0.2.0/24", notify=True)
    comment.refresh_from_db()
    assert (comment.number, comment.path, comment.status) == (1, "00000001.", "pending")
    assert (comment.name, comment.email, comment.body) == tuple(SAID.values())
    assert (comment.network, comment.notify, comment.by, comment.badge) == (
        "192.0.2.0/24",
        True,
        None,
        "",
    )
    assert not comment.decisions.exists()


def test_numbers_go_on_by_article(edition: Edition, writer: User, reviewer: User) -> None:
    editor = edition.published_by
    other = published(writer, reviewer, editor)
    numbers = [CommentFactory(edition=each).number for each in (edition, edition, other, edition)]
    assert numbers == [1, 2, 1, 3]


def test_a_reply_remembers_the_edition_that_was_live_as_it_was_written(
    edition: Edition, writer: User, reviewer: User, editor: User
) -> None:
    later = timezone.now() + A_DAY
    first = CommentFactory(edition=edition)
    number = approved(edition.article, writer, reviewer, title="What are examples?")
    second = publishing.publish(edition.article, revision=number, by=editor, at=later)
    before = submit(edition, now=later - timedelta(seconds=1))
    after = submit(edition, now=later, body="The new text is clearer.")
    assert [reply.edition for reply in (first, before, after)] == [edition, edition, second]


def test_an_address_is_kept_in_small_letters_without_spaces(edition: Edition) -> None:
    assert submit(edition, email=" Ann@Example.ORG ").email == "ann@example.org"


def test_the_one_answered_stands_above_its_answer(edition: Edition, moderator: User) -> None:
    parent = moderation.approve(CommentFactory(edition=edition), by=moderator)
    answer = submit(edition, parent=parent.number)
    assert (answer.parent, answer.path, answer.depth) == (parent, "00000001.00000002.", 2)


def test_below_the_third_level_answers_stand_side_by_side_and_keep_their_parent(
    edition: Edition, moderator: User
) -> None:
    chain: list[Comment] = []
    for _ in range(5):
        reply = CommentFactory(edition=edition, parent=chain[-1] if chain else None)
        chain.append(moderation.approve(reply, by=moderator))
    assert [reply.depth for reply in chain] == [1, 2, 3, 3, 3]
    assert [reply.parent for reply in chain] == [None, *chain[:-1]]
    late = moderation.approve(CommentFactory(edition=edition, parent=chain[1]), by=moderator)
    order = [reply.number for reply in Comment.objects.in_thread_order()]
    assert order == [1, 2, 3, 4, 5, late.number]


def test_moderators_are_told_of_what_waits(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(monkeypatch)
    submit(edition)
    submit(edition)
    assert asked == [("submitted", 1)]


@pytest.mark.parametrize("status", [Status.PENDING, Status.SPAM, Status.REMOVED])
def test_a_reply_that_is_not_shown_cannot_be_answered(edition: Edition, status: Status) -> None:
    parent = CommentFactory(edition=edition)
    Comment.objects.filter(pk=parent.pk).update(status=status)
    with refused("parent-gone"):
        submit(edition, parent=parent.number)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**63, 10**40])
def test_an_answer_to_a_reply_that_is_not_there_is_refused(edition: Edition, number: int) -> None:
    with refused("parent-gone"):
        submit(edition, parent=number)
    assert not Comment.objects.exists()


def test_a_reply_under_another_article_cannot_be_answered_here(
    edition: Edition, writer: User, reviewer: User, moderator: User
) -> None:
    other = published(writer, reviewer, edition.published_by)
    moderation.approve(CommentFactory(edition=other), by=moderator)
    with refused("parent-gone"):
        submit(edition, parent=1)


def test_a_refusal_uses_up_no_number(edition: Edition) -> None:
    with refused("parent-gone"):
        submit(edition, parent=7)
    assert submit(edition).number == 1


def test_an_article_that_nobody_can_read_takes_no_reply(
    edition: Edition, article: Article, editor: User
) -> None:
    with refused("no-article"):
        moderation.submit(article, **SAID)
    with refused("no-article"):
        submit(edition, now=edition.published_at - A_DAY)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    with refused("no-article"):
        submit(edition)
    assert not Comment.objects.exists()


def test_a_discussion_closed_by_hand_takes_no_reply(edition: Edition, moderator: User) -> None:
    discussions.set_rule(edition.article, "closed", by=moderator)
    with refused("closed"):
        submit(edition)
    discussions.set_rule(edition.article, "by-age", by=moderator)
    assert submit(edition).number == 1


def test_a_discussion_closes_by_age_and_a_new_edition_opens_it_again(
    edition: Edition, settings: LazySettings, writer: User, reviewer: User, editor: User
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 30
    end = edition.published_at + 30 * A_DAY
    assert submit(edition, now=end - timedelta(seconds=1)).number == 1
    with refused("closed"):
        submit(edition, now=end, body="I come too late.")
    number = approved(edition.article, writer, reviewer, title="What are examples?")
    publishing.publish(edition.article, revision=number, by=editor, at=end + A_DAY)
    assert submit(edition, now=end + 2 * A_DAY, body="Open again?").number == 2


def test_a_discussion_opened_by_hand_is_open_whatever_its_age(
    edition: Edition, settings: LazySettings, moderator: User
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 30
    discussions.set_rule(edition.article, "open", by=moderator)
    assert submit(edition, now=edition.published_at + 400 * A_DAY).number == 1


def test_without_a_limit_a_discussion_never_closes(
    edition: Edition, settings: LazySettings
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 0
    assert discussions.closes_at(edition) is None
    assert submit(edition, now=edition.published_at + 4000 * A_DAY).number == 1


def test_only_moderators_open_and_close(edition: Edition, editor: User, moderator: User) -> None:
    with refused("not-allowed"):
        discussions.set_rule(edition.article, "closed", by=editor)
    assert not Discussion.objects.exists()
    discussion = discussions.set_rule(edition.article, "closed", by=moderator)
    assert (discussion.changed_by, discussion.rule) == (moderator, "closed")
    assert discussions.of(edition.article) == discussion


def test_approving_tells_of_it_and_keeps_personal_details_hidden(
    edition: Edition, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(monkeypatch)
    hidden = moderation.approve(CommentFactory(edition=edition), by=moderator)
    shown = moderation.approve(
        CommentFactory(edition=edition), by=moderator, shows_details=True, note="A clinic's."
    )
    assert [hidden.shows_details, shown.shows_details] == [False, True]
    assert shown.decisions.get().note == "A clinic's."
    assert asked == [("submitted", 1), ("approved", 1), ("submitted", 2), ("approved", 2)]


def test_details_are_shown_and_hidden_again_by_a_moderator(
    edition: Edition, moderator: User
) -> None:
    comment: Comment = CommentFactory(edition=edition)
    for shown in (True, False):
        comment = moderation.show_details(comment, shown=shown, by=moderator)
        assert comment.shows_details is shown
    assert [d.verb for d in comment.decisions.all()] == ["show-details", "mask-details"]
    assert comment.status == "pending"


def test_taking_in_a_reply_costs_no_more_among_many(edition: Edition) -> None:
    CommentFactory(edition=edition)
    with CaptureQueriesContext(connection) as few:
        submit(edition, body="One.")
    for _ in range(20):
        CommentFactory(edition=edition)
    with CaptureQueriesContext(connection) as many:
        submit(edition, body="Another.")
    assert len(many) == len(few)

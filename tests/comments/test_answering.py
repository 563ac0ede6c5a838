"""The library's answers: who gives them, as what they are marked, and that they stand at once."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing
from articles.content import Signature
from articles.models import Author, Edition
from comments import answering, discussions, moderation, notices
from comments.fingerprints import BUCKET
from comments.models import Comment
from tests.articles.refusals import refused
from tests.factories import AuthorFactory, CommentFactory, UserFactory, published


@pytest.fixture
def reply(edition: Edition, moderator: User) -> Comment:
    """A reply that readers see."""
    return moderation.approve(CommentFactory(edition=edition), by=moderator)


def test_an_answer_stands_below_the_reply_at_once(
    reply: Comment, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, str]] = []
    monkeypatch.setattr(notices, "approved", lambda own: told.append((own.number, own.status)))
    own = answering.answer(reply, body="Thank you.", by=editor)
    assert (own.parent, own.number, own.path) == (reply, 2, "00000001.00000002.")
    assert (own.status, own.by, own.email, own.notify) == ("approved", editor, "", False)
    decision = own.decisions.get()
    assert (decision.verb, decision.before, decision.after) == ("answer", "pending", "approved")
    assert decision.by == editor
    assert told == [(2, "approved")]


def test_an_answer_shows_what_the_library_itself_writes(reply: Comment, editor: User) -> None:
    own = answering.answer(reply, body="Write to help@example.org.", by=editor)
    assert own.text == "Write to help@example.org."


def test_an_author_of_the_live_edition_answers_as_the_author(
    writer: User, reviewer: User, editor: User, moderator: User
) -> None:
    author = AuthorFactory(name="Ann Author", user=writer)
    signed = [Signature(author.pk, author.name, author.credentials)]
    edition = published(writer, reviewer, editor, byline=signed)
    reply = moderation.approve(CommentFactory(edition=edition), by=moderator)
    own = answering.answer(reply, body="I meant that.", by=writer)
    assert (own.badge, own.name) == (Comment.Badge.AUTHOR, "Ann Author")


def test_an_author_of_other_articles_answers_for_the_library(reply: Comment, writer: User) -> None:
    AuthorFactory(name="Ann Author", user=writer)
    own = answering.answer(reply, body="I know that.", by=writer)
    assert (own.badge, own.name) == (Comment.Badge.LIBRARY, "Ann Author")


def test_a_clinician_answers_for_the_medical_team(reply: Comment, reviewer: User) -> None:
    own = answering.answer(reply, body="See a doctor.", by=reviewer)
    assert (own.badge, own.name) == (Comment.Badge.MEDICAL_TEAM, "Dr Ada Example")


def test_everybody_else_answers_for_the_library_under_their_own_name(
    reply: Comment, moderator: User
) -> None:
    assert not Author.objects.filter(user=moderator).exists()
    nameless = UserFactory(username="desk", first_name="", last_name="", groups=["Editor"])
    answers = [answering.answer(reply, body="Hello.", by=by) for by in (moderator, nameless)]
    assert [own.badge for own in answers] == [Comment.Badge.LIBRARY] * 2
    assert [own.name for own in answers] == [moderator.get_full_name(), "desk"]


def test_only_those_who_may_answer(reply: Comment, outsider: User) -> None:
    for person in (outsider, UserFactory(groups=["Newsletter editor"])):
        with refused("not-allowed"):
            answering.answer(reply, body="Hello.", by=person)
    assert Comment.objects.get() == reply
    for group in ("Writer", "Medical reviewer", "Editor", "Moderator"):
        assert answering.answer(reply, body="Hello.", by=UserFactory(groups=[group]))


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_readers_do_not_see_is_not_answered(reply: Comment, editor: User, status: str) -> None:
    Comment.objects.filter(pk=reply.pk).update(status=status)
    with refused("not-shown"):
        answering.answer(reply, body="Hello.", by=editor)
    assert discussions.of(reply.article).last_number == 1


def test_under_a_withdrawn_article_nobody_answers(reply: Comment, editor: User) -> None:
    publishing.withdraw(reply.article, reason="A recall.", by=editor)
    with refused("no-article"):
        answering.answer(reply, body="Hello.", by=editor)


def test_a_closed_discussion_takes_the_librarys_answer(
    reply: Comment, editor: User, moderator: User, settings: LazySettings
) -> None:
    discussions.set_rule(reply.article, "closed", by=moderator)
    assert answering.answer(reply, body="The last word.", by=editor).status == "approved"


def test_the_same_answer_sent_twice_is_one(reply: Comment, editor: User, moderator: User) -> None:
    now = timezone.now()
    first = answering.answer(reply, body="Thank you.", by=editor, now=now)
    assert answering.answer(reply, body="Thank you.", by=editor, now=now) == first
    assert first.decisions.count() == 1
    later = answering.answer(reply, body="Thank you.", by=editor, now=now + 3 * BUCKET)
    another = answering.answer(reply, body="Thank you.", by=moderator, now=now)
    assert len({first, later, another}) == 3

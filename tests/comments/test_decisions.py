"""From where each verb leads whereto: the table below, held by every verb.

A status: the reply has it then; `-`: refused as it is now, and nothing is changed.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.findings import Refused
from articles.models import Edition
from comments import erasing, moderation, reporting
from comments.decisions import TRANSITIONS, decide
from comments.models import Comment, Decision, Report
from tests.articles.refusals import refused
from tests.factories import CommentFactory, UserFactory

TABLE = """
             pending   approved  spam      removed
screen       pending   -         pending   -
bring        approved  -         -         -
approve      approved  -         approved  -
answer       approved  -         -         -
reject       removed   -         -         -
mark-spam    spam      spam      -         -
remove       -         removed   -         -
restore      -         pending   pending   pending
hide         -         pending   -         -
dismiss      -         approved  -         -
show-details pending   approved  spam      removed
mask-details pending   approved  spam      removed
withdraw     removed   removed   removed   removed
erase        pending   approved  spam      removed
"""
HEAD, *LINES = (line.split() for line in TABLE.strip().splitlines())
CELLS = [
    (line[0], status, after) for line in LINES for status, after in zip(HEAD, line[1:], strict=True)
]
# What a person does; the others are done by the rules below.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "screen": moderation.screen,
    "approve": moderation.approve,
    "reject": moderation.reject,
    "mark-spam": moderation.mark_spam,
    "remove": moderation.remove,
    "restore": moderation.restore,
    "dismiss": reporting.dismiss,
    "show-details": lambda comment, by: moderation.show_details(comment, shown=True, by=by),
    "mask-details": lambda comment, by: moderation.show_details(comment, shown=False, by=by),
}
each_function = pytest.mark.parametrize("verb", FUNCTIONS)


def standing(edition: Edition, status: str) -> Comment:
    """A reply that has this status."""
    comment: Comment = CommentFactory(edition=edition)
    Comment.objects.filter(pk=comment.pk).update(status=status)
    comment.refresh_from_db()
    return comment


def carry_out(verb: str, comment: Comment, by: User) -> None:
    """As a person does it, or by the table alone if only a rule or its writer does."""
    if verb in FUNCTIONS:
        FUNCTIONS[verb](comment, by=by)
    elif verb == "withdraw":
        erasing.withdraw(comment)
    elif verb == "erase":
        erasing.erase(comment.email)
    else:
        decide(comment, Decision.Verb(verb))


def rows() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Comment, Decision, Report)]


def test_the_table_speaks_of_every_verb_and_every_status() -> None:
    assert {line[0] for line in LINES} == set(Decision.Verb.values)
    assert Comment.Status.values == HEAD
    assert set(TRANSITIONS) == set(Decision.Verb)


@pytest.mark.parametrize(("verb", "status", "after"), CELLS)
def test_a_verb_leads_where_the_table_says_and_is_recorded_once(
    edition: Edition, moderator: User, verb: str, status: str, after: str
) -> None:
    comment, before = standing(edition, status), rows()
    if after == "-":
        with refused("not-now"):
            carry_out(verb, comment, moderator)
        assert rows() == before
        return
    carry_out(verb, comment, moderator)
    comment.refresh_from_db()
    assert comment.status == after
    decision = comment.decisions.get()
    assert (decision.verb, decision.before, decision.after) == (verb, status, after)
    assert decision.by == (moderator if verb in FUNCTIONS else None)
    assert decision.article == edition.article


@pytest.mark.parametrize("verb", [verb for verb in Decision.Verb if verb != "erase"])
@pytest.mark.parametrize("status", ["spam", "removed"])
def test_a_text_that_was_taken_out_is_never_brought_back(
    edition: Edition, moderator: User, verb: str, status: str
) -> None:
    comment = standing(edition, status)
    Comment.objects.filter(pk=comment.pk).update(body="")
    before = rows()
    with pytest.raises(Refused) as caught:
        carry_out(verb, comment, moderator)
    assert caught.value.codes[-1] == "emptied"
    assert rows() == before


@each_function
def test_only_moderators_decide(
    edition: Edition, writer: User, reviewer: User, editor: User, outsider: User, verb: str
) -> None:
    status = next(status for name, status, after in CELLS if name == verb and after != "-")
    comment, before = standing(edition, status), rows()
    newsletter_editor = UserFactory(groups=["Newsletter editor"])
    for person in (writer, reviewer, editor, outsider, newsletter_editor):
        with refused("not-allowed"):
            FUNCTIONS[verb](comment, by=person)
    assert rows() == before
    FUNCTIONS[verb](comment, by=UserFactory(is_superuser=True))
    assert comment.decisions.count() == 1


def test_the_second_of_two_moderators_is_told_who_was_first(edition: Edition) -> None:
    first = UserFactory(groups=["Moderator"], first_name="Mo", last_name="First")
    second = UserFactory(groups=["Moderator"])
    shown = standing(edition, "pending")
    moderation.approve(shown, by=first)
    with pytest.raises(Refused) as caught:
        moderation.reject(shown, by=second)
    assert str(caught.value) == "Reply 1 is approved already (“Approved” by Mo First)."
    assert shown.decisions.get().by == first


def test_a_moderator_is_told_what_a_rule_or_the_writer_did(
    edition: Edition, moderator: User
) -> None:
    shown = standing(edition, "approved")
    decide(shown, Decision.Verb.HIDE)
    with pytest.raises(Refused, match=r"is waiting already \(“Hidden after reports” by a rule\)\."):
        moderation.remove(shown, by=moderator)
    erasing.withdraw(shown)
    with pytest.raises(Refused, match=r"removed already \(“Withdrawn by its writer”\)\. The text"):
        moderation.approve(shown, by=moderator)


def test_a_reply_of_which_nothing_was_decided_names_nobody(
    edition: Edition, moderator: User
) -> None:
    with pytest.raises(Refused, match=r"^Reply 1 is waiting already\.$"):
        moderation.restore(standing(edition, "pending"), by=moderator)


def test_a_decision_knows_its_reply_as_it_is_and_not_as_it_was_shown(
    edition: Edition, moderator: User
) -> None:
    shown = standing(edition, "pending")
    moderation.approve(shown, by=moderator, shows_details=True)
    assert shown.status == "pending", "what the other still has before them"
    held = moderation.remove(shown, by=moderator)
    assert (held.status, held.shows_details) == ("removed", True)

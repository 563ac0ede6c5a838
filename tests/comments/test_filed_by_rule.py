"""What the rules do with a reply before anybody has read it, and when they are asked anew."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User

from articles.models import Edition
from comments import moderation
from comments.models import BlockedWord, Comment
from comments.words import screening
from comments.words.screening import Reason, Verdict
from tests.articles.refusals import refused
from tests.comments.replies import judged, submit, told


def test_whoever_fills_in_the_hidden_field_is_filed_as_spam(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(monkeypatch)
    comment = submit(edition, honeypot="https://example.com")
    assert comment.status == "spam"
    assert "honeypot" in [reason["code"] for reason in comment.reasons]
    decision = comment.decisions.get()
    assert (decision.verb, decision.before, decision.after) == ("screen", "pending", "spam")
    assert decision.by is None
    assert asked == []


def test_the_rules_hear_how_often_the_words_were_sent_before(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    screen = screening.screen

    def listen(reply: screening.Reply, *rest: Any) -> Verdict:
        heard.append(reply.same_text_before)
        return screen(reply, *rest)

    monkeypatch.setattr(screening, "screen", listen)
    for number, body in enumerate(["The same", "the  SAME", "Another"]):
        submit(edition, email=f"reader{number}@example.org", body=body)
    assert heard == [0, 1, 0]


@pytest.fixture
def known(edition: Edition, moderator: User, settings: LazySettings) -> Comment:
    """A reply from Ann's address that a moderator has approved, where that counts."""
    settings.COMMENTS_TRUST_KNOWN = True
    return moderation.approve(submit(edition, body="My first one."), by=moderator)


def test_a_known_address_comes_through_where_that_is_set(
    edition: Edition, known: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(monkeypatch)
    comment = submit(edition, email="ANN@example.org")
    assert (comment.status, comment.decisions.get().by) == ("approved", None)
    assert asked == [("approved", comment.number)]


def test_a_known_address_waits_like_all_where_it_is_not_set(
    edition: Edition, known: Comment, settings: LazySettings
) -> None:
    settings.COMMENTS_TRUST_KNOWN = False
    assert submit(edition).status == "pending"


def test_an_address_of_which_nothing_is_shown_waits(
    edition: Edition, known: Comment, moderator: User
) -> None:
    assert submit(edition, email="bob@example.org").status == "pending"
    moderation.remove(known, by=moderator)
    assert submit(edition).status == "pending"


def test_nobody_comes_through_by_an_answer_of_the_library(
    edition: Edition, known: Comment, moderator: User
) -> None:
    Comment.objects.filter(pk=known.pk).update(by=moderator, badge=Comment.Badge.LIBRARY)
    assert submit(edition).status == "pending"


def test_a_known_address_waits_if_the_rules_have_anything_to_say(
    edition: Edition, known: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(monkeypatch, Reason("links", "It has three links."))
    assert submit(edition).status == "pending"


def test_what_may_be_an_emergency_never_comes_through_unread(
    edition: Edition, known: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(monkeypatch, Reason("urgent", "It may tell of an emergency."))
    comment = submit(edition)
    assert (comment.status, comment.is_urgent) == ("pending", True)
    assert Comment.objects.pending().by_urgency().first() == comment


def test_a_reply_is_judged_anew_after_the_lists_have_changed(
    edition: Edition, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = submit(edition)
    judged(monkeypatch, Reason("words", "It says “pills”.", is_spam=True))
    comment = moderation.screen(comment, by=moderator)
    assert (comment.status, comment.reasons[0]["code"]) == ("spam", "words")
    judged(monkeypatch)
    comment = moderation.screen(comment, by=moderator)
    assert (comment.status, comment.reasons) == ("pending", [])
    steps = [(d.verb, d.before, d.after, d.by) for d in comment.decisions.all()]
    assert steps == [
        ("screen", "pending", "spam", moderator),
        ("screen", "spam", "pending", moderator),
    ]


def test_the_rules_hear_of_a_blocked_word_once_it_is_on_the_list(
    edition: Edition, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, ...]] = []

    def listen(reply: screening.Reply, rules: screening.Rules, *rest: Any) -> Verdict:
        heard.append(rules.blocked_words)
        return Verdict("pending", ())

    monkeypatch.setattr(screening, "screen", listen)
    comment = submit(edition)
    BlockedWord.objects.create(word="wonder pills")
    moderation.screen(comment, by=moderator)
    assert ["wonder pills" in words for words in heard] == [False, True]


def test_what_fell_into_the_honeypot_stays_spam(edition: Edition, moderator: User) -> None:
    comment = submit(edition, honeypot="x")
    assert moderation.screen(comment, by=moderator).status == "spam"


def test_screening_anew_overrules_no_moderator(
    edition: Edition, known: Comment, moderator: User
) -> None:
    comment = moderation.mark_spam(submit(edition), by=moderator)
    assert moderation.screen(comment, by=moderator).status == "pending"


def test_screening_anew_keeps_an_emergency_on_top(
    edition: Edition, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = submit(edition)
    Comment.objects.filter(pk=comment.pk).update(is_urgent=True)
    assert moderation.screen(comment, by=moderator).is_urgent


def test_a_reply_on_the_page_is_not_screened_anew(edition: Edition, moderator: User) -> None:
    comment = moderation.approve(submit(edition), by=moderator)
    with refused("not-now"):
        moderation.screen(comment, by=moderator)
    comment.refresh_from_db()
    assert comment.status == "approved"

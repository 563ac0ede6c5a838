"""Those who were mailed an article while it was wrong are told so, once, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import publishing
from articles.findings import Refused
from articles.models import Article, Edition
from newsletter import corrections, erasing, issues, mailed, rendering, sending, subscriptions
from newsletter.models import Correction, Delivery, Issue, Subscriber
from newsletter.wishes import Wish
from tests.articles.refusals import refused
from tests.factories import TopicFactory, UserFactory, published
from tests.newsletter import rows
from tests.newsletter.correcting import (
    FAULT,
    NOTE,
    corrected,
    drafted,
    retracted,
    send,
    sent,
    told,
)
from tests.newsletter.issuing import A_DAY, approved, colleague, edited

Put = Callable[..., Edition]


@pytest.fixture
def put_right(writer: User, reviewer: User, editor: User) -> Put:
    """Correct an article: `put_right(edition)`."""
    return lambda edition, **values: corrected(edition, writer, reviewer, editor, **values)


def recipients() -> list[str]:
    """Who got what lies in the outbox, which is emptied."""
    found = sorted(message.to[0] for message in mail.outbox)
    mail.outbox.clear()
    return found


def causes() -> list[Any]:
    """What waits to be decided."""
    return [each.correction.cause for each in corrections.waiting()]


def last_words() -> str:
    """The text of the last mail."""
    return " ".join(str(mail.outbox[-1].body).split())


def named(cause: Any) -> list[str]:
    """Whom a correction of it would go to."""
    return sorted(person.email for person in mailed.people(corrections.of(cause)))


def test_those_who_were_mailed_it_are_told_and_nobody_else(
    edition: Edition, put_right: Put, editor: User
) -> None:
    first, second = rows.subscribers(2)
    sent(edition, by=editor)
    rows.subscribers(1)  # came later
    assert recipients() == [first.email, second.email]
    issue = told(put_right(edition))
    assert recipients() == [first.email, second.email]
    assert (str(issue), issue.finished_at is not None) == ("Correction 1", True)


@pytest.mark.parametrize("kind", ["edition", "withdrawal"])
def test_letter_says_what_was_wrong_and_carries_what_every_letter_does(
    edition: Edition, put_right: Put, editor: User, kind: str
) -> None:
    rows.subscribers(1)
    old = sent(edition, by=editor)
    mail.outbox.clear()
    cause = put_right(edition) if kind == "edition" else retracted(edition, editor)
    issue = told(cause)
    (letter,) = mail.outbox
    assert isinstance(letter, mail.EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert issue.disclaimer is not None
    for part in (str(letter.body), html):
        words = " ".join(part.split())
        for said in (
            FAULT,
            "on what you read in this article",
            edition.article.get_absolute_url(),
            f"{timezone.localdate():%-d %B %Y}",
            str(old),
            old.get_absolute_url(),
            "You get this because",
            "Alum House",
            "/newsletter/unsubscribe/",
        ):
            assert said in words, said
        assert (NOTE in words) == (kind == "edition")
        assert ("Retracted on" in words) == (kind == "withdrawal")
    assert issue.disclaimer.full in " ".join(str(letter.body).split())
    assert letter.extra_headers["List-Unsubscribe-Post"]


def test_whoever_left_or_was_erased_is_not_told(
    edition: Edition, put_right: Put, editor: User
) -> None:
    stays, left, gone, leaves = rows.subscribers(4)
    sent(edition, by=editor)
    mail.outbox.clear()
    cause = put_right(edition)
    subscriptions.leave(left, page="/")
    erasing.erase(gone.email)
    assert named(cause) == sorted([stays.email, leaves.email])
    issue = issues.schedule(approved(drafted(cause)), by=colleague())
    sending.freeze(issue)
    subscriptions.leave(leaves, page="/")
    send(issue)
    assert recipients() == [stays.email]
    assert issue.finished_at


def test_whoever_changed_to_the_other_list_is_told_all_the_same(
    edition: Edition, put_right: Put, editor: User
) -> None:
    (person,) = rows.subscribers(1)
    sent(edition, by=editor)
    subscriptions.change(person, Wish("weekly"), page="/")
    mail.outbox.clear()
    told(put_right(edition))
    assert recipients() == [person.email]


@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        ({"state": "delivered"}, True),
        ({"state": "uncertain"}, True),
        ({"state": "claimed"}, True),
        ({"state": "claimed", "handed_at": None}, False),
        ({"state": "failed"}, False),
        ({"state": "queued"}, False),
        ({"state": "skipped", "handed_at": None}, False),
        ({"state": "failed", "resent_at": timezone.now()}, True),
    ],
)
def test_whoever_may_have_it_is_told(
    edition: Edition, put_right: Put, editor: User, values: dict[str, Any], is_told: bool
) -> None:
    (person,) = rows.subscribers(1)
    sent(edition, by=editor)
    Delivery.objects.update(**values)
    assert named(put_right(edition)) == [person.email] * is_told


def test_copy_that_went_out_after_the_correction_did_not_show_it(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    issue = sent(edition, by=editor)
    cause = put_right(edition)
    issue.deliveries.update(handed_at=timezone.now() + timedelta(minutes=4))
    assert named(cause)  # it may have lain ready
    issue.deliveries.update(handed_at=timezone.now() + timedelta(minutes=6))
    assert not named(cause)
    assert corrections.waiting() == []


def test_only_editions_that_were_wrong_count(
    edition: Edition, put_right: Put, writer: User, reviewer: User, editor: User
) -> None:
    """The first was replaced the day before; the second was live when the day began."""
    today = timezone.localdate()
    days = {number: timezone.now() - number * A_DAY for number in (9, 5)}
    Edition.objects.filter(pk=edition.pk).overwrite(published_at=days[9])
    second = put_right(edition, since=today - 9 * A_DAY)
    Edition.objects.filter(pk=second.pk).overwrite(published_at=days[5])
    first_reader, second_reader = rows.subscribers(1), rows.subscribers(1)
    for told_of, (person,) in ((edition, first_reader), (second, second_reader)):
        issue = rows.issue(told_of, by=editor, started_at=days[9])
        Delivery.objects.create(
            issue=issue, subscriber=person, state="delivered", due_at=days[9], handed_at=days[9]
        )
    assert named(put_right(second, since=today - 4 * A_DAY)) == [second_reader[0].email]
    both = [first_reader[0].email, second_reader[0].email]
    assert named(put_right(second, since=today - 5 * A_DAY)) == both
    third = retracted(edition, editor, today - 9 * A_DAY)
    assert named(third) == both


def test_who_had_chosen_other_topics_is_not_told(
    edition: Edition, put_right: Put, writer: User, reviewer: User, editor: User
) -> None:
    other = published(writer, reviewer, editor)
    (every,) = rows.subscribers(1)
    (same,) = rows.subscribers(1, topic=edition.article.topic)
    (elsewhere,) = rows.subscribers(1, topic=other.article.topic)
    sent(edition, other, by=editor)
    cause = put_right(edition)
    assert named(cause) == [every.email, same.email]
    for person in (same, elsewhere):
        subscriptions.change(person, Wish("daily", frozenset([TopicFactory()])), page="/")
    # Nobody knows what those two had chosen when they were mailed: they are told.
    assert named(cause) == [every.email, same.email, elsewhere.email]


def test_each_is_told_once_even_of_two_issues(
    edition: Edition, put_right: Put, editor: User
) -> None:
    (person,) = rows.subscribers(1)
    sent(edition, by=editor)
    person.frequency = "weekly"
    person.save()
    sent(edition, by=editor, frequency="weekly")
    cause = put_right(edition)
    (waits,) = corrections.waiting()
    assert waits.mailed == 1
    mail.outbox.clear()
    issue = told(cause)
    assert recipients() == [person.email]
    send(issue)
    assert recipients() == []
    with refused("told"):
        drafted(cause)
    assert corrections.waiting() == []


def test_it_waits_until_somebody_decides(edition: Edition, put_right: Put, editor: User) -> None:
    by = colleague()
    rows.subscribers(3)
    sent(edition, by=editor)
    assert corrections.waiting() == []
    cause = put_right(edition)
    (waits,) = corrections.waiting()
    assert (waits.correction.cause, waits.mailed) == (cause, 3)
    correction = corrections.of(cause)
    with refused("no-reason"):
        corrections.tell_nobody(correction, reason=" ", by=by)
    with refused("no-reason"):
        corrections.tell_nobody(correction, reason="x" * 2001, by=by)
    with refused("not-untold"):
        corrections.reconsider(correction, by=by)
    assert not Correction.objects.exists()
    corrections.tell_nobody(correction, reason="A slip of spelling.", by=by)
    assert corrections.waiting() == []
    with refused("untold"):
        drafted(cause)
    corrections.reconsider(corrections.of(cause), by=by)
    assert causes() == [cause]
    issue = drafted(cause, by)
    assert corrections.waiting() == []
    with refused("told"):
        corrections.tell_nobody(corrections.of(cause), reason="Too late.", by=by)
    issues.cancel(issue, by=by)
    assert causes() == [cause]
    assert str(drafted(cause)) == "Correction 2"


def test_correction_cancelled_on_its_way_has_been_told(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(2)
    sent(edition, by=editor)
    cause = put_right(edition)
    issue = issues.schedule(approved(drafted(cause)), by=colleague())
    sending.freeze(issue)
    issues.cancel(issue, by=colleague())
    assert corrections.waiting() == []
    with refused("told"):
        drafted(cause)


def test_database_holds_one_issue_a_correction(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    issue = drafted(put_right(edition))
    values = {"subject": "x", "drafted_at": timezone.now(), "number": 2}
    for wrong in (
        {"frequency": "correction", "correction": issue.correction},
        {"frequency": "correction", "correction": None},
        {"frequency": "daily", "correction": issue.correction},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Issue.objects.create(**values, **wrong)


def test_second_person_approves_and_edit_takes_it_back(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    one, other = colleague(), colleague()
    issue = edited(drafted(put_right(edition), one), one)
    with refused("own-work"):
        issues.approve(issue, seen=issue.edited_at, by=one)
    issue = issues.approve(issue, seen=issue.edited_at, by=other)
    assert issues.schedule(issue, by=one).send_at
    assert edited(issue, other).send_at is None


def test_correction_of_an_article_withdrawn_since_is_refused_and_paused(
    edition: Edition, put_right: Put, editor: User
) -> None:
    by = colleague()
    rows.subscribers(2)
    sent(edition, by=editor)
    mail.outbox.clear()
    cause = put_right(edition)
    issue = issues.schedule(approved(drafted(cause)), by=by)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    for verb in (
        lambda: issues.approve(issue, seen=issue.edited_at, by=by),
        lambda: issues.schedule(issue, by=by),
    ):
        with refused("not-live"):
            verb()
    send(issue)
    assert issue.paused_at
    assert recipients() == []
    assert set(issue.deliveries.values_list("state", flat=True)) == {"queued"}
    with refused("not-live"):
        issues.resume(issue, by=by)


def test_article_corrected_again_or_published_anew_is_still_told(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    cause = put_right(edition)
    put_right(cause)
    assert len(corrections.waiting()) == 2
    issue = told(cause)
    assert "It has changed again since." in last_words()
    assert "has changed again since" in rendering.copy(issue, []).html
    gone = retracted(edition, editor)
    put_right(cause, fault="x")
    told(gone)
    assert "A new edition has appeared since" in last_words()


def test_scheduled_correction_waits_for_its_time(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    put_right(edition, at=timezone.now() + A_DAY)
    assert corrections.waiting() == []


def test_plain_withdrawal_and_update_are_no_corrections(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    put_right(edition, change_type="update", fault="", wrong_since=None)
    publishing.withdraw(edition.article, reason="A recall.", by=editor)
    assert corrections.waiting() == []


def test_correction_that_nobody_was_mailed_is_not_drafted(edition: Edition, put_right: Put) -> None:
    cause = put_right(edition)
    assert corrections.waiting() == []
    with refused("nobody-mailed"):
        drafted(cause)


@pytest.mark.parametrize("group", ["Writer", "Editor", "Moderator", None])
def test_others_decide_nothing(
    edition: Edition, put_right: Put, editor: User, group: str | None
) -> None:
    person = UserFactory(groups=[group] if group else None)
    correction = corrections.of(put_right(edition))
    for verb in (
        lambda: corrections.draft(correction, by=person),
        lambda: corrections.tell_nobody(correction, reason="x", by=person),
        lambda: corrections.reconsider(correction, by=person),
    ):
        with refused("not-allowed"):
            verb()
    assert not Correction.objects.exists()


def test_waiting_asks_no_more_for_more(
    edition: Edition, put_right: Put, editor: User, django_assert_num_queries: Any
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    for _ in range(3):
        edition = put_right(edition)
        with django_assert_num_queries(2):
            corrections.waiting()


def test_sample_says_so_and_a_title_of_any_length_fits(
    edition: Edition, put_right: Put, editor: User
) -> None:
    rows.subscribers(1)
    sent(edition, by=editor)
    Article.objects.update(sample=True)
    cause = put_right(edition)
    Edition.objects.filter(pk=cause.pk).overwrite(title="word " * 40)
    issue = told(cause)
    assert len(issue.subject) <= issues.LONGEST_SUBJECT
    assert "sample article" in last_words()


def test_refusal_is_told_in_words(edition: Edition, put_right: Put) -> None:
    with pytest.raises(Refused, match="Nobody who is subscribed was mailed"):
        drafted(put_right(edition))
    assert Subscriber.objects.count() == 0

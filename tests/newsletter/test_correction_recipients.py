"""Who was mailed an article while it was wrong, and so is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from articles.models import Edition
from newsletter import corrections, erasing, issues, mailed, sending, subscriptions
from newsletter.models import Delivery
from newsletter.wishes import Wish
from tests.factories import TopicFactory, published
from tests.newsletter import rows
from tests.newsletter.correcting import Put, drafted, recipients, retracted, send, sent, told
from tests.newsletter.issuing import A_DAY, approved, colleague


def named(cause: Any) -> list[str]:
    """Whom a correction of it would go to."""
    return sorted(person.email for person in mailed.people(corrections.of(cause)))


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

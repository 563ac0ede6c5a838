"""The same form, sent twice, is one reply."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Edition
from comments import discussions, moderation
from comments.fingerprints import BUCKET
from comments.models import Comment
from tests.comments.replies import submit
from tests.factories import CommentFactory, published

SECOND = timedelta(seconds=1)


def edge() -> datetime:
    """The end of a stretch of time, soon."""
    seconds = BUCKET.total_seconds()
    return datetime.fromtimestamp((timezone.now().timestamp() // seconds + 2) * seconds, UTC)


@pytest.mark.parametrize(
    "moments",
    [(0 * SECOND, SECOND), (-SECOND, SECOND), (SECOND, -SECOND), (0 * SECOND, BUCKET - SECOND)],
    ids=["in one stretch", "over its end", "over its end, the later first", "minutes later"],
)
def test_the_same_form_sent_twice_is_one_reply(
    edition: Edition, moments: tuple[timedelta, timedelta]
) -> None:
    first, again = (submit(edition, now=edge() + moment) for moment in moments)
    assert first == again == Comment.objects.get()
    assert discussions.of(edition.article).last_number == 1


def test_the_same_words_half_an_hour_later_are_another_reply(edition: Edition) -> None:
    now = edge()
    assert submit(edition, now=now).number == 1
    assert submit(edition, now=now + 3 * BUCKET).number == 2


OTHERWISE: dict[str, Any] = {
    "another text": {"body": "It helped me.  Thank you."},
    "another address": {"email": "bob@example.org"},
    "another parent": {"parent": 1},
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_a_form_that_says_something_else_is_another_reply(
    edition: Edition, moderator: User, what: str
) -> None:
    moderation.approve(CommentFactory(edition=edition), by=moderator)
    now = timezone.now()
    assert submit(edition, now=now) != submit(edition, now=now, **OTHERWISE[what])
    assert Comment.objects.count() == 3


def test_the_same_form_under_another_article_is_another_reply(
    edition: Edition, writer: User, reviewer: User
) -> None:
    other = published(writer, reviewer, edition.published_by)
    assert submit(edition) != submit(other)


def test_the_same_form_with_another_name_or_wish_is_the_first(edition: Edition) -> None:
    first = submit(edition)
    again = submit(edition, name="Ann R.", email="ANN@example.org", notify=True)
    assert (again, again.name, again.notify) == (first, "Ann Reader", False)


def test_a_form_sent_again_is_the_first_whatever_happened_in_between(
    edition: Edition, moderator: User
) -> None:
    parent = moderation.approve(CommentFactory(edition=edition), by=moderator)
    first = submit(edition, parent=parent.number)
    moderation.approve(first, by=moderator)
    moderation.remove(parent, by=moderator)
    discussions.set_rule(edition.article, "closed", by=moderator)
    again = submit(edition, parent=parent.number)
    assert (again, again.status) == (first, "approved")


def test_nobody_without_the_key_can_tell_a_text_from_its_fingerprint(
    edition: Edition, settings: LazySettings
) -> None:
    now = timezone.now()
    settings.SECRET_KEY = "the first"
    first = submit(edition, now=now)
    settings.SECRET_KEY = "the second"
    second = submit(edition, now=now)
    assert first.fingerprint != second.fingerprint
    assert (first.number, second.number) == (1, 2)

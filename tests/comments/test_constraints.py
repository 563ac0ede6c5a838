"""What one table can say, the database holds by itself, on SQLite and on PostgreSQL."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Edition
from comments import moderation
from comments.models import BlockedNetwork, BlockedWord, Comment, Decision, Discussion, Report
from tests.factories import CommentFactory, copied

STAFF = {"by_id": "somebody", "badge": "library"}
EMPTY = {"body": "", "status": "removed"}
# Changes that make a second row which may stand beside the first, and changes that spoil it.
SPOILT: dict[type[models.Model], list[tuple[dict[str, Any], dict[str, Any]]]] = {
    Comment: [
        ({}, {"number": 1}),
        ({}, {"number": 0}),
        ({"number": 99_999_999}, {"number": 100_000_000}),
        ({}, {"fingerprint": "first's"}),
        ({}, {"status": "hidden"}),
        ({}, {"status": ""}),
        (EMPTY, {"status": "pending"}),
        (EMPTY | {"status": "spam"}, {"status": "approved"}),
        (STAFF, {"badge": ""}),
        (STAFF, {"by_id": None}),
        *(({}, {name: None}) for name in ("article_id", "received_at", "number")),
    ],
    Discussion: [({"article_id": "another"}, {"article_id": "first's"})],
    Report: [
        ({}, {"reporter": "first's"}),
        ({}, {"comment_id": None}),
        ({}, {"reported_at": None}),
    ],
    Decision: [({}, {"comment_id": None}), ({}, {"article_id": None}), ({}, {"decided_at": None})],
    BlockedWord: [({}, {"word": "first's"})],
    BlockedNetwork: [({}, {"network": "first's"})],
}
SECOND: dict[type[models.Model], dict[str, Any]] = {
    Comment: {"number": 7, "fingerprint": "another"},
    Discussion: {},
    Report: {"reporter": "another"},
    Decision: {},
    BlockedWord: {"word": "another"},
    BlockedNetwork: {"network": "198.51.100.0/24"},
}


@pytest.fixture
def rows(edition: Edition, moderator: User) -> dict[type[models.Model], Any]:
    """A row of every model."""
    comment = moderation.approve(CommentFactory(edition=edition), by=moderator)
    now = timezone.now()
    return {
        Comment: comment,
        Discussion: Discussion.objects.get(),
        Report: Report.objects.create(comment=comment, reporter="one", reported_at=now),
        Decision: comment.decisions.get(),
        BlockedWord: BlockedWord.objects.create(word="pills"),
        BlockedNetwork: BlockedNetwork.objects.create(network="192.0.2.0/24"),
    }


def insert(row: models.Model) -> None:
    """Past every guard of ours, straight into the table, so that the database alone decides."""
    with transaction.atomic():
        models.QuerySet[Any](type(row)).bulk_create([row])


@pytest.mark.parametrize("model", SPOILT)
def test_the_database_itself_refuses_what_cannot_be(
    rows: dict[type[models.Model], Any],
    article: Any,
    moderator: User,
    model: type[models.Model],
) -> None:
    first = rows[model]
    meant = {"somebody": moderator.pk, "another": article.pk}

    def second(changes: dict[str, Any]) -> Any:
        values = SECOND[model] | changes
        for name, value in values.items():
            if value == "first's":
                values[name] = getattr(first, name)
            elif name.endswith("_id"):
                values[name] = meant.get(value, value)
        return copied(first, **values)

    for right, wrong in SPOILT[model]:
        with pytest.raises(IntegrityError):
            insert(second(right | wrong))
        with transaction.atomic():
            insert(second(right))
            transaction.set_rollback(True)


def test_every_constraint_of_ours_is_named_for_what_it_says() -> None:
    names = {c.name for model in SPOILT for c in model._meta.constraints}
    assert names == {
        "comment_numbered_once",
        "comment_number_fits_its_path",
        "comment_has_status",
        "comment_without_text_is_not_shown",
        "comment_of_staff_says_so",
        "report_made_once",
    }


def test_what_a_reply_rests_on_cannot_be_deleted(
    rows: dict[type[models.Model], Any], moderator: User
) -> None:
    comment: Comment = rows[Comment]
    for row in (comment, moderator):
        with pytest.raises(ProtectedError):
            row.delete()

"""What one table can say, the database holds by itself, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from articles.models import (
    Disclaimer,
    Edition,
    FrozenModel,
    NameChange,
    Redaction,
    Review,
    Revision,
    Submission,
    Withdrawal,
)
from tests.factories import copied


def insert(row: FrozenModel) -> None:
    """Past every guard of ours, straight into the table, so that the database alone decides."""
    with transaction.atomic():
        models.QuerySet[Any](type(row)).bulk_create([row])


SOMETIME = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CANCELLED = {"cancelled_at": SOMETIME - HOUR, "cancelled_by_id": "someone"}
REQUEST = {"verdict": "changes-requested", "due_on": None}
# Changes that make a second row which may stand beside the first, and changes that spoil it.
SPOILT: dict[type[FrozenModel], list[tuple[dict[str, Any], dict[str, Any]]]] = {
    Edition: [
        ({}, {"number": 1}),
        ({}, {"published_at": "first's"}),
        ({}, {"cancelled_at": SOMETIME - HOUR}),
        (CANCELLED, {"cancelled_by_id": None}),
        (CANCELLED, {"cancelled_at": None}),
        (CANCELLED, {"cancelled_at": SOMETIME}),
        (CANCELLED, {"cancelled_at": SOMETIME + HOUR}),
        *(
            ({}, {f"{name}_id": None})
            for name in ("article", "revision", "review", "disclaimer", "published_by")
        ),
        ({}, {"published_at": None}),
    ],
    Revision: [
        ({}, {"number": 1}),
        ({}, {"number": 0}),
        ({}, {"saved_by_id": None}),
        ({}, {"saved_at": None}),
        ({}, {"article_id": None}),
    ],
    Review: [
        ({}, {"due_on": None}),
        ({}, {"verdict": "changes-requested"}),
        (REQUEST, {"due_on": date(2027, 1, 1)}),
        ({}, {"verdict": "perhaps"}),
        ({}, {"reviewer_name": ""}),
        ({}, {"reviewer_id": None}),
    ],
    Submission: [({}, {"submitted_by_id": None})],
    Withdrawal: [
        ({}, {"withdrawn_at": "first's"}),
        ({}, {"reason": ""}),
        ({}, {"withdrawn_by_id": None}),
    ],
    Disclaimer: [({}, {kind: ""}) for kind in ("short", "full", "site")],
    Redaction: [({}, {"reason": ""}), ({}, {"redacted_by_id": None})],
    NameChange: [({}, {"changed_by_id": None})],
}
SECOND: dict[type[FrozenModel], dict[str, Any]] = {
    Edition: {"number": 7, "published_at": SOMETIME},
    Revision: {"number": 7},
    Withdrawal: {"withdrawn_at": SOMETIME},
}


@pytest.mark.parametrize("model", SPOILT)
def test_the_database_itself_refuses_what_cannot_be(
    record: Edition, model: type[FrozenModel]
) -> None:
    first = model.objects.earliest("pk")

    def second(changes: dict[str, Any]) -> Any:
        values = SECOND.get(model, {}) | changes
        if values.get("cancelled_by_id"):
            values["cancelled_by_id"] = record.published_by_id
        same = {name: getattr(first, name) for name, v in values.items() if v == "first's"}
        someone = (
            {"cancelled_by_id": record.published_by_id} if values.get("cancelled_by_id") else {}
        )
        return copied(first, **values | same | someone)

    for right, wrong in SPOILT[model]:
        with pytest.raises(IntegrityError):
            insert(second(right | wrong))
        with transaction.atomic():
            insert(second(right))
            transaction.set_rollback(True)

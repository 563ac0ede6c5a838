"""The record is append-only: by the models, by the database, and by where the code may write."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError

from articles import publishing
from articles.models import (
    Assignment,
    Disclaimer,
    Edition,
    FrozenError,
    FrozenModel,
    NameChange,
    NoticeAnswer,
    Redaction,
    Review,
    Revision,
    Submission,
    Withdrawal,
)
from comments.models import Decision
from tests.articles.frozen_rows import assert_frozen, rows
from tests.factories import copied, write

FROZEN: set[type[FrozenModel]] = {
    Assignment,
    Decision,
    Disclaimer,
    Edition,
    NameChange,
    NoticeAnswer,
    Redaction,
    Review,
    Revision,
    Submission,
    Withdrawal,
}
each_frozen_model = pytest.mark.parametrize("model", sorted(FROZEN, key=str))
ROOT = Path(__file__).parents[2]


def test_these_models_are_frozen() -> None:
    """The newsletter's hold their own tests."""
    configs = [apps.get_app_config(name) for name in ("articles", "comments")]
    models = [model for config in configs for model in config.get_models()]
    assert {model for model in models if issubclass(model, FrozenModel)} == FROZEN


@each_frozen_model
def test_a_row_of_the_record_is_neither_made_nor_changed_nor_deleted(
    record: Edition, model: type[FrozenModel]
) -> None:
    assert_frozen(model)


RELATED_WRITES: list[Callable[[Any], object]] = [
    lambda edition: edition.article.editions.create(number=9),
    lambda edition: edition.article.editions.get_or_create(number=9),
    lambda edition: edition.article.editions.add(edition),
    lambda edition: edition.article.editions.add(edition, bulk=False),
    lambda edition: edition.article.editions.update(number=9),
    lambda edition: edition.article.editions.all().delete(),
    lambda edition: edition.article.revisions.create(number=9),
    lambda edition: edition.article.revisions.update(number=9),
    lambda edition: edition.revision.reviews.create(verdict="approved"),
    lambda edition: edition.revision.reviews.update(verdict="approved"),
    lambda edition: edition.review.profile.reviews.clear(),
    lambda edition: edition.review.profile.reviews.remove(edition.review),
    lambda edition: edition.review.profile.reviews.set([]),
    lambda edition: edition.review.profile.reviews.set([], clear=True, bulk=False),
]


def test_no_related_manager_writes_to_the_record(record: Edition) -> None:
    before = rows(Edition), rows(Revision), rows(Review)
    for write_by in RELATED_WRITES:
        with pytest.raises(FrozenError), transaction.atomic():
            write_by(record)
    assert (rows(Edition), rows(Revision), rows(Review)) == before


def test_what_the_record_names_cannot_be_deleted(record: Edition) -> None:
    for row in (record.article, record.published_by, record.review.reviewer, record.review.profile):
        assert row is not None
        with pytest.raises(ProtectedError):
            row.delete()


def test_an_edition_needs_an_approving_review_of_its_own_revision(
    record: Edition, writer: User, reviewer: User
) -> None:
    other = write(record.article, writer, title="Not reviewed")
    sent_back = publishing.send_back(
        record.article, revision=other.number, by=reviewer, notes="No."
    )
    later = record.published_at + timedelta(hours=1)
    for changes in (
        {"revision_id": other.pk},
        {"revision_id": other.pk, "review_id": sent_back.pk},
    ):
        row = copied(record, number=2, published_at=later, **changes)
        with pytest.raises(FrozenError):
            row.append()


def sources() -> dict[str, str]:
    """The code of the library by path, migrations apart."""
    folders = [ROOT / name for name in ("articles", "comments", "newsletter", "klarity")]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in files
        if "migrations" not in path.parts
    }


def places(pattern: str) -> set[str]:
    return {path for path, code in sources().items() if re.search(pattern, code)}


def test_overwrite_is_used_for_a_cancelled_schedule_and_for_redaction_only() -> None:
    assert places(r"\.overwrite\(") == {"articles/models/edition.py", "articles/redaction.py"}


def test_many_rows_at_once_are_written_by_the_generator_of_samples_only() -> None:
    assert places(r"\bappend_all\b") == {"articles/models/frozen.py", "articles/generating.py"}


def test_the_conditions_of_live_stand_in_one_place() -> None:
    """The newsletter's issues may be cancelled too; of editions it asks as all others do."""
    times = r"(?:published_at|withdrawn_at)__\w+="
    cancelled = r"\bcancelled_at(?:__\w+=|=None)"
    asking = {path for path in places(cancelled) if not path.startswith("newsletter/")}
    assert places(times) | asking == {"articles/models/edition.py", "articles/models/live.py"}


def test_nothing_reaches_round_the_guards() -> None:
    assert places(r"_raw_delete|save_base|_base_manager|\bQuerySet\(\w+\)") == set()

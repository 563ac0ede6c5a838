"""Rows of the record: written once, never changed, never deleted.

Triggers would hold this too, but SQLite drops them whenever a migration rebuilds a table, so the
guard is the model's own `save` and its QuerySet.
"""

from collections.abc import Sequence
from typing import Any, NoReturn, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class FrozenError(TypeError):
    """Somebody tried to change or delete a row of the record, or to slip one in."""


class FrozenQuerySet(models.QuerySet[Row]):
    """Reads like any QuerySet and refuses every way to write."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError(
            f"{self.model.__name__} rows are the record: the verbs of the app append them,"
            " and nothing changes or deletes them."
        )

    create = get_or_create = update_or_create = bulk_create = _refuse
    update = bulk_update = delete = _refuse

    def append_all(self, rows: Sequence[Row]) -> list[Row]:
        """Write many new rows at once, unchecked: only for `generating`, whose articles are
        samples and say so. A test forbids it elsewhere."""
        return super().bulk_create(rows)

    def overwrite(self, **values: Any) -> int:
        """Change rows all the same: only for what the design allows, a cancelled schedule and
        `redaction.redact`. A test forbids it elsewhere."""
        return super().update(**values)


class FrozenModel(models.Model):
    """A row of the append-only record."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: raises FrozenError."""
        raise FrozenError(f"A {type(self).__name__} is appended by a verb, never saved.")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: raises FrozenError."""
        raise FrozenError(f"A {type(self).__name__} is never deleted.")

    def append(self) -> Self:
        """Write the row for the first and only time, and return it.

        Raises FrozenError if it is stored already.
        """
        if not self._state.adding:
            raise FrozenError(f"This {type(self).__name__} is stored already.")
        super().save(force_insert=True)
        return self

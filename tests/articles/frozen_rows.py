"""Rows of the record, and every way in which code might write to them."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from articles.models import FrozenError, FrozenModel
from tests.factories import copied

# Each takes a manager and the newest row.
WRITES: list[Callable[[Any, Any], object]] = [
    lambda manager, row: manager.create(),
    lambda manager, row: manager.get_or_create(pk=0),
    lambda manager, row: manager.update_or_create(pk=row.pk),
    lambda manager, row: manager.bulk_create([copied(row)]),
    lambda manager, row: manager.bulk_create([copied(row)], ignore_conflicts=True),
    lambda manager, row: manager.bulk_update([row], ["pk"]),
    lambda manager, row: manager.all().update(pk=0),
    lambda manager, row: manager.all().delete(),
    lambda manager, row: manager.filter(pk=row.pk).order_by("pk").delete(),
    lambda manager, row: async_to_sync(manager.all().acreate)(),
    lambda manager, row: async_to_sync(manager.all().aupdate)(pk=0),
    lambda manager, row: async_to_sync(manager.all().adelete)(),
    lambda manager, row: row.save(),
    lambda manager, row: row.save(force_update=True),
    lambda manager, row: copied(row).save(),
    lambda manager, row: row.delete(),
    lambda manager, row: row.append(),
]


def rows(model: type[FrozenModel]) -> list[Any]:
    return list(model.objects.order_by("pk").values())


def assert_frozen(model: type[FrozenModel]) -> None:
    """Its rows are neither made nor changed nor deleted, whichever way it is tried."""
    before, row = rows(model), model.objects.latest("pk")
    for manager in (model.objects, model._default_manager, model._base_manager):
        for write_by in WRITES:
            with pytest.raises(FrozenError):
                write_by(manager, row)
    assert rows(model) == before

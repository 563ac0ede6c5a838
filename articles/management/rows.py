from typing import TypeVar

from django.core.management.base import CommandError
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def row(model: type[Row], field: str, value: str) -> Row:
    """The row that a command's argument names. Raises CommandError in words if there is none."""
    found = model._default_manager.filter(**{field: value}).first()
    if found is None:
        raise CommandError(f"There is no {model._meta.verbose_name} “{value}”.")
    return found

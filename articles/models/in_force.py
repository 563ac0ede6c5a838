"""Wordings that change by a new one coming into force: what was shown in the past stays."""

from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.frozen import FrozenModel, FrozenQuerySet

Row = TypeVar("Row", bound=models.Model, covariant=True)


class InForceQuerySet(FrozenQuerySet[Row]):
    def in_force(self, now: datetime | None = None) -> Row | None:
        """The latest whose time has come, or None."""
        now = now or timezone.now()
        return self.filter(in_force_from__lte=now).order_by("-in_force_from", "-pk").first()


class InForce(FrozenModel):
    """Words that hold from a moment on, until the next of their kind come into force."""

    in_force_from = models.DateTimeField()
    # Null only for the first, which a migration brings.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = InForceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(FrozenModel.Meta):
        abstract = True
        ordering = ["-in_force_from", "-pk"]

    def __str__(self) -> str:
        name = str(self._meta.verbose_name).capitalize()
        return f"{name} in force from {timezone.localtime(self.in_force_from):%d %B %Y %H:%M}"

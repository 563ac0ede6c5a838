from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.frozen import FrozenModel, FrozenQuerySet


class DisclaimerQuerySet(FrozenQuerySet["Disclaimer"]):
    def in_force(self, now: datetime | None = None) -> "Disclaimer | None":
        """The latest wording whose time has come, or None."""
        now = now or timezone.now()
        return self.filter(in_force_from__lte=now).order_by("-in_force_from", "-pk").first()


class Disclaimer(FrozenModel):
    """The medical disclaimer in its three wordings, plain text, from a moment on."""

    short = models.TextField(help_text="Under the head of an article.")
    full = models.TextField(help_text="After the references, and with every list.")
    site = models.TextField(help_text="In the foot of every page.")
    in_force_from = models.DateTimeField()
    # Null only for the owner's first wording, which a migration brings.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DisclaimerQuerySet.as_manager()  # type: ignore[misc]

    class Meta(FrozenModel.Meta):
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(short="") & ~models.Q(full="") & ~models.Q(site=""),
                name="disclaimer_has_three_wordings",
            )
        ]

    def __str__(self) -> str:
        return f"Disclaimer in force from {timezone.localtime(self.in_force_from):%d %B %Y %H:%M}"

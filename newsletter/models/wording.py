from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import FrozenModel, FrozenQuerySet


class WordingQuerySet(FrozenQuerySet["Wording"]):
    def in_force(self, now: datetime | None = None) -> "Wording | None":
        """The latest wording whose time has come, or None."""
        now = now or timezone.now()
        return self.filter(in_force_from__lte=now).order_by("-in_force_from", "-pk").first()


class Wording(FrozenModel):
    """The words with which people are asked for their consent, plain text, from a moment on."""

    invitation = models.TextField(help_text="What they will get.")
    consent = models.TextField(help_text="Beside the box that they tick.")
    privacy_note = models.TextField(help_text="Below the form.")
    in_force_from = models.DateTimeField()
    # Null only for the first wording, which a migration brings.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = WordingQuerySet.as_manager()  # type: ignore[misc]

    class Meta(FrozenModel.Meta):
        ordering = ["-in_force_from", "-pk"]
        default_permissions = ("view", "add")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(invitation="")
                & ~models.Q(consent="")
                & ~models.Q(privacy_note=""),
                name="wording_is_complete",
            )
        ]

    def __str__(self) -> str:
        return f"Wording in force from {timezone.localtime(self.in_force_from):%d %B %Y %H:%M}"

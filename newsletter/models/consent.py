from typing import Any

from django.db import models

from articles.models import FrozenModel
from newsletter.consents import chain
from newsletter.models.subscriber import Subscriber


class Consent(FrozenModel):
    """An event of the chain: somebody asked, confirmed, changed or withdrew. It tells not who."""

    class Kind(models.TextChoices):
        ASKED = "asked", "Asked"
        CONFIRMED = "confirmed", "Confirmed"
        CHANGED = "changed", "Changed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    number = models.PositiveBigIntegerField(unique=True)
    kind = models.CharField(max_length=9, choices=Kind)
    # ISO 8601, in UTC, to the letter as it was sealed.
    at = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta(FrozenModel.Meta):
        ordering = ["number"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"Event {self.number}: {self.get_kind_display().lower()}, {self.at}"

    def as_link(self) -> chain.Link:
        """For the chain's own arithmetic."""
        return chain.Link(
            self.number, self.kind, self.at, self.commitment, self.previous, self.seal
        )


class ConsentDetails(models.Model):
    """Who it was and what they agreed to: salt and details, deleted when the person is erased."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="details")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    salt = models.CharField(max_length=64)
    details: "models.JSONField[dict[str, Any]]" = models.JSONField()

    class Meta:
        ordering = ["consent"]
        default_permissions = ("view",)
        verbose_name_plural = "details of consents"

    def __str__(self) -> str:
        return f"details of {self.consent}"

    def as_opening(self) -> chain.Opening:
        """For the chain's own arithmetic."""
        return chain.Opening(self.salt, self.details)


class Chain(models.Model):
    """How long the chain is and how it ends: one row, held by whoever adds to it."""

    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=chain.START)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.length} events"

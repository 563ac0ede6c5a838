from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable

from newsletter.models.issue import Issue
from newsletter.models.subscriber import Subscriber


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def open(self) -> "DeliveryQuerySet":
        """Those on which something is still to be done, by a worker or by a person."""
        return self.filter(state__in=OPEN)

    def taken(self, before: datetime | Combinable) -> "DeliveryQuerySet":
        """Those that were handed over before that moment and that the person may have, for all we
        know."""
        handed = Q(handed_at__lt=before, state__in=HANDED)
        return self.filter(handed | Q(resent_at__isnull=False))


class Delivery(models.Model):
    """The ledger: what became of one person's copy of an issue. One row each, whatever happens.

    queued → claimed → delivered, failed (for good), skipped (left, forgotten, nothing to show), or
    uncertain: handed over, and no answer came. `worker` is whoever claimed it; `handed_at` is set,
    and committed, before the first byte of the message goes out.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        CLAIMED = "claimed", "Being sent"
        DELIVERED = "delivered", "Delivered"
        FAILED = "failed", "Failed"
        UNCERTAIN = "uncertain", "Uncertain"
        SKIPPED = "skipped", "Skipped"

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries")
    # None once the person is forgotten: the row tells then that somebody was sent a copy.
    subscriber = models.ForeignKey(
        Subscriber, null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    worker = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # It was uncertain then, and is sent again: the person may have the first one, whatever becomes
    # of the second.
    resent_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ("view",)
        verbose_name_plural = "deliveries"
        indexes = [
            # With the key: the first of a million rows that are due at once is found at once.
            models.Index(fields=["issue", "state", "due_at", "id"], name="delivery_queue"),
            models.Index(
                fields=["claimed_at"], name="delivery_claims", condition=Q(state="claimed")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="delivery_once_a_person"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["queued", "claimed", "delivered", "failed", "uncertain", "skipped"]
                ),
                name="delivery_has_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue} to {self.subscriber or 'somebody forgotten'}: {self.state}"


OPEN = [Delivery.State.QUEUED, Delivery.State.CLAIMED, Delivery.State.UNCERTAIN]
# With what a person may have, as soon as it is handed over.
HANDED = [Delivery.State.CLAIMED, Delivery.State.DELIVERED, Delivery.State.UNCERTAIN]

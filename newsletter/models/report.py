from django.db import models
from django.db.models import Q

from newsletter.models.delivery import Delivery


class Report(models.Model):
    """What came back of a copy after the server had taken it; each kind once a copy."""

    class Kind(models.TextChoices):
        BOUNCED = "bounced", "Bounced: no such address"
        RETURNED = "returned", "Returned for another reason"
        COMPLAINED = "complained", "Complained of"

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    # What the server said, without any address.
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["delivery", "kind"], name="report_once_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["bounced", "returned", "complained"]), name="report_has_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery}: {self.kind}"

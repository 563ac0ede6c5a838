from django.db import models
from django.db.models import Q


class Suppression(models.Model):
    """An address that is not written to, known only by a keyed hash (`newsletter.suppression`); so
    it is known again after its owner was erased.

    One that was lifted stays for a while: what is reported late, or a second time, of mails from
    before then changes nothing.
    """

    class Reason(models.TextChoices):
        BOUNCED = "bounced", "Hard bounce"
        COMPLAINED = "complained", "Complaint"
        BY_HAND = "by hand", "By hand"

    hash = models.CharField(max_length=64, unique=True, editable=False)
    # The fingerprint of the key.
    made_under = models.CharField(max_length=16, editable=False)
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField()
    # What a server said first, or a colleague; no address.
    evidence = models.CharField(max_length=300, blank=True)
    lifted_at = models.DateTimeField("let in again at", null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        default_permissions = ("view", "add")
        permissions = [("lift_suppression", "Can let addresses be written to again")]
        verbose_name = "stopped address"
        verbose_name_plural = "stopped addresses"
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["bounced", "complained", "by hand"]),
                name="suppression_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(reason="complained"),
                name="suppression_for_a_complaint_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"Stopped address {self.pk}"

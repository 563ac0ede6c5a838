from uuid import uuid4

from django.db import models
from django.db.models import Q

from articles.models import Topic
from newsletter import addresses
from newsletter.models.wording import Wording


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def subscribed(self) -> "SubscriberQuerySet":
        """Those who are sent the newsletter."""
        return self.filter(status=Subscriber.Status.SUBSCRIBED)

    def with_address(self, email: str) -> "SubscriberQuerySet":
        """Whoever has this address, however it is written."""
        return self.filter(key=addresses.key(email))


class Subscriber(models.Model):
    """Somebody who asked for the newsletter. Topics: none chosen means all.

    `key` is the address as it is found again; there is one row for each.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "Asked, not confirmed"
        SUBSCRIBED = "subscribed", "Subscribed"
        LEFT = "left", "Unsubscribed"

    class Frequency(models.TextChoices):
        DAILY = "daily", "Daily"
        WEEKLY = "weekly", "Weekly"

    email = models.EmailField()
    key = models.CharField(max_length=254, unique=True, editable=False)
    # What signed links name: a number could be somebody else's once a backup was restored.
    reference = models.UUIDField(default=uuid4, unique=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    frequency = models.CharField(max_length=6, choices=Frequency, default=Frequency.DAILY)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    # The words that they last agreed to.
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=500, blank=True)
    # At most one mail about the consent a day.
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["status", "frequency"], name="subscriber_list")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="subscribed") | Q(confirmed_at__isnull=False),
                name="subscriber_has_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "subscribed", "left"]),
                name="subscriber_has_status",
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=["daily", "weekly"]), name="subscriber_has_frequency"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class LeavingToken(models.Model):
    """The hash of a random token that a mail carried. It never expires: whoever has the mail may
    leave by it, whatever has become of our keys."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="leaving_tokens"
    )
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"token of {self.made_at:%d %B %Y}"

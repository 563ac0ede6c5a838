from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.models import Disclaimer, Edition
from klarity import richtext
from newsletter.models.correction import Correction
from newsletter.models.subscriber import Subscriber, SubscriberQuerySet

# One that was cancelled before anybody was sent it has told nobody.
TELLS = Q(cancelled_at=None) | Q(started_at__isnull=False)


class Beginning(models.Model):
    """When the list of a frequency began: its issues tell of what was published since."""

    frequency = models.CharField(max_length=6, choices=Subscriber.Frequency, unique=True)
    began_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_frequency_display()} since {self.began_at:%d %B %Y}"


class Issue(models.Model):
    """One issue of the daily or the weekly newsletter, or a correction: drafted, edited, approved
    by a second person, and sent from `send_at` on. Each stage is a time; what has none has not
    happened.

    `disclaimer` is the one in force at its approval: the mails and the archive keep it.
    """

    class Frequency(models.TextChoices):
        """How often issues of its kind come."""

        DAILY = "daily", "Daily"
        WEEKLY = "weekly", "Weekly"
        CORRECTION = "correction", "Corrections"

    frequency = models.CharField(max_length=10, choices=Frequency)
    # What a correction tells of, to those who were mailed what was wrong.
    correction = models.ForeignKey(
        Correction, null=True, on_delete=models.PROTECT, related_name="issues"
    )
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=150)
    intro = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    disclaimer = models.ForeignKey(
        Disclaimer, null=True, on_delete=models.PROTECT, related_name="+"
    )
    send_at = models.DateTimeField(null=True)
    # Its recipients are frozen and it is being sent.
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view", "change")
        permissions = [
            ("approve_issue", "Can approve newsletters"),
            ("send_issue", "Can send, pause and cancel newsletters"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["frequency", "number"], name="issue_numbered_once"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | Q(approved_by__isnull=False, disclaimer__isnull=False),
                name="issue_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(edited_by__isnull=True)
                | ~Q(approved_by=F("edited_by")),
                name="issue_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True) | Q(approved_at__isnull=False),
                name="issue_sent_only_approved",
            ),
            models.CheckConstraint(
                condition=Q(frequency="correction", correction__isnull=False)
                | (~Q(frequency="correction") & Q(correction=None)),
                name="issue_corrects_something",
            ),
            models.UniqueConstraint(
                fields=["correction"], condition=TELLS, name="correction_told_once"
            ),
        ]

    def __str__(self) -> str:
        if self.frequency == self.Frequency.CORRECTION:
            return f"Correction {self.number}"
        return f"{self.get_frequency_display()} newsletter {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("newsletter_issue", args=[self.frequency, self.number])

    def people(self) -> SubscriberQuerySet:
        """Of those it was meant for, whoever may be sent it at this moment: a correction goes to
        all who are subscribed still, an issue of a list to those of that list."""
        subscribed = Subscriber.objects.subscribed()
        is_correction = self.frequency == self.Frequency.CORRECTION
        return subscribed if is_correction else subscribed.filter(frequency=self.frequency)

    @property
    def intro_html(self) -> SafeString:
        """The introduction, cleaned once more as it is shown: whatever wrote it."""
        return mark_safe(richtext.clean(self.intro))  # noqa: S308 as clean as `richtext` makes it


class Item(models.Model):
    """An edition that an issue tells of; each is told once a list."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    # That of its issue, here so that one table can hold the rule.
    frequency = models.CharField(max_length=6, choices=Subscriber.Frequency)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["frequency", "edition"], name="edition_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} in {self.issue}"

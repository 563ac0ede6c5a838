from django.db import models

from comments.models.comment import Comment


class ReportQuerySet(models.QuerySet["Report"]):
    def unseen(self) -> "ReportQuerySet":
        """Those on which no moderator has decided yet."""
        return self.filter(seen_at=None)


class Report(models.Model):
    """A reader's report of a reply. `reporter` is a keyed hash of the network that it came from:
    one network has one voice on a reply."""

    class Reason(models.TextChoices):
        WRONG = "wrong", "It gives wrong or dangerous advice"
        PRIVATE = "private", "It shows somebody’s private details"
        HATEFUL = "hateful", "It is abusive or hateful"
        SPAM = "spam", "It is advertising"
        WORRIED = "worried", "I am worried about whoever wrote it"
        OTHER = "other", "Something else"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=8, choices=Reason)
    note = models.TextField(max_length=1000, blank=True)
    reporter = models.CharField(max_length=64)
    reported_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_made_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.reported_at:%d %B %Y})"

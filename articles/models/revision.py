from typing import Any

from django.conf import settings
from django.db import models

from articles.content import Content
from articles.models.article import Article
from articles.models.frozen import FrozenModel


class Revision(FrozenModel):
    """Everything that a reader would see of the working copy, as somebody saved it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    frozen_content: "models.JSONField[dict[str, Any]]" = models.JSONField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="revision_numbers_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"

    @property
    def content(self) -> Content:
        """The text and all that goes with it."""
        return Content.from_json(self.frozen_content)


class Submission(FrozenModel):
    """A writer's request that one Revision be reviewed.

    `waivers` are those in force that day, each {"code", "excerpt", "reason", "by"}.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="submissions")
    note = models.TextField(blank=True)
    waivers: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"submission of {self.revision}"


class Assignment(FrozenModel):
    """A reviewer took a submitted text for review; of several the latest one counts."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"assignment of {self.submission} to {self.reviewer}"


class Review(FrozenModel):
    """A medical reviewer's verdict on one Revision; the latest one decides.

    The reviewer's name, credentials and competing interests are those of that day, as readers see
    them. `pinned_notes` are {"place", "quote", "note"}: the place as `checks.text` names it.
    """

    class Verdict(models.TextChoices):
        APPROVED = "approved", "Approved"
        CHANGES_REQUESTED = "changes-requested", "Changes requested"

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=20, choices=Verdict)
    notes = models.TextField(blank=True)
    pinned_notes: "models.JSONField[list[dict[str, str]]]" = models.JSONField(default=list)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    profile = models.ForeignKey(
        "articles.Author", null=True, on_delete=models.PROTECT, related_name="reviews"
    )
    reviewer_name = models.CharField(max_length=200)
    reviewer_credentials = models.CharField(max_length=300, blank=True)
    competing_interests = models.TextField(blank=True)
    reviewed_at = models.DateTimeField()
    due_on = models.DateField(null=True)

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="approved", due_on__isnull=False)
                | models.Q(verdict="changes-requested", due_on=None),
                name="review_approval_has_due_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(reviewer_name=""), name="review_names_reviewer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} by {self.reviewer_name}"

    @property
    def approves(self) -> bool:
        """Whether this verdict is an approval."""
        return self.verdict == self.Verdict.APPROVED

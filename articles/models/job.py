from typing import Any, TypedDict

from django.conf import settings
from django.db import models


class Made(TypedDict):
    """What came of one entry: a line of text, and the row of ours that it is about."""

    text: str
    model: str
    pk: int


class Job(models.Model):
    """Long work that somebody started, done by a worker one entry at a time.

    `entries` is what there is to do, as JSON values that the job's kind understands; the first
    `done` of them are dealt with, `made` says what came of them, and `failures` which of them could
    not be, and why. Each entry is committed with its count, so a worker that dies loses and repeats
    none.
    """

    class Kind(models.TextChoices):
        TAKE_IN = "take-in", "Take a corrected source into articles"
        IMPORT = "import", "Import manuscripts"
        CHECK_LINKS = "check-links", "Check links"
        CHECK_NOTICES = "check-notices", "Look for retractions"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    entries: "models.JSONField[list[Any]]" = models.JSONField()
    done = models.PositiveIntegerField(default=0)
    made: "models.JSONField[list[Made]]" = models.JSONField(default=list)
    failures: "models.JSONField[list[str]]" = models.JSONField(default=list)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> int:
        """The number of entries."""
        return len(self.entries)

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.frozen import FrozenModel
from articles.models.source import Source


class Notice(models.Model):
    """What a publisher said of a work after it appeared: a retraction, a concern, a correction.

    Found by the watch; a fact about the Source, so every article that cites it is concerned.
    """

    class Kind(models.TextChoices):
        RETRACTION = "retraction", "Retraction"
        CONCERN = "expression-of-concern", "Expression of concern"
        CORRECTION = "correction", "Correction"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=24, choices=Kind)
    identifier = models.CharField(
        max_length=200, blank=True, help_text="DOI or PMID of the notice itself."
    )
    url = models.URLField("URL", max_length=1000, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "identifier"], name="notice_found_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source}"


class NoticeAnswer(FrozenModel):
    """An editor's reason why an article may go on citing a source in spite of a notice."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="answers")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notice_answers")
    reason = models.TextField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "article"], name="notice_answered_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="notice_answer_has_reason"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.notice}"

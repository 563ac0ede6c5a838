from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models.article import Article, Reference
from articles.models.edition import Edition
from articles.models.frozen import FrozenModel
from articles.models.source import Source


class NoticeQuerySet(models.QuerySet["Notice"]):
    def grave(self) -> "NoticeQuerySet":
        """Retractions and expressions of concern: those that readers are told of."""
        return self.filter(kind__in=GRAVE)

    def unanswered_for(self, article: Article | OuterRef) -> "NoticeQuerySet":
        """Those that no editor has answered for this article."""
        return self.exclude(answers__article=article)

    def concerning(self, article: Article) -> "NoticeQuerySet":
        """The notices of what an article cites: its working copy, or what the public reads."""
        live = Edition.objects.live().filter(article=article, sources=OuterRef("source"))
        return self.filter(Q(source__in=article.sources.all()) | Exists(live))

    def unanswered(self) -> "NoticeQuerySet":
        """Those that some article that they concern has no answer to."""
        answered = Exists(
            NoticeAnswer.objects.filter(
                notice=OuterRef(OuterRef("pk")), article=OuterRef("article")
            )
        )
        drafts = Reference.objects.filter(
            ~answered, source=OuterRef("source"), article__discarded_at=None
        )
        live = Edition.objects.live().filter(~answered, sources=OuterRef("source"))
        return self.filter(Exists(drafts) | Exists(live))


class Notice(models.Model):
    """What a publisher said of a work after it appeared: a retraction, a concern, a correction.

    Found by the watch; a fact about the Source, so every article that cites it is concerned.
    `told_at` is when the editors were sent a mail about it.
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
    told_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "identifier"], name="notice_found_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source}"


GRAVE = [Notice.Kind.RETRACTION, Notice.Kind.CONCERN]


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

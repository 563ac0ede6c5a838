from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article


class Waiver(models.Model):
    """An editor's reason to let a warning stand, for as long as the text that it speaks of stays.

    `text_hash` is that of the finding's text; when the text changes, no finding has it any more and
    the waiver has lapsed. A Submission freezes those in force.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="waivers")
    code = models.CharField(max_length=40)
    text_hash = models.CharField(max_length=64)
    excerpt = models.CharField(max_length=300, blank=True)
    reason = models.TextField(max_length=1000)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    waived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "code", "text_hash"], name="waiver_given_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.excerpt}"

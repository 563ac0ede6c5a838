from django.conf import settings
from django.db import models

from articles.models.article import Article


class Manuscript(models.Model):
    """A writer's file, byte for byte, and what the import reported of it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="manuscripts")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    report = models.JSONField(default=dict)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-imported_at"]
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256"], name="manuscript_kept_once")
        ]

    def __str__(self) -> str:
        return self.name

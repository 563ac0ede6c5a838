from django.conf import settings
from django.db import models

from articles.models.article import Article


class Presence(models.Model):
    """Somebody has an article's form open, and was there a moment ago."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_of_each_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.article}"

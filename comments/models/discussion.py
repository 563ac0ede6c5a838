from django.conf import settings
from django.db import models

from articles.models import Article


class Discussion(models.Model):
    """All replies to one article: whether more are taken, and the row that is locked to change any.

    It is made with the first reply, or when somebody first opens or closes it by hand.
    `last_number` is that of the newest reply.
    """

    class Rule(models.TextChoices):
        BY_AGE = "by-age", "Closes by itself"
        OPEN = "open", "Open whatever its age"
        CLOSED = "closed", "Closed"

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="discussion")
    rule = models.CharField(max_length=8, choices=Rule, default=Rule.BY_AGE)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Replies to {self.article}"

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.frozen import FrozenModel


class Redaction(FrozenModel):
    """The log of `redact`: personal text was taken out of the record, by whom and why.

    The text itself is, of course, not here.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="redactions")
    reason = models.TextField()
    places = models.PositiveIntegerField()
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    redacted_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="redaction_has_reason")]

    def __str__(self) -> str:
        return f"redaction in {self.article}"

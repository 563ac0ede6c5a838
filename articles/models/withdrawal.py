from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.frozen import FrozenModel


class Withdrawal(FrozenModel):
    """An article taken from the public, with the reason that readers are given.

    A retraction says that the text was wrong, and since when.
    """

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", "Withdrawal"
        RETRACTION = "retraction", "Retraction"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="withdrawals")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.WITHDRAWAL)
    reason = models.TextField()
    wrong_since = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["article", "-withdrawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "withdrawn_at"], name="withdrawal_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="retraction", wrong_since__isnull=False)
                | Q(kind="withdrawal", wrong_since=None),
                name="withdrawal_retraction_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.article}"

    @property
    def word(self) -> str:
        """What happened to the article, in one word."""
        return "Retracted" if self.kind == self.Kind.RETRACTION else "Withdrawn"

from django.db import models


class MissedQueryQuerySet(models.QuerySet["MissedQuery"]):
    def waiting(self) -> "MissedQueryQuerySet":
        """Those that no editor has dismissed."""
        return self.filter(dismissed=False)


class MissedQuery(models.Model):
    """Words that no article holds, or none holds together, for which readers searched, and how
    often. Not who, and no time but the day."""

    words = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField("times", default=1)
    last_on = models.DateField("last on")
    dismissed = models.BooleanField(default=False)

    objects = MissedQueryQuerySet.as_manager()

    class Meta:
        verbose_name = "search without an answer"
        verbose_name_plural = "searches without an answer"
        ordering = ["-count", "-last_on", "words"]

    def __str__(self) -> str:
        return self.words

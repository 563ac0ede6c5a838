from django.db import models


class MissedQueryQuerySet(models.QuerySet["MissedQuery"]):
    def waiting(self) -> "MissedQueryQuerySet":
        """Those that no editor has dismissed."""
        return self.filter(dismissed=False)


class MissedQuery(models.Model):
    """Words that readers searched for in vain, and how often. Not who, and no time but the day."""

    words = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField("times", default=1)
    last_on = models.DateField("last on")
    dismissed = models.BooleanField(default=False)

    objects = MissedQueryQuerySet.as_manager()

    class Meta:
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"
        ordering = ["-count", "-last_on", "words"]

    def __str__(self) -> str:
        return self.words

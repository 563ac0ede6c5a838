from typing import Any

from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.edition import Edition


class SearchEntry(models.Model):
    """What the search knows of an edition that is or may become live: derived from the record, and
    made anew by `rebuild_search_index`.

    `live_from` and `live_until` are those of `Edition.objects.with_span()`. The rest is made by
    `articles.words.entries` from what readers see; `analysis` says by which release of it.
    What the database finds an entry by, its keys, it keeps in its own way: see
    `articles.search.engines`.
    """

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    reviewed_on = models.DateField()
    analysis = models.PositiveSmallIntegerField()
    title_key = models.CharField(max_length=400)
    weights = models.TextField()
    sections: "models.JSONField[list[Any]]" = models.JSONField()
    passages: "models.JSONField[list[Any]]" = models.JSONField()
    stems = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=models.F("live_from")),
                name="searchentry_is_live_for_a_while",
            )
        ]

    def __str__(self) -> str:
        return f"search entry of edition {self.edition_id}"


class SearchWord(models.Model):
    """A word of the library, folded, with its stem and the number of entries that hold it."""

    word = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40, db_index=True)
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """One row, changed with every change of the index: what is kept in memory goes by `version`.

    `entries`: how many there are.
    """

    version = models.UUIDField()
    entries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.version)

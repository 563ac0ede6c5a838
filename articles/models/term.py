from django.db import models

from articles.models.edition import Edition


class Term(models.Model):
    """One of the words that tell most about an edition's text, by its stem; see `articles.terms`.

    No part of the record: it can be made again from the text at any time.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="terms")
    stem = models.CharField(max_length=40)
    weight = models.FloatField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["stem", "edition"], name="term_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.stem

from django.core.exceptions import ValidationError
from django.db import models

from articles.words import synonyms


class SynonymRing(models.Model):
    """Terms that mean the same: who searches for one finds the others too.

    The word is that of ANSI/NISO Z39.19: none of the terms is preferred.
    """

    terms = models.TextField(
        help_text="One term a line, such as “heart attack” and “myocardial infarction”."
    )

    class Meta:
        ordering = ["terms"]

    def __str__(self) -> str:
        return " = ".join(self.terms.splitlines())

    def clean(self) -> None:
        """Put the terms in order. Raises ValidationError unless there are two that differ, each
        of words, and few enough."""
        super().clean()
        terms = synonyms.terms(self.terms)
        if fault := synonyms.fault(terms):
            raise ValidationError({"terms": fault}, code="no-ring")
        self.terms = "\n".join(terms)

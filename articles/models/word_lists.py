"""What editors teach the checks."""

from django.db import models


class CommercialHost(models.Model):
    """A website that sells, or lives by advertising: too many such sources are pointed out."""

    host = models.CharField(max_length=200, unique=True, help_text="Such as example.com.")

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host


class KnownWord(models.Model):
    """A word that the spelling check does not know, and that is right all the same."""

    word = models.CharField(max_length=60, unique=True, help_text="In small letters.")

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

from django.db import models


class Epoch(models.Model):
    """How often workers have begun to send: one row, which only grows (`newsletter.epoch`)."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"epoch {self.number}"

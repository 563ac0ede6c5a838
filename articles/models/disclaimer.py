from django.db import models

from articles.models.in_force import InForce


class Disclaimer(InForce):
    """The medical disclaimer in its three wordings, plain text, from a moment on."""

    short = models.TextField(help_text="Under the head of an article.")
    full = models.TextField(help_text="After the references, and with every list.")
    site = models.TextField(help_text="In the foot of every page.")

    class Meta(InForce.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(short="") & ~models.Q(full="") & ~models.Q(site=""),
                name="disclaimer_has_three_wordings",
            )
        ]

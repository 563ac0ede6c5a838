from django.db import models

from articles.models import InForce


class Wording(InForce):
    """The words with which people are asked for their consent, plain text, from a moment on."""

    invitation = models.TextField(help_text="What they will get.")
    consent = models.TextField(help_text="Beside the box that they tick.")
    privacy_note = models.TextField(help_text="Below the form.")

    class Meta(InForce.Meta):
        default_permissions = ("view", "add")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(invitation="")
                & ~models.Q(consent="")
                & ~models.Q(privacy_note=""),
                name="wording_is_complete",
            )
        ]

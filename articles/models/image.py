from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models


class Image(models.Model):
    """A picture as it was taken in: re-encoded, without metadata, stored under its content's hash.

    The files are never overwritten, so a frozen text may point to them by name.
    `renditions` holds {"name", "width", "height"} for each narrower copy.
    """

    name = models.CharField(max_length=200, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    renditions = models.JSONField(default=list, editable=False)
    title = models.CharField(
        max_length=200, help_text="For finding it again; readers do not see it."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Address of the widest copy."""
        return default_storage.url(self.name)

    @property
    def smallest(self) -> str:
        """Name of the narrowest copy."""
        names = [copy["name"] for copy in self.renditions]
        return names[0] if names else self.name

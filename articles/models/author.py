from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from articles.models.address import Addressed
from articles.models.frozen import FrozenModel
from articles.models.image import Image

ORCID = RegexValidator(
    r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", "An ORCID iD looks like 0000-0002-1825-0097."
)


class Author(Addressed):
    """A person whom readers see named: a writer, or a medical reviewer's public profile."""

    name = models.CharField(max_length=200)
    credentials = models.CharField(max_length=300, blank=True)
    credentials_expire_on = models.DateField(
        null=True,
        blank=True,
        help_text="Until when somebody here has checked them, such as the end of a registration."
        " Medical reviewers need it.",
    )
    competing_interests = models.TextField(
        blank=True, help_text="As readers are told them with a review; “None” if there are none."
    )
    bio = models.TextField(blank=True)
    photo = models.ForeignKey(Image, null=True, blank=True, on_delete=models.PROTECT)
    orcid = models.CharField("ORCID iD", max_length=19, blank=True, validators=[ORCID])
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="author",
        help_text="Their sign-in, if they have one. They cannot review what they signed.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author_detail", args=[self.slug])


class NameChange(FrozenModel):
    """A person's change of name: old bylines and reviews show the new one from then on."""

    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="name_changes")
    old_name = models.CharField(max_length=200)
    new_name = models.CharField(max_length=200)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta(FrozenModel.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.old_name} → {self.new_name}"

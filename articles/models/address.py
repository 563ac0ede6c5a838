from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction


class Address(models.Model):
    """A slug that an article, topic or author has or once had.

    One table holds the present and the former ones, so that its unique constraint alone keeps a
    former address from being given to another, and a link to it can redirect for ever.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    holder = GenericForeignKey("content_type", "object_id")
    slug = models.SlugField(max_length=100)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "slug"], name="address_given_once")
        ]

    def __str__(self) -> str:
        return self.slug


class Addressed(models.Model):
    """A model with a public slug; `save` keeps its addresses."""

    slug = models.SlugField(
        max_length=100,
        unique=True,
        help_text="The last part of the address. After a change the old address redirects here.",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raise ValidationError if the slug is or was another's address."""
        super().clean()
        if self._addresses(self.slug).exclude(object_id=self.pk or 0).exists():
            raise ValidationError(
                {"slug": "This address is, or once was, that of another. Choose a different one."},
                code="address-taken",
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row and its address. Raises IntegrityError if the address is another's."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not self._addresses(self.slug).filter(object_id=self.pk).exists():
                Address.objects.create(holder=self, slug=self.slug)

    @classmethod
    def at_former_address(cls, slug: str) -> "Addressed | None":
        """The row that once had this slug, or None."""
        address = cls._addresses(slug).first()
        return cls._default_manager.filter(pk=address.object_id).first() if address else None

    @classmethod
    def _addresses(cls, slug: str) -> models.QuerySet[Address]:
        kind = ContentType.objects.get_for_model(cls)
        return Address.objects.filter(content_type=kind, slug=slug)

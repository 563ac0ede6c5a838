from django.db import models
from django.urls import reverse

from articles.models.address import Addressed


class Topic(Addressed):
    """A subject of the library; every article belongs to one."""

    name = models.CharField(max_length=80, unique=True)
    description = models.TextField(blank=True)
    icon = models.SlugField(
        max_length=20,
        blank=True,
        help_text="Name of a line icon: muscle, heart, leaf, moon, mind, person, drop or face.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    review_interval_months = models.PositiveSmallIntegerField(
        default=24, help_text="How long a review of an article holds."
    )
    reading_age_from = models.PositiveSmallIntegerField(default=9)
    reading_age_to = models.PositiveSmallIntegerField(
        default=11, help_text="Sections that ask for an older reader are pointed out."
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reading_age_from__lte=models.F("reading_age_to")),
                name="topic_reading_age_is_a_range",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic_detail", args=[self.slug])

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from articles.models.address import Address, Addressed
from articles.models.author import Author
from articles.models.image import Image
from articles.models.source import Source
from articles.models.status import ArticleQuerySet
from articles.models.topic import Topic

KEY = RegexValidator(
    r"^[a-z0-9][a-z0-9-]*\Z", "Use small letters, digits and hyphens, such as brukner2017."
)


class Article(Addressed):
    """What an article is, and its working copy, which editors edit and readers never see."""

    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    sources = models.ManyToManyField(Source, through="Reference", related_name="articles")
    title = models.CharField(max_length=200, blank=True)
    standfirst = models.TextField(blank=True, help_text="One or two sentences under the title.")
    key_points = models.TextField(blank=True, help_text="A short list.")
    body = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.PROTECT)
    image_alt = models.CharField(
        "text alternative",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for those who do not see it.",
    )
    image_decorative = models.BooleanField(
        "mere decoration",
        default=False,
        help_text="The picture says nothing that the text does not: screen readers pass it over.",
    )
    sample = models.BooleanField(
        default=False, help_text="Part of the sample library: its page says so."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    discarded_at = models.DateTimeField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        permissions = [
            ("submit_article", "Can submit an article for medical review"),
            ("review_article", "Can approve an article or send it back"),
            ("publish_article", "Can publish and schedule articles"),
            ("withdraw_article", "Can withdraw a published article"),
            ("redact_article", "Can remove personal text from the record"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(discarded_at=None, discarded_by=None)
                | models.Q(discarded_at__isnull=False, discarded_by__isnull=False),
                name="article_discarded_by_someone",
            )
        ]

    if TYPE_CHECKING:
        newest_number: int | None
        live_number: int | None
        scheduled_for: datetime | None
        status: str

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("article_detail", args=[self.slug])

    def release_addresses(self) -> None:
        """Store the discarded article under an address that nobody will want, and free its own."""
        Address.objects.filter(
            content_type=ContentType.objects.get_for_model(Article), object_id=self.pk
        ).delete()
        self.slug = f"discarded-{self.pk}"
        self.save()


class Byline(models.Model):
    """An author of an article, in the order in which they are named."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_names_author_once")
        ]

    def __str__(self) -> str:
        return str(self.author)


class Faq(models.Model):
    """A question that readers ask, and its answer."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="faqs")
    question = models.CharField(max_length=300)
    answer = models.TextField()
    urgent = models.BooleanField(
        "when to get help",
        default=False,
        help_text="Shown as the box that says when to call a doctor.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "FAQ"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.question


class Reference(models.Model):
    """An article's use of a source: where in it, when it was looked at, what it says there."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="references")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="references")
    key = models.CharField(max_length=60, validators=[KEY], help_text="Such as brukner2017.")
    accessed_on = models.DateField(null=True, blank=True)
    locator = models.CharField(max_length=60, blank=True, help_text="Such as p. 12.")
    passage = models.TextField(blank=True, help_text="The words of the source that support us.")
    further_reading = models.BooleanField(
        default=False, help_text="Listed although no mark in the text leads to it."
    )
    text = models.TextField(
        "reference by hand", blank=True, help_text="Printed instead of the formatted fields."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="reference_key_once")
        ]

    def __str__(self) -> str:
        return self.key

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.edition import Edition


class Enquiry(models.Model):
    """A reader's message: to us in general, or about a fault in an article."""

    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    body = models.TextField("message", max_length=5000)
    received_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-received_at"]

    def __str__(self) -> str:
        about = f"about {self.article}" if self.article_id else "to the library"
        return f"Message {about}, {self.received_at:%d %B %Y}"

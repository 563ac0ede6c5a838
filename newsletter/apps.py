from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Subscribers, their consents, and the issues that they are sent."""

    name = "newsletter"

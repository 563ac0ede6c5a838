from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Subscribers, their consents, and the issues that they are sent."""

    name = "newsletter"

    def ready(self) -> None:
        """Register what public pages depend on."""
        from klarity import page_cache
        from newsletter import versions

        page_cache.register_version("newsletter", versions.version)

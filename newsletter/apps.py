from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Subscribers, their consents, and the issues that they are sent."""

    name = "newsletter"

    def ready(self) -> None:
        """Register the checks, what public pages depend on, what waits at the desk, and what is
        held on a person; listen to what mail services report."""
        from articles import desk
        from klarity import page_cache, privacy
        from klarity.sitemap import register
        from newsletter import (
            archive,
            erasing,
            system_checks,  # noqa: F401 checks register
            trays,
            versions,
            webhooks,
        )

        page_cache.register_version("newsletter", versions.version)
        desk.register("newsletter", trays.trays)
        register("newsletter", archive.sitemap)
        privacy.register("newsletter", export=erasing.export, erase=erasing.erase)
        webhooks.listen()

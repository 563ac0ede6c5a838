from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Readers' replies to articles."""

    name = "comments"

    def ready(self) -> None:
        """Register what public pages depend on."""
        from comments import versions
        from klarity import page_cache

        page_cache.register_version("comments", versions.version)
        page_cache.register_moment("comments", versions.next_moment)

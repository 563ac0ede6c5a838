from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Readers' replies to articles."""

    name = "comments"
    verbose_name = "Readers’ replies"

    def ready(self) -> None:
        """Register what public pages depend on, and what waits at the desk."""
        from articles import desk
        from comments import trays, versions
        from klarity import page_cache

        page_cache.register_version("comments", versions.version)
        page_cache.register_moment("comments", versions.next_moment)
        desk.register("comments", trays.trays)

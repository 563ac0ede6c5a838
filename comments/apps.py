from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Readers' replies to articles."""

    name = "comments"
    verbose_name = "Readers’ replies"

    def ready(self) -> None:
        """Register what public pages depend on, what waits at the desk, and what is held on a
        person."""
        from articles import desk
        from comments import erasing, trays, versions
        from klarity import page_cache, privacy

        page_cache.register_version("comments", versions.version)
        page_cache.register_moment("comments", versions.next_moment)
        desk.register("comments", trays.trays)
        privacy.register("replies", export=erasing.export, erase=erasing.erase)

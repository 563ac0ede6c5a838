from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Readers' replies to articles."""

    name = "comments"
    verbose_name = "Readers’ replies"

    def ready(self) -> None:
        """Register what waits at the desk."""
        from articles import desk
        from comments import trays

        desk.register("comments", trays.trays)

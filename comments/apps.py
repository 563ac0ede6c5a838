from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Readers' replies to articles."""

    name = "comments"

    def ready(self) -> None:
        """Register what is held on a person."""
        from comments import erasing
        from klarity import privacy

        privacy.register("replies", export=erasing.export, erase=erasing.erase)

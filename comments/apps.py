from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Readers' replies to articles."""

    name = "comments"
    verbose_name = "Readers’ replies"

from django.apps import AppConfig


class KlarityConfig(AppConfig):
    """The project's own static files and leaves."""

    name = "klarity"

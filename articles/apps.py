from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their sources and reviews, their editions, and the disclaimer."""

    name = "articles"

    def ready(self) -> None:
        """Register the checks, and what public pages depend on."""
        from articles import system_checks, versions  # noqa: F401 the checks register themselves
        from klarity import page_cache

        page_cache.register_version("articles", versions.version)
        page_cache.register_moment("articles", versions.next_moment)

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their sources and reviews, their editions, and the disclaimer."""

    name = "articles"

    def ready(self) -> None:
        """Register the checks, what public pages depend on, who holds data on a person, and
        what search engines are told of."""
        from articles import enquiries, sitemap, staff, system_checks, versions  # noqa: F401 checks register
        from klarity import page_cache, privacy
        from klarity.sitemap import register

        page_cache.register_version("articles", versions.version)
        page_cache.register_version("sitemap", sitemap.version)
        page_cache.register_moment("articles", versions.next_moment)
        privacy.register("enquiries", export=enquiries.export, erase=enquiries.erase)
        privacy.register("staff accounts", export=staff.export, erase=None)
        for section in (
            sitemap.pages,
            sitemap.articles,
            sitemap.topics,
            sitemap.authors,
            sitemap.policies,
        ):
            register(section.__name__, section)

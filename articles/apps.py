from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their sources and reviews, their editions, and the disclaimer."""

    name = "articles"

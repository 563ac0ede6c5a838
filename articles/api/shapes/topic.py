from pydantic import BaseModel, Field

from articles import models
from articles.api.addresses import absolute, of
from articles.api.answers import Addresses


class Topic(BaseModel):
    """A subject of the library."""

    slug: str
    name: str
    description: str
    article_count: int = Field(description="How many live articles belong to it.")
    links: Addresses


def topic(row: models.Topic) -> Topic:
    """The shape of a topic with `article_count`."""
    return Topic(
        slug=row.slug,
        name=row.name,
        description=row.description,
        article_count=vars(row)["article_count"],
        links={
            "self": of("topic", row.slug),
            "articles": of("articles", topic=row.slug),
            "page": absolute(row.get_absolute_url()),
        },
    )

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import BaseModel, Field

from articles.api.addresses import Links, absolute, of
from articles.api.answers import Addresses
from articles.models import Article, Edition, Topic


class TopicName(BaseModel):
    """The topic that an article belongs to."""

    slug: str
    name: str
    links: Addresses


class Summary(BaseModel):
    """An article as lists show it: what its live edition says of itself."""

    id: int = Field(description="The article's; it never changes, while its slug may.")
    slug: str
    title: str
    standfirst: str = Field(description="Plain text.")
    topic: TopicName | None
    edition: int = Field(description="The edition's number.")
    change_type: str = Field(description="`first`, `update`, `correction` or `review`.")
    published_at: datetime
    reviewed_on: date
    due_on: date | None = Field(description="By when a clinician is to review it again.")
    overdue: bool = Field(description="Whether that day has passed.")
    reading_minutes: int
    reference_count: int
    sample: bool = Field(
        description="For demonstration only: no real clinician has reviewed it. Say so."
    )
    links: Addresses


def topic_name(topic: Topic | None) -> TopicName | None:
    """The shape of a topic in an article."""
    if topic is None:
        return None
    links = {"self": of("topic", topic.slug), "page": absolute(topic.get_absolute_url())}
    return TopicName(slug=topic.slug, name=topic.name, links=links)


def links(article: Article) -> Links:
    """Where an article is to be found, for programs and for readers."""
    return {
        "self": of("article", article.slug),
        "editions": of("editions", article.slug),
        "page": absolute(article.get_absolute_url()),
    }


def summary(edition: Edition) -> Summary:
    """The shape of an article by its live edition, one of `for_lists`."""
    article = edition.article
    return Summary(
        id=article.pk,
        slug=article.slug,
        title=edition.title,
        standfirst=edition.standfirst,
        topic=topic_name(article.topic),
        edition=edition.number,
        change_type=edition.change_type,
        published_at=edition.published_at,
        reviewed_on=edition.reviewed_on,
        due_on=edition.review.due_on,
        overdue=edition.overdue,
        reading_minutes=edition.reading_minutes,
        reference_count=edition.reference_count,
        sample=article.sample,
        links=links(article),
    )


def summaries(editions: Iterable[Edition]) -> list[Summary]:
    """The shapes of articles by their live editions."""
    return [summary(edition) for edition in editions]

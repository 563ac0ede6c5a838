from datetime import datetime
from typing import Any, Literal, cast

from pydantic import BaseModel, Field

from articles import events, history, models
from articles.api.addresses import of
from articles.api.answers import Addresses
from articles.api.problems import WithdrawalNotice
from articles.api.shapes import article as articles

Kind = Literal["edition", "withdrawal", "redaction", "notice", "notice-answered", "disclaimer"]


class ArticleName(BaseModel):
    """The article that something happened to."""

    id: int = Field(description="It never changes, while the slug may.")
    slug: str
    links: Addresses


class Event(BaseModel):
    """Something that changed for readers. What to do on each kind:

    * `edition`: an edition went live. If `is_live`, fetch the article; it takes the place of any
      edition before, and ends a withdrawal. If not, a later event tells what became of it.
    * `withdrawal`: the article is not to be read any more. Remove it.
    * `redaction`: a text was changed without an edition, to remove something personal. Fetch what
      you hold of the article again.
    * `notice`: a cited work was retracted or doubted. Fetch the articles that cite it again.
    * `notice-answered`: an editor answered for such a work. Fetch the article again.
    * `disclaimer`: another wording is in force. It is in this very answer.
    """

    kind: Kind
    at: datetime
    article: ArticleName | None = Field(
        None, description="Of all kinds but `notice` and `disclaimer`."
    )
    edition: int | None = Field(None, description="Of `edition`, its number.")
    is_live: bool | None = Field(None, description="Of `edition`, whether it is what is read now.")
    withdrawal: WithdrawalNotice | None = Field(None, description="Of `withdrawal`, why.")
    source: int | None = Field(None, description="Of `notice`, the id of the work.")
    links: Addresses


def event(happened: events.Event) -> Event:
    """The shape of an event."""
    row, links = happened.row, {}
    about: dict[str, Any] = {}
    if isinstance(row, models.Edition):
        about = {"edition": row.number, "is_live": history.is_live(row)}
        links = {"edition": of("edition", row.article.slug, row.number)}
    elif isinstance(row, models.Withdrawal):
        about = {"withdrawal": WithdrawalNotice.model_validate(row, from_attributes=True)}
    elif isinstance(row, models.Notice):
        about = {"source": row.source_id}
        links = {"source": of("source", row.source_id), "articles": _citing(row)}
    if hasattr(row, "article"):
        about["article"] = _name(row.article)
    kind = cast(Kind, happened.kind)
    return Event(kind=kind, at=happened.place.at, links=links, **about)


def _citing(row: models.Notice) -> str:
    return of("articles", source=row.source_id)


def _name(row: models.Article) -> ArticleName:
    return ArticleName(id=row.pk, slug=row.slug, links=articles.links(row))

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from articles import models
from articles.api.addresses import of
from articles.api.answers import Addresses
from articles.citations.item import Item


class CslItem(BaseModel):
    """A work as a CSL-JSON item (schema 1.0.2), as citation processors take it."""

    model_config = ConfigDict(extra="allow")

    id: str
    type: str


class Notice(BaseModel):
    """What a publisher said of a work after it appeared."""

    kind: str = Field(description="`retraction`, `expression-of-concern` or `correction`.")
    identifier: str = Field(description="DOI or PMID of the notice, or empty.")
    url: str = Field(description="Where the notice is to be read, or empty.")
    issued_on: date | None


class Source(BaseModel):
    """A published work that live articles cite."""

    id: int
    item: CslItem
    link_status: str = Field(
        description="What our last look at its address found: `works`, `moved`, `dead`, `unknown`."
    )
    notices: list[Notice]
    article_count: int = Field(description="How many live articles cite it.")
    links: Addresses


def csl(item: Item, key: str) -> CslItem:
    """The item under the id that CSL-JSON asks for."""
    values: Mapping[str, Any] = item
    return CslItem.model_validate({"type": "document"} | dict(values) | {"id": key})


def notice(row: models.Notice) -> Notice:
    """The shape of a notice."""
    return Notice(kind=row.kind, identifier=row.identifier, url=row.url, issued_on=row.issued_on)


def source(row: models.Source, article_count: int) -> Source:
    """The shape of a source with its notices fetched."""
    return Source(
        id=row.pk,
        item=csl(row.item(), f"source-{row.pk}"),
        link_status=row.link_status,
        notices=[notice(each) for each in row.notices.all()],
        article_count=article_count,
        links={"self": of("source", row.pk), "articles": of("articles", source=row.pk)},
    )

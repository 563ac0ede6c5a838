from pathlib import PurePosixPath

from pydantic import BaseModel, Field

from articles import models
from articles.api.addresses import Links, absolute, of
from articles.api.answers import Addresses
from articles.people import Person
from articles.portfolio import Portfolio
from klarity import richtext


class Named(BaseModel):
    """Somebody as an edition names them, under their present name."""

    name: str
    credentials: str = Field(description="Those of the day on which they signed.")
    links: Addresses


class Reviewer(Named):
    """The clinician who reviewed an edition."""

    competing_interests: str


class Author(BaseModel):
    """A person whom live articles name as an author or as their medical reviewer."""

    slug: str
    name: str
    credentials: str
    bio_html: str
    orcid: str = Field(description="An ORCID iD, or empty.")
    written: int = Field(description="How many live articles name them as an author.")
    reviewed: int = Field(description="How many live articles they reviewed.")
    links: Addresses


def named(person: Person) -> Named:
    """The shape of somebody in a byline."""
    return Named(name=person.name, credentials=person.credentials, links=_links(person))


def reviewer(person: Person, competing_interests: str) -> Reviewer:
    """The shape of an edition's medical reviewer."""
    return Reviewer(
        name=person.name,
        credentials=person.credentials,
        links=_links(person),
        competing_interests=competing_interests,
    )


def _links(person: Person) -> Links:
    if person.url is None:
        return {}
    return {"self": of("author", PurePosixPath(person.url).name), "page": absolute(person.url)}


def author(row: models.Author, works: Portfolio) -> Author:
    """The shape of a person with a page of their own."""
    links = {"self": of("author", row.slug), "page": absolute(row.get_absolute_url())}
    if works.written:
        links["written"] = of("articles", author=row.slug)
    if works.reviewed:
        links["reviewed"] = of("articles", reviewer=row.slug)
    return Author(
        slug=row.slug,
        name=row.name,
        credentials=row.credentials,
        bio_html=richtext.clean(row.bio),
        orcid=row.orcid,
        written=works.written,
        reviewed=works.reviewed,
        links=links,
    )

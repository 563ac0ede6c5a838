from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from articles import portfolio
from articles.api import absence, pages, problems
from articles.api.answers import Answer, envelope, page
from articles.api.asked import Moment, Number, Paged, Slug, SlugPath
from articles.api.operations import topics
from articles.api.responses import ARTICLE, LIST
from articles.api.shapes.article import Summary, summaries
from articles.api.shapes.edition import Edition, edition
from articles.article_page import editions
from articles.models import Author
from articles.models import Edition as Row
from articles.models.live import EditionQuerySet

router = Router(tags=["Articles"])


class ArticlesAsked(Paged):
    topic: Slug = Field(None, description="Only of this topic, by its slug.")
    author: Slug = Field(None, description="Only by this author, by their slug.")
    reviewer: Slug = Field(None, description="Only reviewed by this person, by their slug.")
    source: Number = Field(None, description="Only those that cite this source, by its id.")
    updated_since: Moment = Field(None, description="Only those published after this moment.")


@router.api_operation(
    ["GET", "HEAD"],
    "articles/",
    response=LIST | {200: Answer[list[Summary]]},
    operation_id="articles",
    url_name="articles",
    summary="Live articles, the latest first",
)
def articles(request: HttpRequest, response: HttpResponse, asked: Query[ArticlesAsked]) -> Any:
    """What the public reads now, without the texts. To keep a copy of the library follow `changes`
    instead: of what is published while you page, a list may show you nothing."""
    found, cursor = pages.latest_first("articles", _chosen(asked), asked)
    return page(request, response, summaries(found), cursor)


@router.api_operation(
    ["GET", "HEAD"],
    "articles/{slug:slug}/",
    response=ARTICLE | {200: Answer[Edition]},
    operation_id="article",
    url_name="article",
    summary="An article: its live edition, whole",
)
def article(request: HttpRequest, slug: SlugPath) -> Any:
    """The text with its references, who wrote it, who reviewed it, and what is to be said of it. A
    withdrawn article is a 410 with the reason; a former slug leads to the present one."""
    row = editions(Row.objects.live()).filter(article__slug=slug).first()
    if row is None:
        return absence.answer(request, slug)
    return envelope(request, edition(row, is_live=True))


def _chosen(asked: ArticlesAsked) -> EditionQuerySet:
    rows = Row.objects.live()
    if asked.topic:
        rows = rows.filter(article__topic=topics.of_slug(asked.topic))
    if asked.author:
        rows = rows.filter(portfolio.signed_by(_person("author", asked.author)))
    if asked.reviewer:
        rows = rows.filter(portfolio.reviewed_by(_person("reviewer", asked.reviewer)))
    if asked.source:
        rows = rows.filter(sources=asked.source)
    return rows.since(asked.updated_since) if asked.updated_since else rows


def _person(parameter: str, slug: str) -> Author:
    author = Author.at_former_address(slug)
    if not (isinstance(author, Author) and portfolio.is_public(author)):
        raise problems.fault(parameter, "No live article names anybody of that slug.")
    return author

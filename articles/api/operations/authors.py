from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from articles import portfolio
from articles.api import pages
from articles.api.answers import Answer, envelope, page
from articles.api.asked import Paged, SlugPath
from articles.api.problems import ProblemError
from articles.api.responses import LIST, MOVABLE
from articles.api.shapes.person import Author, author
from articles.models import Author as Row
from articles.views.addresses import moved

router = Router(tags=["Authors"])


@router.api_operation(
    ["GET", "HEAD"],
    "authors/",
    response=LIST | {200: Answer[list[Author]]},
    operation_id="authors",
    url_name="authors",
    summary="Authors and medical reviewers",
)
def authors(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> Any:
    """Everybody whom a live article names."""
    found, cursor = pages.by_key("authors", portfolio.everybody(), asked)
    works = portfolio.of(found)
    return page(request, response, [author(row, works[row.pk]) for row in found], cursor)


@router.api_operation(
    ["GET", "HEAD"],
    "authors/{slug:slug}/",
    response=MOVABLE | {200: Answer[Author]},
    operation_id="author",
    url_name="author",
    summary="An author or medical reviewer",
)
def one_author(request: HttpRequest, slug: SlugPath) -> Any:
    """Somebody whom a live article names. A former slug leads to the present one."""
    row = Row.at_former_address(slug)
    if not (isinstance(row, Row) and portfolio.is_public(row)):
        raise ProblemError(404, "No live article names anybody of this address.")
    if row.slug != slug:
        return moved(request, row)
    return envelope(request, author(row, portfolio.of([row])[row.pk]))

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
    works = portfolio.everybody()
    found, cursor = pages.by_key("authors", Row.objects.filter(pk__in=works), asked)
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
    works = portfolio.everybody().get(row.pk) if isinstance(row, Row) else None
    if works is None or not isinstance(row, Row):
        raise ProblemError(404, "No live article names anybody of this address.")
    return envelope(request, author(row, works)) if row.slug == slug else moved(request, row)

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from articles.api import pages
from articles.api.answers import Answer, envelope, page
from articles.api.asked import NumberPath, Paged
from articles.api.problems import ProblemError
from articles.api.responses import LIST, ONE
from articles.api.shapes.source import Source, source
from articles.models import Edition
from articles.models import Source as Row

router = Router(tags=["Sources"])


@router.api_operation(
    ["GET", "HEAD"],
    "sources/",
    response=LIST | {200: Answer[list[Source]]},
    operation_id="sources",
    url_name="sources",
    summary="The works that live articles cite",
)
def sources(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> Any:
    """Each with its fields as they are known now, what was said of it since it appeared, and the
    way to the articles that cite it."""
    found, cursor = pages.by_key("sources", _cited(), asked)
    return page(request, response, _shapes(found), cursor)


@router.api_operation(
    ["GET", "HEAD"],
    "sources/{int:number}/",
    response=ONE | {200: Answer[Source]},
    operation_id="source",
    url_name="source",
    summary="A work that live articles cite",
)
def one_source(request: HttpRequest, number: NumberPath) -> Any:
    """A source by its id."""
    row = _cited().filter(pk=number).first()
    if row is None:
        raise ProblemError(404, "No live article cites a source of this id.")
    return envelope(request, _shapes([row])[0])


def _cited() -> QuerySet[Row]:
    """Those that live editions cite, with their notices."""
    citing = Edition.objects.live().filter(sources=OuterRef("pk")).order_by()
    return Row.objects.filter(Exists(citing)).prefetch_related("notices")


def _shapes(rows: list[Row]) -> list[Source]:
    counts = Edition.objects.live().counts("sources", [row.pk for row in rows])
    return [source(row, counts.get(row.pk, 0)) for row in rows]

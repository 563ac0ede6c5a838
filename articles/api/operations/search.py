from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from articles.api import cursors, pages
from articles.api.answers import Answer, page
from articles.api.asked import Cursor, Day, Slug
from articles.api.operations import topics
from articles.api.responses import LIST
from articles.api.shapes.found import Finding, finding
from articles.search.finding import find
from articles.search.results import A_PAGE, Asked, Order

router = Router(tags=["Search"])
LONGEST = 500


class SearchAsked(BaseModel):
    q: str = Field(
        max_length=LONGEST,
        description="Words, or a phrase in quotation marks.",
        json_schema_extra={"example": "muscle spasm"},
    )
    topic: Slug = Field(None, description="Only of this topic, by its slug.")
    reviewed_since: Day = Field(None, description="Only those reviewed on this day or later.")
    order: Order = Field(
        "best",
        description="The best answer first, the last reviewed, or A to Z.",
        json_schema_extra={"example": "best"},
    )
    cursor: Cursor = ""


@router.api_operation(
    ["GET", "HEAD"],
    "search/",
    response=LIST | {200: Answer[Finding]},
    operation_id="search",
    url_name="search",
    summary="Live articles that hold some words",
)
def search(request: HttpRequest, response: HttpResponse, asked: Query[SearchAsked]) -> Any:
    """With word forms, synonyms and small slips of the keyboard understood. Ten a page."""
    passed = pages.numbers(asked.cursor, "search", 1)[0] if asked.cursor else 0
    results = find(
        Asked(
            asked.q,
            topics=frozenset({topics.of_slug(asked.topic).slug} if asked.topic else ()),
            reviewed_since=asked.reviewed_since,
            order=asked.order,
            page=passed + 1,
        )
    )
    is_last = (passed + 1) * A_PAGE >= results.total
    cursor = None if is_last else cursors.write("search", passed + 1)
    return page(request, response, finding(results), cursor)

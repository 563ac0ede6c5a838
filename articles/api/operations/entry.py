from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from articles.api.addresses import absolute, of
from articles.api.answers import Addresses, Answer, envelope
from articles.api.responses import LIST

router = Router(tags=["Entry"])
LISTS = ("articles", "topics", "authors", "sources", "changes")


class Library(BaseModel):
    """What can be asked for, by name."""

    name: str
    description: str
    lists: Addresses


@router.api_operation(
    ["GET", "HEAD"],
    "",
    response=LIST | {200: Answer[Library]},
    operation_id="entry",
    url_name="entry",
    summary="What there is",
)
def entry(request: HttpRequest) -> Any:
    """Where to begin: the lists of the library, the search (its words go behind `q=`), and the
    document that describes them."""
    library = Library(
        name="Klarity Health Library",
        description="Health articles, each reviewed by a named clinician, each mark with a source.",
        lists={name: of(name) for name in LISTS},
    )
    return envelope(
        request,
        library,
        search=of("search", q=""),
        describedby=of("document"),
        page=absolute("/"),
    )

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from articles import events
from articles.api import cursors, pages
from articles.api.answers import Answer, page
from articles.api.asked import Moment, Paged
from articles.api.responses import LIST
from articles.api.shapes.event import Event, event
from articles.events import Place

router = Router(tags=["Changes"])


class ChangesAsked(Paged):
    since: Moment = Field(
        None, description="To begin after this moment. A cursor knows where it is and counts alone."
    )


@router.api_operation(
    ["GET", "HEAD"],
    "changes/",
    response=LIST | {200: Answer[list[Event]]},
    operation_id="changes",
    url_name="changes",
    summary="What happened, the first first",
)
def changes(request: HttpRequest, response: HttpResponse, asked: Query[ChangesAsked]) -> Any:
    """For keeping a copy of the library. Begin without a cursor, do what each event says, keep the
    `next` link, and ask it again later: it is always there. An empty page means that nothing has
    happened since. Events are told some ten seconds after they happen, in an order that never
    changes: who goes on from where they stopped misses nothing."""
    place = _place(asked)
    told = events.after(place, asked.limit)
    last = told[-1].place if told else place
    cursor = cursors.write("changes", last.at, last.kind, last.pk)
    return page(request, response, [event(each) for each in told], cursor)


def _place(asked: ChangesAsked) -> Place:
    if asked.cursor:
        at, kind, pk = pages.numbers(asked.cursor, "changes", 3)
        return Place(pages.moment(at), kind, pk)
    return Place(max(asked.since or cursors.EPOCH, cursors.EPOCH), len(events.KINDS), 0)

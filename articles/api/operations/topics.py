from typing import Any

from django.http import HttpRequest
from ninja import Router

from articles import listing
from articles.api.answers import Answer, envelope
from articles.api.asked import SlugPath
from articles.api.problems import ProblemError, fault
from articles.api.responses import LIST, MOVABLE
from articles.api.shapes.topic import Topic, topic
from articles.models import Topic as Row
from articles.views.addresses import moved

router = Router(tags=["Topics"])


@router.api_operation(
    ["GET", "HEAD"],
    "topics/",
    response=LIST | {200: Answer[list[Topic]]},
    operation_id="topics",
    url_name="topics",
    summary="The topics, in their order",
)
def topics(request: HttpRequest) -> Any:
    """All of them, on one page, with the number of their live articles."""
    return envelope(request, [topic(row) for row in listing.topics()])


@router.api_operation(
    ["GET", "HEAD"],
    "topics/{slug:slug}/",
    response=MOVABLE | {200: Answer[Topic]},
    operation_id="topic",
    url_name="topic",
    summary="A topic",
)
def one_topic(request: HttpRequest, slug: SlugPath) -> Any:
    """Its description, and the way to its articles. A former slug leads to the present one."""
    row = next((row for row in listing.topics() if row.slug == slug), None)
    if row:
        return envelope(request, topic(row))
    if holder := Row.at_former_address(slug):
        return moved(request, holder)
    raise ProblemError(404, "There is no topic at this address.")


def of_slug(slug: str) -> Row:
    """The topic that a parameter `topic` names, by its slug or a former one. Raises ProblemError
    (422) if there is none."""
    topic = Row.at_former_address(slug)
    if not isinstance(topic, Row):
        raise fault("topic", "There is no topic of that slug.")
    return topic

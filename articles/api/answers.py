"""The envelope of every answer: what was asked for, the disclaimer in force, and where to go on."""

from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field, WithJsonSchema

from articles.api.addresses import Links, absolute
from articles.models import Disclaimer

Data = TypeVar("Data")
Addresses = Annotated[
    Links,
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}),
    Field(description="Full addresses by what stands there, such as `self` and `next`."),
]


class NoDisclaimerError(Exception):
    """No medical disclaimer is in force: nothing can be answered."""


class Wording(BaseModel):
    """The medical disclaimer in force. Whoever shows health text from here shows it too."""

    short: str = Field(description="To be shown at the head of an article.")
    full: str = Field(description="To be shown after an article, and with every list.")
    site: str = Field(description="To be shown on every page.")
    in_force_from: datetime


class Answer(BaseModel, Generic[Data]):
    """What was asked for, the disclaimer, and where to go on."""

    data: Data
    disclaimer: Wording
    links: Addresses


def wording(request: HttpRequest) -> Wording:
    """The disclaimer in force, read once a request. Raises NoDisclaimerError."""
    disclaimer: Disclaimer | None = request.disclaimer  # type: ignore[attr-defined]
    if not disclaimer:
        raise NoDisclaimerError
    return Wording.model_validate(disclaimer, from_attributes=True)


def envelope(request: HttpRequest, data: Any, **links: str) -> dict[str, Any]:
    """The answer that an operation gives; its shape is checked against the `Answer` declared."""
    address = absolute(request.get_full_path())
    return {"data": data, "disclaimer": wording(request), "links": {"self": address} | links}


def page(
    request: HttpRequest, response: HttpResponse, data: Any, cursor: str | None
) -> dict[str, Any]:
    """A page of a list. `cursor` is where the next one begins, None after the last."""
    if cursor is None:
        return envelope(request, data)
    query = request.GET.copy()
    query["cursor"] = cursor
    following = absolute(f"{request.path}?{query.urlencode()}")
    response["Link"] = f'<{following}>; rel="next"'  # RFC 8288
    return envelope(request, data, next=following)

"""The OpenAPI document of the API (3.1)."""

from copy import deepcopy
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from articles.api import examples
from articles.api.answers import wording
from articles.api.library import api
from klarity.problems import MEDIA_TYPE

ETAG = {"description": "Of this very answer.", "schema": {"type": "string"}}
LOCATION = {"description": "The present address.", "schema": {"type": "string"}}
DESCRIPTIONS = {
    200: "As asked.",
    301: "It has another address now.",
    304: "Unchanged since the answer whose ETag was sent.",
    404: "There is nothing of that name to be read.",
    405: "This API is for reading.",
    410: "The article was withdrawn, and why.",
    422: "A parameter cannot be used, and why.",
    500: "A fault on our side; nothing of it is told.",
}


def document(request: HttpRequest) -> JsonResponse:
    """The document. What it has to say of health is the disclaimer in force."""
    return JsonResponse(_made() | {"x-disclaimer": wording(request).model_dump(mode="json")})


def described() -> dict[str, Any]:
    """A copy of the document, without the disclaimer."""
    return deepcopy(_made())


@cache
def parameters(operation: str) -> frozenset[str]:
    """The names that may stand in the query of an operation."""
    operations = [path["get"] for path in _made()["paths"].values()]
    found = next(each for each in operations if each["operationId"] == operation)
    return frozenset(each["name"] for each in found["parameters"] if each["in"] == "query")


@cache
def _made() -> dict[str, Any]:
    """As django-ninja writes it, and what it cannot: that errors are of another media type, the
    headers, and that `HEAD` is no operation of its own."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix=reverse("api:entry"))
    made["servers"] = [{"url": settings.SITE_URL}]
    for address, path in made["paths"].items():
        del path["head"]
        asked = path["get"]["responses"][200]["content"]["application/json"]
        asked["example"] = examples.of(path["get"]["operationId"], address)
        for status, response in path["get"]["responses"].items():
            response["description"] = DESCRIPTIONS[status]
            _complete(status, response)
    return made


def _complete(status: int, response: dict[str, Any]) -> None:
    if status >= 400:
        response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    elif status == 301:
        response["headers"] = {"Location": LOCATION}
    else:
        response["headers"] = {"ETag": ETAG}

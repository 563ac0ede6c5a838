"""Errors as programs read them: `application/problem+json`, RFC 9457."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
# Under this path programs read: an error there is no page.
FOR_PROGRAMS = "/api/"


def problem(status: int, detail: str, **members: Any) -> HttpResponse:
    """An error answer. Its type is `about:blank`, so its title is the status' own (section 4.2.1);
    `members` are added as they are (section 3.2). It asks no database."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail} | members
    return HttpResponse(json.dumps(body), status=status, content_type=MEDIA_TYPE)

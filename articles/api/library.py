"""The API itself: its operations, and how they answer."""

from typing import Any

import pydantic_core
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from articles.api import problems
from articles.api.operations import (
    articles,
    authors,
    changes,
    editions,
    entry,
    search,
    sources,
    topics,
)

DESCRIPTION = """\
Health articles of the Klarity Health Library, for reading: no key, no cookie, from any site.

Every answer, an error too, carries the medical disclaimer in force in its `disclaimer`. Whoever
shows health text from here shows that too. Two errors have no more to say than that they happened,
and carry none: 400, for a request that does not even name this site, and 500, a fault of ours.

`HEAD` is answered wherever `GET` is. Every answer has an `ETag`; send it as `If-None-Match` and an
unchanged answer is a 304 without a body. Lists go on at their `next` link. Errors are
`application/problem+json` (RFC 9457). Fields may be added; none changes its meaning within v1.
"""


class Renderer(BaseRenderer):
    """JSON with whole moments: Django's encoder would cut microseconds."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return pydantic_core.to_json(data)


api = NinjaAPI(
    title="Klarity Health Library",
    version="1.0",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    renderer=Renderer(),
)
problems.handle(api)
for operations in (entry, articles, editions, topics, authors, sources, search, changes):
    api.add_router("", operations.router)

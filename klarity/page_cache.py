"""Whole public pages, kept until something that they show has changed.

Nothing is purged by hand: a page is kept under its *version*, which says what it was made from.
When an app's data change, its version changes, and the page is asked for under another key.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import TypeGuard

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from redis.exceptions import RedisError

# The API too: it shows more than the versions tell of, so it makes and stamps its own answers.
NEVER = ("/admin/", "/preview/", "/media/", "/healthz", "/api/")
KEPT_FOR = 24 * 60 * 60
# A browser asks each time and mostly gets a 304; nginx or a CDN is at most one second behind.
CACHE_CONTROL = "public, max-age=0, s-maxage=1"

logger = logging.getLogger(__name__)
_versions: dict[str, Callable[[str], str]] = {}
_moments: dict[str, Callable[[str], datetime | None]] = {}


def register_version(name: str, function: Callable[[str], str]) -> None:
    """Let pages depend on what `function(path)` returns: an app calls this in `ready`.

    It is called for every request of a public page, so it costs one cheap query at most. A name
    registered again replaces the earlier function.
    """
    _versions[name] = function


def register_moment(name: str, function: Callable[[str], datetime | None]) -> None:
    """Let pages change by time alone: `function(path)` tells the next moment at which they do.

    None when there is none, as `register_version` otherwise.
    """
    _moments[name] = function


def page_version(path: str) -> str:
    """All that the page at `path` is made from, as one text: equal texts, equal pages."""
    moments = [moment for function in _moments.values() if (moment := function(path))]
    return json.dumps(
        [
            settings.RELEASE,
            min(moments).isoformat() if moments else None,
            *((name, _versions[name](path)) for name in sorted(_versions)),
        ]
    )


class PageCacheMiddleware:
    """Answers public GET and HEAD requests from the cache, and keeps what may be kept.

    `settings.PAGE_CACHE` switches it off; only the query parameters of
    `settings.PAGE_CACHE_PARAMETERS` are known, and a request with any other is passed on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            return self.get_response(request)
        # Before the page is made: if data change meanwhile, the old page has the old version.
        version = page_version(request.path_info)
        response = _recall(_key(request, version))
        if response is None:
            made = self.get_response(request)
            # The body of an answer to HEAD may be empty: never hand it to a GET.
            if request.method == "HEAD" or not is_public(made):
                return made
            response = stamped(made)
            if page_version(request.path_info) == version:
                _keep(_key(request, version), response)
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        return answer or response


def is_public(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether a response is whole and the same for everybody, by what it says of itself."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not {"no-store", "private"} & _tokens(response.get("Cache-Control", ""))
        and _tokens(response.get("Vary", "")) <= {"", "accept-encoding"}
    )


def _tokens(header: str) -> set[str]:
    return {token.partition("=")[0].strip() for token in header.lower().split(",")}


def stamped(response: HttpResponse) -> HttpResponse:
    """The response with an ETag over its content, to be asked for again each time."""
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        settings.PAGE_CACHE
        and request.method in {"GET", "HEAD"}
        and "Authorization" not in request.headers
        and not request.path_info.startswith(NEVER)
        and set(request.GET) <= set(settings.PAGE_CACHE_PARAMETERS)
    )


def _key(request: HttpRequest, version: str) -> str:
    """`get_host` raises DisallowedHost, so that nobody fills the cache under invented names."""
    parameters = [request.GET.getlist(name) for name in settings.PAGE_CACHE_PARAMETERS]
    page = [request.scheme, request.get_host(), request.path, parameters, version]
    return f"page:{sha256(json.dumps(page).encode()).hexdigest()}"


def _recall(key: str) -> HttpResponse | None:
    try:
        kept = cache.get(key)
    except (OSError, RedisError):
        logger.exception("The page cache does not answer: pages are made afresh")
        return None
    return kept and HttpResponse(kept[0], headers=kept[1])


def _keep(key: str, response: HttpResponse) -> None:
    try:
        cache.set(key, (response.content, dict(response.headers)), KEPT_FOR)
    except (OSError, RedisError):
        logger.exception("The page cache does not answer: a page was not kept")

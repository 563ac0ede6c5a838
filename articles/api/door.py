"""What all answers have in common, whatever was asked: for reading, no unknown parameter, an ETag.

There is no Last-Modified: what an answer says changes with names, notices, review dates and the
disclaimer too, and no one moment tells of all these.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from articles import disclaimers
from articles.api import problems
from articles.api.answers import NoDisclaimerError
from articles.api.document import parameters
from klarity.cors import METHODS
from klarity.page_cache import CACHE_CONTROL, stamped


def door(view: Callable[..., HttpResponse], operation: str = "") -> Callable[..., HttpResponseBase]:
    """The view of an operation, or of what is none, behind the door."""

    @csrf_exempt
    @disclaimers.carries("short", "full", "site")
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            response = _refusal(request, operation) or view(request, **kwargs)
        except NoDisclaimerError:
            return disclaimers.refusal(request)
        if response.status_code != 200:
            response.headers.setdefault("Cache-Control", CACHE_CONTROL)
            return response
        response = stamped(response)
        answer = get_conditional_response(request, etag=response["ETag"], response=response)
        return answer or response

    return answered


def _refusal(request: HttpRequest, operation: str) -> HttpResponse | None:
    """A misspelt parameter is refused: ignored, it would give wrong answers that look right."""
    if request.method not in {"GET", "HEAD"}:
        return problems.not_allowed(request, METHODS)
    known = parameters(operation) if operation else set(request.GET)
    unknown = [name for name in request.GET if name not in known]
    return problems.answer(request, problems.unknown(unknown, known)) if unknown else None

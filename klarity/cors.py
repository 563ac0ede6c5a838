"""Pages of other sites may read what is meant for programs, and nothing else of ours.

CORS protocol: https://fetch.spec.whatwg.org/#http-cors-protocol. Any origin, never with
credentials: what stands there is public and the same for everybody.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from klarity.problems import FOR_PROGRAMS

METHODS = "GET, HEAD, OPTIONS"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location",
}
# How long a browser need not ask again before a request with a header of its own (a day).
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class CorsMiddleware:
    """Answers OPTIONS under `FOR_PROGRAMS` and marks all that is answered there as readable."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(FOR_PROGRAMS):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": METHODS} | HEADERS | PREFLIGHT)
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response

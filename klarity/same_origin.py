"""Public forms without a cookie: a POST is taken only from a page of this very site.

Readers get no session and no CSRF token, so that one page can be shared by all of them. Browsers
say where a request comes from (Fetch Metadata, `Sec-Fetch-Site`; RFC 6454, `Origin`), and no page
of another site can forge either header.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
REFUSAL = (
    "This form can be sent only from our own pages. "
    "Please open the page again, in an up-to-date browser, and send it from there.\n"
)


def same_origin(view: View[P]) -> View[P]:
    """A view whose unsafe requests must come from this site; others get 403 and a plain text.

    It takes the place of Django's CSRF token for that view.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in SAFE_METHODS or is_same_origin(request):
            return view(request, *args, **kwargs)
        return HttpResponse(REFUSAL, status=403, content_type="text/plain; charset=utf-8")

    return guarded


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages made this request.

    Without `Sec-Fetch-Site` (older browsers, plain http) the `Origin` must be our own: scheme, host
    and port. A request with neither header is not ours. Raises DisallowedHost for a foreign `Host`.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    default_port = ":443" if request.is_secure() else ":80"
    own = f"{request.scheme}://{request.get_host()}".lower().removesuffix(default_port)
    return request.headers.get("Origin", "").lower() == own

from django.contrib.flatpages.views import flatpage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.views.reading import reading


@reading("site")
def policy(request: HttpRequest, page: str) -> HttpResponseBase:
    """One of the library's policies, a flatpage at /<page>/."""
    return flatpage(request, f"/{page}/")

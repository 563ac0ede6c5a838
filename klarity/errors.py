from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.defaults import server_error as error_page

from klarity.problems import FOR_PROGRAMS, problem

MESSAGE = "This request cannot be understood. Please open the page again from our home page.\n"
UNREADABLE = "This request cannot be understood. Check the host name and the query."
FAULT = "Something went wrong on our side. Please ask again in a few minutes."


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in plain text: for a request that may not even name this site, no page is made."""
    if request.path_info.startswith(FOR_PROGRAMS):
        return problem(400, UNREADABLE)
    return HttpResponse(MESSAGE, status=400, content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest) -> HttpResponseBase:
    """The static page, or for programs a problem; nothing of what went wrong is told."""
    if request.path_info.startswith(FOR_PROGRAMS):
        return problem(500, FAULT)
    return error_page(request)

from django.http import HttpRequest, HttpResponse

MESSAGE = "This request cannot be understood. Please open the page again from our home page.\n"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in plain text: for a request that may not even name this site, no page is made."""
    return HttpResponse(MESSAGE, status=400, content_type="text/plain; charset=utf-8")

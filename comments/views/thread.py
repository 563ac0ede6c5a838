from django.http import HttpRequest, HttpResponse


def comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return HttpResponse("")

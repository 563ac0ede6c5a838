from django.http import HttpRequest, HttpResponse

from articles.feed import AtomFeed, atom
from articles.views.reading import reading


@reading("full")
def feed(request: HttpRequest) -> HttpResponse:
    """What was published, changed and withdrawn last."""
    text = atom(request.disclaimer, request.path)  # type: ignore[attr-defined]
    return HttpResponse(text, content_type=AtomFeed.content_type)

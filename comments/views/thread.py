from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from articles.feed import AtomFeed
from articles.models import Edition
from articles.views.addresses import absent
from articles.views.reading import reading
from comments import feeds, threads
from comments.models import Comment


@reading("site")
def comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The way to a reply, on whichever page of its thread it stands."""
    if _live(slug) is None:
        return absent(request, slug)
    replies = Comment.objects.approved().select_related("article")
    reply = replies.filter(article__slug=slug, number=number).first()
    if reply is None:
        raise Http404
    return HttpResponseRedirect(threads.address(reply))


@reading("full")
def comment_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest replies to a live article."""
    edition = _live(slug)
    if edition is None:
        return absent(request, slug)
    text = feeds.atom(edition, request.disclaimer, request.path)  # type: ignore[attr-defined]
    return HttpResponse(text, content_type=AtomFeed.content_type)


def _live(slug: str) -> Edition | None:
    return Edition.objects.live().for_lists().filter(article__slug=slug).first()

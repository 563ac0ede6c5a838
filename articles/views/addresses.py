"""What stands at an address where the page asked for does not: its new place, a notice, nothing."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from articles import standing
from articles.models.address import Addressed
from articles.standing import Gone


def moved(request: HttpRequest, holder: Addressed | None) -> HttpResponsePermanentRedirect:
    """The same page under the present slug of whoever once had this one, query and all.

    Raises Http404 if nobody had it.
    """
    match = request.resolver_match
    if holder is None or match is None or holder.slug == match.kwargs["slug"]:
        raise Http404
    url = reverse(match.view_name, kwargs=match.kwargs | {"slug": holder.slug})
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(
        f"{url}?{query}" if query else url, preserve_request=request.method == "POST"
    )


def absent(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """What stands where an article, or its edition of that number, is not to be read.

    Of a withdrawn article its notice (410), of a renamed one the way to its present address.
    Raises Http404 where nothing was ever published: a draft has no address.
    """
    found = standing.absent(slug, number)
    return _withdrawn(request, found) if isinstance(found, Gone) else moved(request, found)


def _withdrawn(request: HttpRequest, gone: Gone) -> HttpResponse:
    context = {
        "article_title": gone.edition.title,
        "withdrawal": gone.withdrawal,
        "history_url": reverse("history", args=[gone.article.slug]),
    }
    return render(request, "articles/withdrawn.html", context, status=410)

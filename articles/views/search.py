"""The search page, and suggestions while a reader types.

Both show live articles only, as `finding` asks the time; a shared cache keeps them no longer than
any other page, so that what is withdrawn vanishes here as it does everywhere.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from articles import listing
from articles.forms.search import LONGEST, SearchForm
from articles.models import Topic
from articles.search import finding, missed, suggesting
from articles.search.results import A_PAGE, Results
from articles.views.reading import reading
from klarity import rate_limit
from klarity.page_cache import CACHE_CONTROL

# OpenSearch 1.1, extension "Suggestions".
SUGGESTIONS = "application/x-suggestions+json"


@reading("full", "site")
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `?q=`, by `topic=` and `reviewed=` (years), in the order `sort=`.

    Without words: the topics, the alphabet and what can be searched for.
    """
    topics = list(Topic.objects.all())
    form = SearchForm(request.GET, topics)
    context: dict[str, Any] = {
        "form": form,
        "sought": form.text,
        "nav_topics": topics,
        "emergency_line": settings.EMERGENCY_LINE,
    }
    if asked := form.asked():
        results = finding.find(asked)
        context |= _found(form, results)
        if request.method == "GET" and _is_missed(form, results):
            missed.count(asked.text, network=rate_limit.client_network(request))
    elif not form.text:
        letters = listing.letters(listing.taken())
        context |= {"counted_topics": listing.topics(), "letters": letters}
    response = render(request, "articles/search.html", context)
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _is_missed(form: SearchForm, results: Results) -> bool:
    """Whether no article holds all that was asked for, and that is not a filter's doing. Who turns
    the pages of what holds some of it asks no second time."""
    is_whole = results.total and not results.partly
    return not is_whole and results.asked.page == 1 and not form.filters()


def _found(form: SearchForm, results: Results) -> dict[str, Any]:
    """Raises Http404 if there is no such page of results."""
    if form.is_past_all_pages:
        raise Http404
    number, chosen = results.asked.page, results.asked.topics
    offered = [
        (topic, count, slug in chosen)
        for slug, topic in form.topics.items()
        if (count := results.topics.get(slug, 0)) or slug in chosen
    ]
    return {
        "results": results,
        "offered": offered,
        "filters": form.filters(),
        "query": form.query(),
        "page_obj": listing.page(range(results.total), str(number), A_PAGE),
    }


@reading()
def search_suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant by the beginning `?q=`: each suggestion with the address of an article, or
    of the search for it."""
    text = request.GET.get("q", "")
    found = suggesting.suggest(text) if len(text) <= LONGEST else []
    page = reverse("search")
    addresses = [each.url or f"{page}?{urlencode({'q': each.text})}" for each in found]
    answer = [text, [each.text for each in found], [], addresses]
    return JsonResponse(
        answer,
        safe=False,
        content_type=SUGGESTIONS,
        headers={"Cache-Control": CACHE_CONTROL, "X-Robots-Tag": "noindex"},
    )

"""The issues that were sent, for everybody to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articles import listing
from articles.feed import AtomFeed
from articles.schema_org.collection import collection
from articles.schema_org.json_ld import script
from articles.views.reading import reading
from newsletter import archive
from newsletter.feed import atom
from newsletter.models import Issue

FREQUENCIES = Issue.Frequency


@reading("full", "site")
def issues(request: HttpRequest, frequency: str | None = None) -> HttpResponse:
    """All issues, or those of one list, the newest first."""
    if frequency and frequency not in FREQUENCIES:
        raise Http404
    number = request.GET.get("page")
    context = {
        "page_obj": listing.page(archive.sent(frequency), number, archive.A_PAGE),
        "frequency": frequency,
        "frequencies": FREQUENCIES.choices,
    }
    return render(request, "newsletter/issue_list.html", context)


@reading("full", "site")
def issue(request: HttpRequest, frequency: str, number: int) -> HttpResponse:
    """One issue, with what readers still find of it."""
    sent = archive.sent(frequency).select_related("disclaimer")
    found = get_object_or_404(sent, number=number)
    now_in_force = request.disclaimer  # type: ignore[attr-defined]
    told = archive.told([found])[found.pk]
    described = collection(
        str(found),
        request.path,
        [each.live for each in told if each.live],
        description=found.subject,
        above=[("Newsletter issues", reverse("newsletter_issues"))],
    )
    context = {
        "issue": found,
        "told": told,
        "json_ld": script(described),
        "own": found.disclaimer if found.disclaimer != now_in_force else None,
    }
    return render(request, "newsletter/issue_detail.html", context)


@reading("full")
def feed(request: HttpRequest) -> HttpResponse:
    """The issues that were sent last."""
    text = atom(request.disclaimer, request.path)  # type: ignore[attr-defined]
    return HttpResponse(text, content_type=AtomFeed.content_type)

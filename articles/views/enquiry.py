from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import enquiries
from articles.disclaimers import carries
from articles.forms.enquiry import EnquiryForm
from articles.models import Edition
from articles.views.addresses import absent
from articles.views.reading import reading
from klarity import rate_limit
from klarity.same_origin import same_origin

LIMIT = "5 per hour"
TOO_MANY = "You have sent several messages. Please wait an hour before you send another."


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@carries("site")
def contact(request: HttpRequest) -> HttpResponse:
    """Write to the library."""
    return _form(request, "articles/contact.html", {}, reverse("contact_sent"))


@reading("site")
def contact_sent(request: HttpRequest) -> HttpResponse:
    """Thanks for the message."""
    return render(request, "articles/contact.html", {"sent": True})


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@carries("site")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Report a problem with a live article."""
    edition = _live(slug)
    if edition is None:
        return absent(request, slug)
    sent = reverse("report_sent", args=[slug])
    return _form(request, "articles/report.html", _about(edition), sent, edition)


@reading("site")
def report_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks for the report."""
    edition = _live(slug)
    if edition is None:
        return absent(request, slug)
    return render(request, "articles/report.html", _about(edition) | {"sent": True})


def _live(slug: str) -> Edition | None:
    return Edition.objects.live().for_lists().filter(article__slug=slug).first()


def _about(edition: Edition) -> dict[str, Any]:
    return {"article": edition.article, "article_title": edition.title}


def _form(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    sent: str,
    edition: Edition | None = None,
) -> HttpResponse:
    if request.method != "POST":
        return render(request, template, context | {"form": EnquiryForm()})
    form, status = EnquiryForm(request.POST), 422
    if form.is_valid():
        network = rate_limit.client_network(request)
        if rate_limit.hit("enquiry", limit=LIMIT, network=network):
            enquiries.receive(**form.cleaned_data, edition=edition)
            return HttpResponseRedirect(sent)
        form.add_error(None, TOO_MANY)
        status = 429
    return render(request, template, context | {"form": form}, status=status)

"""Asking for the newsletter, and the answer, which is the same for every address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.disclaimers import carries
from articles.views.reading import reading
from klarity import rate_limit
from klarity.same_origin import same_origin
from newsletter import subscriptions
from newsletter.forms import SubscribeForm
from newsletter.models import Wording

TOO_MANY = "Many addresses were entered from where you are. Please try again later."


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@carries("site")
def newsletter(request: HttpRequest) -> HttpResponse:
    """The invitation and its form, wherever it was sent from."""
    wording = Wording.objects.in_force()
    if wording is None:
        return render(request, "newsletter/none.html", status=503)
    if request.method != "POST":
        return _page(request, wording, SubscribeForm(shown=wording))
    form, status = SubscribeForm(request.POST, shown=wording), 422
    if form.is_valid():
        if form.cleaned_data["website"]:
            return HttpResponseRedirect(reverse("newsletter_asked"))
        network = rate_limit.client_network(request)
        if rate_limit.hit("newsletter", limit=settings.NEWSLETTER_PER_NETWORK, network=network):
            _ask(form, wording)
            return HttpResponseRedirect(reverse("newsletter_asked"))
        form.add_error(None, TOO_MANY)
        status = 429
    return _page(request, wording, form, status)


def _ask(form: SubscribeForm, wording: Wording) -> None:
    values = form.cleaned_data
    subscriptions.ask(email=values["email"], wish=form.wish(), wording=wording, page=values["page"])


def _page(
    request: HttpRequest, wording: Wording, form: SubscribeForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "wording": wording}
    return render(request, "newsletter/newsletter.html", context, status=status)


@reading("site")
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render(request, "newsletter/asked.html")

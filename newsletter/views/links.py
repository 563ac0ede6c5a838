"""The pages behind the links of our mails. Opening one changes nothing: each has a button."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.disclaimers import carries
from articles.findings import Refused
from klarity.same_origin import same_origin
from newsletter import addresses, consenting, subscriptions, tokens
from newsletter.forms import ReasonForm, WishForm
from newsletter.models import Subscriber

# Nobody keeps a copy, and nobody is led there.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
PATHS = {name: f"/newsletter/{name}/…/" for name in ("confirm", "preferences", "unsubscribe")}

View = Callable[[HttpRequest, Subscriber, str], HttpResponse]


def named(read: Callable[[str], Subscriber]) -> Callable[[View], Callable[..., HttpResponse]]:
    """A page for the person whom the token in its address names; a notice if it names nobody."""

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @carries("site")
        @wraps(view)
        def page(request: HttpRequest, token: str) -> HttpResponse:
            try:
                response = view(request, read(token), token)
            except tokens.TokenEnded:
                response = render(request, "newsletter/ended.html", status=410)
            except tokens.NoToken:
                response = render(request, "newsletter/no_token.html", status=404)
            for name, value in HEADERS.items():
                response.headers[name] = value
            return response

        return page

    return wrap


def _for(purpose: str) -> Callable[[str], Subscriber]:
    return lambda token: tokens.read(token, purpose)


def _shown(request: HttpRequest, name: str, subscriber: Subscriber, **more: Any) -> HttpResponse:
    context = {"subscriber": subscriber, "address": addresses.masked(subscriber.email)}
    status = more.pop("status", 200)
    return render(request, f"newsletter/{name}.html", context | more, status=status)


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@named(_for(tokens.CONFIRM))
def confirm(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Confirm that one's own address asked."""
    refusal = None
    if request.method == "POST":
        try:
            subscriber = subscriptions.confirm(subscriber, page=PATHS["confirm"])
        except Refused as refused:
            refusal = refused
    preferences = tokens.sign(subscriber, tokens.PREFERENCES)
    more = {"refusal": refusal, "preferences": preferences, "asked": _asked(subscriber)}
    return _shown(request, "confirm", subscriber, status=409 if refusal else 200, **more)


def _asked(subscriber: Subscriber) -> dict[str, Any] | None:
    events = consenting.receipt(subscriber)
    return next((event for event in reversed(events) if event["kind"] == "asked"), None)


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@named(_for(tokens.PREFERENCES))
def preferences(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """How often, and about what; and the receipt."""
    chosen = {
        "frequency": subscriber.frequency,
        "topics": subscriber.topics.values_list("slug", flat=True),
    }
    form, saved, status = WishForm(initial=chosen), False, 200
    if request.method == "POST":
        form = WishForm(request.POST)
        try:
            if saved := form.is_valid():
                subscriptions.change(subscriber, form.wish(), page=PATHS["preferences"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            saved = False
        status = 200 if saved else 422
    return _shown(
        request, "preferences", subscriber, status=status, form=form, saved=saved, token=token
    )


@require_safe
@named(_for(tokens.PREFERENCES))
def receipt(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """All that we hold of the person's consents, for them to keep."""
    response = JsonResponse({"consents": consenting.receipt(subscriber)})
    response.headers["Content-Disposition"] = 'attachment; filename="newsletter-consents.json"'
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@named(tokens.leaving)
def unsubscribe(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Leave. RFC 8058, 3.1: a mail program posts here by itself, without cookie and from nowhere,
    and is not redirected; so no POST is asked where it comes from."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        subscriber = subscriptions.leave(subscriber, page=PATHS["unsubscribe"])
        if form.is_valid() and form.cleaned_data["reason"]:
            subscriptions.say_why(subscriber, form.cleaned_data["reason"])
    left = subscriber.status == Subscriber.Status.LEFT
    said = bool(request.POST.get("reason"))
    return _shown(request, "unsubscribe", subscriber, left=left, said=said, form=form)

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
from newsletter import addresses, consenting, erasing, subscriptions, tokens, wishes
from newsletter.forms import ConfirmForm, ReasonForm, WishForm
from newsletter.models import Subscriber

# Nobody keeps a copy, and nobody is led there.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
PATHS = {name: f"/newsletter/{name}/…/" for name in ("confirm", "preferences", "unsubscribe")}

View = Callable[[HttpRequest, Subscriber, str], HttpResponse]
button_page = require_http_methods(["GET", "HEAD", "POST"])


def named(read: Callable[[str], Subscriber]) -> Callable[[View], Callable[..., HttpResponse]]:
    """A page for the person whom the token in its address names; a notice if it names nobody, or
    somebody who is forgotten at this very moment."""

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @carries("site")
        @wraps(view)
        def page(request: HttpRequest, token: str) -> HttpResponse:
            try:
                response = view(request, read(token), token)
            except tokens.TokenEnded:
                response = render(request, "newsletter/ended.html", status=410)
            except (tokens.NoToken, Subscriber.DoesNotExist):
                response = render(request, "newsletter/no_token.html", status=404)
            for name, value in HEADERS.items():
                response.headers[name] = value
            return response

        return page

    return wrap


def _for(purpose: str) -> Callable[[str], Subscriber]:
    return lambda token: tokens.read(token, purpose)


def _shown(
    request: HttpRequest, name: str, subscriber: Subscriber, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"subscriber": subscriber, "address": addresses.masked(subscriber.email)}
    return render(request, f"newsletter/{name}.html", context | more, status=status)


@same_origin
@button_page
@named(_for(tokens.CONFIRM))
def confirm(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """Confirm that one's own address asked."""
    refusal = None
    if request.method == "POST":
        try:
            shown = _number(request)
            subscriber = subscriptions.confirm(subscriber, page=PATHS["confirm"], shown=shown)
        except Refused as refused:
            refusal = refused
            subscriber.refresh_from_db()
    context: dict[str, Any] = {
        "refusal": refusal,
        "asked": consenting.last_asked(subscriber),
        "preferences": tokens.sign(subscriber, tokens.PREFERENCES),
        "kept_days": erasing.KEEP_PENDING.days,
    }
    return _shown(request, "confirm", subscriber, status=409 if refusal else 200, **context)


def _number(request: HttpRequest) -> int | None:
    form = ConfirmForm(request.POST)
    return form.cleaned_data["asked"] if form.is_valid() else 0


@same_origin
@button_page
@named(_for(tokens.PREFERENCES))
def preferences(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """How often, and about what; and the receipt."""
    if request.method != "POST":
        wish = wishes.of(subscriber)
        form = WishForm(initial={"frequency": wish.frequency, "topics": wish.slugs})
        return _shown(request, "preferences", subscriber, form=form, token=token)
    form = WishForm(request.POST)
    saved = form.is_valid() and _changed(subscriber, form)
    status = 200 if saved else 422
    return _shown(
        request, "preferences", subscriber, status=status, form=form, saved=saved, token=token
    )


def _changed(subscriber: Subscriber, form: WishForm) -> bool:
    """Carry it out, or say in the form why not."""
    try:
        subscriptions.change(subscriber, form.wish(), page=PATHS["preferences"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
@named(_for(tokens.PREFERENCES))
def receipt(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """All that we hold of the person's consents, for them to keep."""
    response = JsonResponse({"consents": consenting.receipt(subscriber)})
    response.headers["Content-Disposition"] = 'attachment; filename="newsletter-consents.json"'
    return response


def _leaving(request: HttpRequest, subscriber: Subscriber, token: str) -> HttpResponse:
    """A button to leave with; then the question why, which need not be answered."""
    if request.method != "POST":
        left = subscriber.status == Subscriber.Status.LEFT
        return _shown(request, "unsubscribe", subscriber, left=left, form=ReasonForm())
    subscriber = subscriptions.leave(subscriber, page=PATHS["unsubscribe"])
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    said = form.is_valid() and bool(form.cleaned_data["reason"])
    if said:
        subscriptions.say_why(subscriber, form.cleaned_data["reason"])
    status = 422 if form.errors else 200
    return _shown(
        request, "unsubscribe", subscriber, status=status, left=True, form=form, said=said
    )


# RFC 8058, 3.1: a mail program posts here by itself, without cookie and from nowhere, and is not
# redirected; so no POST is asked where it comes from.
unsubscribe = csrf_exempt(button_page(named(tokens.leaving)(_leaving)))
# The same for whoever is at their choices and has no mail at hand.
leave = same_origin(button_page(named(_for(tokens.PREFERENCES))(_leaving)))

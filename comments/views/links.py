"""The pages behind the links in mails: each has a button, and only the button changes anything."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from articles.disclaimers import carries
from articles.findings import Refused
from comments import erasing, links, notices
from comments.links import NoLink, Purpose
from comments.models import Comment
from klarity.same_origin import same_origin

# Who has the address may press the button; nobody keeps a copy, and nobody is led there.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@carries("site")
def withdraw_comment(request: HttpRequest, token: str) -> HttpResponse:
    """Take back a reply of one's own; of one that is gone already the page says so."""
    comment = _named(token, Purpose.WITHDRAW)
    if request.method == "POST":
        with suppress(Refused):  # pressed twice: it is gone
            erasing.withdraw(comment)
        return _unkept(HttpResponseRedirect(request.path))
    return _unkept(render(request, "comments/withdraw.html", {"comment": comment}))


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@carries("site")
def stop_notices(request: HttpRequest, token: str) -> HttpResponse:
    """Hear no more of answers."""
    comment = _named(token, Purpose.STOP)
    if request.method == "POST":
        notices.stop(comment)
        return _unkept(HttpResponseRedirect(request.path))
    context = {"comment": comment, "wanted": notices.are_wanted(comment)}
    return _unkept(render(request, "comments/stop.html", context))


def _named(token: str, purpose: Purpose) -> Comment:
    try:
        return links.read(token, purpose)
    except NoLink as error:
        raise Http404 from error


def _unkept(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response

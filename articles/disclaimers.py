"""The medical disclaimer on every page: declared by the view, compared in the finished response.

Fails closed: a page whose wording is missing or changed does not go out, and no setting says
otherwise. The same holds for feeds and for the answers that other programs read.
"""

import html
import json
import logging
import re
from collections.abc import Callable, Collection
from typing import Literal, TypeVar
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject

from articles.models import Disclaimer
from klarity.problems import FOR_PROGRAMS, problem

Kind = Literal["short", "full", "site"]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

ALL: frozenset[Kind] = frozenset({"short", "full", "site"})
EVERY_PAGE: frozenset[Kind] = frozenset({"site"})

# What a browser does not show; a comment that is never closed hides all that follows it.
HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|textarea|noscript|title)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"<[^>]*>")
# To the letter as the template tag writes it: another attribute might hide it.
CARRIER = re.compile(r'<p data-medical-disclaimer="(short|full|site)">(.*?)</p>', re.DOTALL)
ATOM = "{http://www.w3.org/2005/Atom}"
# What a feed consists of, and where each has its text.
ENTRIES = [(f"{ATOM}entry", f'{ATOM}content[@type="html"]'), ("item", "description")]
FEEDS = ("application/atom+xml", "application/rss+xml")
# The API's document describes answers; what it says of its own stands under a name that OpenAPI
# leaves to us (3.1, "Specification Extensions").
MEMBERS = ("disclaimer", "x-disclaimer")
NOT_SENT = (
    "The medical disclaimer is not on this answer, so it was not sent."
    " This is a fault on our side; please ask again later."
)

logger = logging.getLogger(__name__)


def carries(*kinds: Kind) -> Callable[[View], View]:
    """Declare which wordings the page of a view must carry. Without a declaration it is all."""

    def declare(view: View) -> View:
        view.disclaimers = frozenset(kinds)  # type: ignore[attr-defined]
        return view

    return declare


def missing(page: str, disclaimer: Disclaimer | None, kinds: Collection[Kind]) -> set[Kind]:
    """The kinds whose wording in force does not stand in the page to the letter.

    White space and the links inside the wording do not count; what is not shown is no page.
    """
    if not disclaimer:
        return set(kinds)
    shown = {(kind, _words(text)) for kind, text in CARRIER.findall(HIDDEN.sub("", page))}
    return {kind for kind in kinds if (kind, _joined(getattr(disclaimer, kind))) not in shown}


def is_carried(feed: str, disclaimer: Disclaimer | None) -> bool:
    """Whether each entry of an Atom feed has the full wording in its content (RFC 4287, 4.1.3), and
    each item of an RSS feed in its description: a feed reader shows them one by one. What is no
    XML carries nothing."""
    try:
        root = ElementTree.fromstring(feed)  # noqa: S314 our own text
    except ElementTree.ParseError:
        return False
    texts = [entry.findtext(where, "") for name, where in ENTRIES for entry in root.iter(name)]
    return not any(missing(text, disclaimer, {"full"}) for text in texts)


def is_stated(answer: str, disclaimer: Disclaimer | None) -> bool:
    """Whether a JSON object has the three wordings in force, to the letter, in its disclaimer.
    What is no JSON object states nothing."""
    try:
        document = json.loads(answer)
    except (ValueError, RecursionError):
        return False
    members = document if isinstance(document, dict) else {}
    stated = next((members[name] for name in MEMBERS if name in members), None)
    if not disclaimer or not isinstance(stated, dict):
        return False
    return all(stated.get(kind) == getattr(disclaimer, kind) for kind in ALL)


def _words(markup: str) -> str:
    return _joined(html.unescape(TAG.sub("", markup)))


def _joined(text: str) -> str:
    return " ".join(text.split())


class DisclaimerMiddleware:
    """Puts the disclaimer in force on the request and guards all pages, feeds and answers to
    programs, but the admin's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.disclaimer = SimpleLazyObject(Disclaimer.objects.in_force)  # type: ignore[attr-defined]
        request.disclaimer_kinds = EVERY_PAGE  # type: ignore[attr-defined]
        response = self.get_response(request)
        return response if may_go_out(request, response) else refusal(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> None:
        """Note what the view declared."""
        request.disclaimer_kinds = getattr(view, "disclaimers", ALL) | EVERY_PAGE  # type: ignore[attr-defined]


def may_go_out(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a response carries what its view declared, or is no page of ours.

    What a view declares holds for its text, a 200; its notices (404, 410) carry the site's
    wording as every page does. A server error has no health text and may have no database.
    """
    if request.path_info.startswith("/admin/") or response.status_code == 500:
        return True
    if request.path_info.startswith(FOR_PROGRAMS):
        return _is_answer(request, response)
    content_type = response.get("Content-Type", "").lower() or "html"
    is_feed = content_type.startswith(FEEDS)
    if not (is_feed or "html" in content_type) or _is_empty(response):
        return True
    if not isinstance(response, HttpResponse):
        return False
    declared: frozenset[Kind] = request.disclaimer_kinds  # type: ignore[attr-defined]
    kinds = declared if response.status_code == 200 else EVERY_PAGE
    page = response.content.decode(response.charset)
    if is_feed:
        return is_carried(page, request.disclaimer)  # type: ignore[attr-defined]
    return not missing(page, request.disclaimer, kinds)  # type: ignore[attr-defined]


def _is_answer(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer to a program may go out. A request that does not even name this site (400)
    is answered without asking the database, and without any health text."""
    if response.status_code == 400 or _is_empty(response):
        return True
    if not isinstance(response, HttpResponse):
        return False
    text = response.content.decode(response.charset)
    return is_stated(text, request.disclaimer)  # type: ignore[attr-defined]


def _is_empty(response: HttpResponseBase) -> bool:
    return isinstance(response, HttpResponse) and not response.content


def refusal(request: HttpRequest) -> HttpResponse:
    """The static error page in place of the one without its disclaimer; for programs a problem."""
    logger.error("The medical disclaimer is not on %s: the page was not sent.", request.path)
    if request.path_info.startswith(FOR_PROGRAMS):
        return problem(500, NOT_SENT, instance=request.path)
    return HttpResponseServerError(render_to_string("500.html"))

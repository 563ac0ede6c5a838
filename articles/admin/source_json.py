"""What the editor's plugin asks: which sources there are, and to bring one in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponse
from django.urls import URLPattern, path

from articles import sourcing
from articles.admin.base import LibraryAdmin
from articles.citations.keys import key_for
from articles.citations.vancouver import reference_text
from articles.findings import Refused
from articles.models import Notice, Source
from articles.picking import pick
from articles.sources.entries import Unread
from articles.sourcing import Brought

NOTHING = "Give a DOI, PMID, ISBN or address, a reference, or the text of a file of references."
BY_HAND = "Fill in the form by hand."
# The graver one first.
WARNINGS = {
    Notice.Kind.RETRACTION: "Retracted",
    Notice.Kind.CONCERN: "Expression of concern",
}


class AskedAdmin(LibraryAdmin[Source]):
    """The part of a source's pages that a program asks, in JSON."""

    def get_urls(self) -> list[URLPattern]:
        guard: Any = self.admin_site.admin_view
        own = [
            path("pick/", guard(self.pick), name="articles_source_pick"),
            path("fetch/", guard(self.fetch), name="articles_source_fetch"),
        ]
        return [*own, *super().get_urls()]

    def pick(self, request: HttpRequest) -> HttpResponse:
        """The sources that have the words of `q`."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _answer({"sources": [shown(source) for source in pick(request.GET.get("q", ""))]})

    def fetch(self, request: Any) -> HttpResponse:
        """Bring in what `text` names or holds; 422 with the reason if that is nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            entries = sourcing.fetch(request.POST.get("text", ""), by=request.user)
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        brought = [_brought(each) for each in entries if isinstance(each, Brought)]
        reasons = [each.reason for each in entries if isinstance(each, Unread)]
        if not brought:
            error = " ".join([*reasons[:3], BY_HAND] if reasons else [NOTHING])
            return _answer({"error": error}, status=422)
        return _answer({"sources": brought, "unread": reasons})


def shown(source: Source) -> dict[str, Any]:
    """A source as the plugin offers it: a fresh key, the printed reference, a warning."""
    item = source.item()
    notices = {notice.kind for notice in source.notices.all()}
    return {
        "id": source.pk,
        "key": key_for(item, ()),
        "text": reference_text(item),
        "warning": next((text for kind, text in WARNINGS.items() if kind in notices), ""),
    }


def _brought(each: Brought) -> dict[str, Any]:
    accessed = each.read.accessed
    return shown(each.source) | {
        "known": each.known,
        "accessed": accessed.isoformat() if accessed else "",
        "passage": each.read.passage,
    }


def _answer(values: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(values, status=status)

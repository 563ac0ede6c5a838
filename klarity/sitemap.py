"""For search engines: every public page and when it last changed (sitemaps.org, protocol 0.9).

Each app registers the sections that it has pages for. `/sitemap.xml` is the index; a section with
more places than one document may hold goes on in a second.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

# Where all sitemaps stand: what a sitemap lists must lie below its own folder.
PREFIX = "/sitemap"
PLACES = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Place(NamedTuple):
    """A page by its path, and when it last changed, if that is known."""

    path: str
    changed_at: datetime | None = None


Section = Callable[[], Sequence[Place]]
_sections: dict[str, Section] = {}


def register(name: str, section: Section) -> None:
    """List what `section()` returns, always in the same order; an app calls this in `ready`."""
    _sections[name] = section


@csrf_exempt
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps, each as new as its newest place; none for a section without any."""
    parts = [
        Place(reverse("sitemap", args=[name, number]), newest(places))
        for name, section in _sections.items()
        for number, places in enumerate(_parts(section()), start=1)
    ]
    return _document("sitemapindex", "sitemap", parts)


@csrf_exempt
@require_safe
def sitemap(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One part of a section."""
    parts = _parts(_sections[name]()) if name in _sections else []
    if not 1 <= number <= len(parts):
        raise Http404
    return _document("urlset", "url", parts[number - 1])


def newest(places: Iterable[Place]) -> datetime | None:
    """When the last of them changed, of which that is known."""
    return max((place.changed_at for place in places if place.changed_at), default=None)


def _parts(places: Sequence[Place]) -> list[Sequence[Place]]:
    return [places[start : start + PLACES] for start in range(0, len(places), PLACES)]


def _document(root: str, element: str, places: Iterable[Place]) -> HttpResponse:
    lines = [f"<{element}>{_place(place)}</{element}>" for place in places]
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NAMESPACE}">'
    text = "\n".join([head, *lines, f"</{root}>\n"])
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _place(place: Place) -> str:
    loc = f"<loc>{escape(settings.SITE_URL + place.path)}</loc>"
    if place.changed_at is None:
        return loc
    return f"{loc}<lastmod>{place.changed_at.isoformat(timespec='seconds')}</lastmod>"

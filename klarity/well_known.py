"""What programs ask for at fixed addresses, whatever the library holds."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"
NAME = "Klarity Health Library"


@csrf_exempt
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines may read (RFC 9309), and where the sitemaps are."""
    context = {"site_url": settings.SITE_URL}
    return render(request, "well_known/robots.txt", context, content_type=PLAIN)


@csrf_exempt
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116)."""
    context = {
        "site_url": settings.SITE_URL,
        "contact": settings.SECURITY_CONTACT or settings.SITE_URL + reverse("contact"),
        "expires": expires(timezone.now()).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "canonical": settings.SITE_URL + request.path,
    }
    return render(request, "well_known/security.txt", context, content_type=PLAIN)


def expires(now: datetime) -> datetime:
    """The first day of a month, more than half a year and less than a year ahead (RFC 9116, 2.5.5):
    the file changes once a month."""
    month = now.month - 1 + 7
    return datetime(now.year + month // 12, month % 12 + 1, 1, tzinfo=UTC)


@csrf_exempt
@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches the library from its own search box (OpenSearch 1.1)."""
    context = {"name": NAME, "site_url": settings.SITE_URL, "icon": static("klarity/favicon.svg")}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "well_known/opensearch.xml", context, content_type=kind)


@csrf_exempt
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows of the library on its home screen (W3C Web Application Manifest)."""
    data = {
        "id": "/",
        "name": NAME,
        "short_name": "Klarity",
        "description": "Clear and evidence-based health and wellness articles.",
        "lang": "en-GB",
        "dir": "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#FBFAF6",
        "theme_color": "#0A5A54",
        "icons": [_icon(192), _icon(512), _icon(512, "maskable")],
    }
    return JsonResponse(data, content_type="application/manifest+json")


def _icon(size: int, purpose: str = "any") -> dict[str, str]:
    name = "icon" if purpose == "any" else purpose
    return {
        "src": static(f"klarity/{name}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }

"""What every page shows, whatever it is about."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Topic


def library(request: HttpRequest) -> dict[str, Any]:
    """The topics of the menu, the disclaimer in force and the site's address, each read once and
    only by a template that uses it."""
    return {
        "nav_topics": SimpleLazyObject(lambda: list(Topic.objects.all())),
        "disclaimer": getattr(request, "disclaimer", None),
        "site_url": settings.SITE_URL,
    }

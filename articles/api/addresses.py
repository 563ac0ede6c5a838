"""Full addresses, for whoever reads an answer elsewhere."""

from typing import Any

from django.conf import settings
from django.urls import reverse

Links = dict[str, str]


def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return settings.SITE_URL + path


def of(name: str, *args: Any, **query: Any) -> str:
    """The full address of an operation of the API, by its name."""
    return absolute(reverse(f"api:{name}", args=args, query=query or None))

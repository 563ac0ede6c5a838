"""Addresses of the former site, which lead to ours for ever: rows of Django's redirects, looked up
for what would be a 404."""

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site


def lead(path: str, to: str) -> None:
    """Lead a path of the former site to ours, unless it leads somewhere already, or is ours."""
    longest = Redirect._meta.get_field("old_path").max_length or 0
    if path.strip("/") and path != to and len(path) <= longest:
        here = Site.objects.get_current()
        Redirect.objects.get_or_create(site=here, old_path=path, defaults={"new_path": to})

from typing import Any

from django import template
from django.template.context import RequestContext

from articles import desk

register = template.Library()


@register.inclusion_tag("admin/_desk.html", takes_context=True)
def desk_trays(context: RequestContext) -> dict[str, Any]:
    """What waits at the desk for whoever is signed in."""
    return {"trays": desk.trays(context["user"])}

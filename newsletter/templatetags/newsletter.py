from typing import Any

from django import template
from django.template.context import RequestContext

from newsletter.models import Wording

register = template.Library()


@register.inclusion_tag("newsletter/_invitation.html", takes_context=True)
def newsletter_form(context: RequestContext) -> dict[str, Any]:
    """The invitation with its short form, for any page; nothing while no wording is in force, and
    where an address holds a token: that page is for whoever was given it."""
    request = context.get("request")
    match = request and request.resolver_match
    if match and "token" in match.kwargs:
        return {}
    return {"wording": Wording.objects.in_force(), "page": request.path if request else ""}

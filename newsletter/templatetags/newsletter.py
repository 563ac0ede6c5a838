from typing import Any

from django import template
from django.template.context import RequestContext

from newsletter.models import Wording

register = template.Library()


@register.inclusion_tag("newsletter/_invitation.html", takes_context=True)
def newsletter_form(context: RequestContext) -> dict[str, Any]:
    """The invitation with its short form, for any page; nothing while no wording is in force."""
    request = context.get("request")
    return {"wording": Wording.objects.in_force(), "page": request.path if request else "/"}

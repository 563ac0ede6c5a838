from typing import Any

from django import template
from django.template.context import RequestContext

from comments import rendering, threads

register = template.Library()

register.filter("as_html", rendering.html)


@register.simple_tag(takes_context=True)
def comment_count(context: RequestContext) -> int:
    """How many replies stand under the article of the page."""
    return threads.count(context["edition"].article)


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(context: RequestContext) -> dict[str, Any]:
    """The replies to the live edition of the page, as far as `?page=` asks, and the forms."""
    edition, number = context["edition"], context["request"].GET.get("page")
    return {"article": edition.article, "thread": threads.thread(edition, number)}

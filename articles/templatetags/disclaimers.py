from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LINKED = {
    "editorial standards": "editorial-standards",
    "terms and conditions": "terms",
}


@register.simple_tag(takes_context=True)
def medical_disclaimer(context: RequestContext, kind: str) -> SafeString:
    """The wording in force of one kind, in the one element that the guard reads.

    Without any in force it is empty, and the guard refuses the page.
    """
    wording = getattr(context.get("disclaimer"), kind, "")
    return format_html('<p data-medical-disclaimer="{}">{}</p>', kind, linked(wording))


def linked(wording: str) -> SafeString:
    """The wording, escaped, with the policies that it names as links."""
    text = str(conditional_escape(wording))
    for words, page in LINKED.items():
        link = format_html('<a href="{}">{}</a>', reverse("flatpage", args=[page]), words)
        text = text.replace(words, link, 1)
    return mark_safe(text)  # noqa: S308 escaped above; only our own links were put in

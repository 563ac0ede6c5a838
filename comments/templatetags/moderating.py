from django import template

from comments.admin.verb_page import VerbView
from comments.admin.verbs import IN_ROW, Button, buttons
from comments.models import Comment

register = template.Library()


@register.simple_tag
def verbs_in_row(comment: Comment) -> list[type[VerbView]]:
    """What may be done to a reply from the list."""
    return [verb for verb in IN_ROW if verb.fits(comment)]


@register.simple_tag
def verb_buttons(comment: Comment) -> list[Button]:
    """What may be done to a reply from its page, and what may not, with the reason."""
    return buttons(comment)

"""A row that stands folded: it sends its values, and has no fields to show. `folded.js` makes them
of the empty row's when somebody unfolds it."""

from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.chosen import ChosenField

NOTHING = SafeString("")
EMPTY = (None, "", False)


def hidden(field: BoundField) -> SafeString:
    """What a field would send, unseen. Of empty ones only the row's order is there, for a row that
    is moved gets another. With a choice goes what it shows."""
    value = field.value()
    if value in EMPTY and field.name != "order":
        return NOTHING
    sent = "on" if value is True else value or ""
    label = field.field.shown(value) if isinstance(field.field, ChosenField) else ""
    told = flatatt({"data-label": label}) if label else NOTHING
    return format_html('<input type="hidden" name="{}" value="{}"{}>', field.html_name, sent, told)

"""Fields of rows, drawn without templates: the form of a long article holds 1,600 of them."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

NOTHING = SafeString("")


def line(field: BoundField) -> SafeString:
    """A field with its label, its help and what is wrong with it, as the admin lays it out."""
    label = format_html(
        '<label for="{}"{}>{}:</label>',
        field.id_for_label,
        mark_safe(' class="required"') if field.field.required else NOTHING,
        capfirst(field.label),
    )
    return format_html(
        '<div class="form-row field-{}{}">{}<div class="flex-container">{}{}</div>{}</div>',
        field.name,
        " errors" if field.errors else "",
        field.errors if field.errors else NOTHING,
        label,
        field,
        _help(field),
    )


def _help(field: BoundField) -> SafeString:
    if not field.help_text:
        return NOTHING
    text = '<div class="help" id="{}_helptext"><div>{}</div></div>'
    return format_html(text, field.id_for_label, field.help_text)


class PlainInput(forms.TextInput):
    """A line of text, or what `input_type` says."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        given = {"type": widget["type"], "name": name, "value": widget["value"]}
        return format_html("<input{}>", flatatt(given | widget["attrs"]))


class PlainNumber(PlainInput):
    input_type = "number"


class PlainDate(PlainInput, forms.DateInput):
    """The browser's own calendar, which wants ISO 8601."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.DateInput.__init__(self, attrs, format="%Y-%m-%d")


class PlainTick(PlainInput, forms.CheckboxInput):
    input_type = "checkbox"


class PlainText(forms.Textarea):
    """Some lines of text."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        given = {"name": name} | widget["attrs"]
        # A browser drops the first line break.
        return format_html("<textarea{}>\n{}</textarea>", flatatt(given), widget["value"] or "")

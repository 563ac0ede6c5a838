"""Foreign keys in rows: what all rows of a form point to is fetched at once, not row by row."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.admin.typed import TypedChoiceField
from articles.admin.widgets import LONGEST_KEY, Autocomplete

Fetched = Mapping[str, Model]


def nothing() -> Fetched:
    """Until a formset says otherwise, no row is known."""
    return {}


class ChosenField(TypedChoiceField):
    """A row's choice. `fetched` gives by its key what the rows of the form point to."""

    fetched: Callable[[], Fetched] = staticmethod(nothing)

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        key = str(value.pk if isinstance(value, Model) else value)
        if key not in self.fetched():
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.fetched()[key]

    def shown(self, value: Any) -> str:
        """What is shown of the row with this key; empty if it is not known."""
        row = self.fetched().get(str(value))
        return self.label_from_instance(row) if row else ""

    def all_at_once(self, values: set[str]) -> Fetched:
        """The rows of these keys; what is no key finds nothing."""
        keys = [key for key in values if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY]
        rows = self.queryset.filter(pk__in=keys) if keys and self.queryset is not None else []
        return {str(row.pk): row for row in rows}


class ChosenAutocomplete(Autocomplete):
    """The autocompletion of a ChosenField: its option is what the formset fetched. `comboboxes.js`
    sets it to work when its row is unfolded, for 200 at once would hold the page up."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"class": attrs["class"].replace("admin-auto", "row-auto")}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        field: Any = self.choices.field
        rows = [row for key in value if (row := field.fetched().get(key))]
        options = [(row.pk, field.label_from_instance(row), True) for row in rows]
        if not self.is_required:
            options.insert(0, ("", "", False))
        made = [
            self.create_option(name, key, label, selected, index)
            for index, (key, label, selected) in enumerate(options)
        ]
        return [(None, made, 0)]

"""The rich-text editor, form fields that let through what `richtext` accepts, autocompletion."""

from collections.abc import Sequence
from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest

from articles.admin.markup import ungrouped
from klarity import richtext

LONGEST_KEY = 19


def allowed_content() -> dict[str, dict[str, str]]:
    """`richtext`'s list as CKEditor wants it: by itself the editor would drop what its toolbar
    cannot make, such as marks and definition lists.

    This is no guard: `richtext.clean` judges what comes back.
    """
    common = richtext.ATTRIBUTES["*"]
    return {
        tag: {
            "attributes": ",".join(common | richtext.ATTRIBUTES.get(tag, {})),
            "classes": ",".join(sorted(richtext.CLASSES.get(tag, ()))),
        }
        for tag in sorted(richtext.TAGS)
    }


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]
    """CKEditor of a given height in pixels."""

    def __init__(self, height: int = 420) -> None:
        super().__init__()
        self.config |= {"height": height, "allowedContent": allowed_content()}


class RichTextField(forms.CharField):
    """HTML; its value is clean. What is not accepted is taken out, what cannot be read refused."""

    def __init__(self, *, height: int = 420, **kwargs: Any) -> None:
        super().__init__(widget=RichTextWidget(height), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ungrouped(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        return richtext.clean(super().to_python(value) or "")


class InlineTextField(forms.CharField):
    """HTML of a single line; its value is clean."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=RichTextWidget(80), **kwargs)

    def to_python(self, value: Any) -> str:
        return richtext.clean_inline(super().to_python(value) or "")


class Autocomplete(AutocompleteSelect):
    """Django's own would break on a value that is no primary key, instead of refusing it."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        keys = [key for key in value if key.isdecimal() and len(key) < LONGEST_KEY]
        return super().optgroups(name, keys, attr)


class AutocompletesMixin:
    """Admin classes whose `autocomplete_fields` stand any input."""

    autocomplete: type[Autocomplete] = Autocomplete

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The form field of a foreign key."""
        admin: Any = self
        if db_field.name in admin.get_autocomplete_fields(request):
            kwargs["widget"] = self.autocomplete(db_field, admin.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

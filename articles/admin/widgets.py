"""The rich-text editor, form fields that let through what `richtext` accepts, autocompletion."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.forms.widgets import Script
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape

from articles import toolbar
from klarity import richtext

CKEDITOR = "ckeditor/ckeditor/"
KEYS = "F2 cites a source, Alt and F10 reach the toolbar, Alt and 0 list all keys."
LONGEST_KEY = 19


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]
    """A textarea of which `start.js` makes a CKEditor of a given height in pixels."""

    def __init__(self, height: int = 420, *, line: bool = False, cites: bool = True) -> None:
        # Django's textarea, for it keeps the line break that a text may begin with.
        super().__init__(template_name="django/forms/widgets/textarea.html")
        base = settings.CKEDITOR_CONFIGS["default"]
        self.config = toolbar.config(base, height=height, line=line, cites=cites)

    @property
    def media(self) -> forms.Media:
        """CKEditor, and the script that sets it to work."""
        folder = {"id": "ckeditor-init-script", "data-ckeditor-basepath": static(CKEDITOR)}
        scripts: list[Any] = [
            Script("ckeditor/ckeditor-init.js", **folder),
            f"{CKEDITOR}ckeditor.js",
            # Or CKEditor would ask for these itself, later and one after the other.
            f"{CKEDITOR}lang/{settings.LANGUAGE_CODE}.js",
            f"{CKEDITOR}plugins/divarea/plugin.js",
            Script("articles/ckeditor/start.js", type="module"),
        ]
        return forms.Media(css={"all": ["articles/editor.css"]}, js=scripts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        pictures = {
            "pick": reverse("admin:articles_image_pick"),
            "upload": reverse("admin:articles_image_upload"),
        }
        config = json.dumps(self.config | {"pictures": pictures})
        context["widget"]["attrs"] |= {"data-rich-text": config}
        return context


def shown(value: Any, clean: Callable[[str], str]) -> Any:
    """HTML as the editor may be given it, which shows it inside the admin's page: clean, also when
    it was just sent and refused. What cannot be read at all is shown as the text that it is."""
    if not isinstance(value, str):
        return value
    try:
        return clean(value)
    except ValidationError:
        return escape(value)


class RichTextField(forms.CharField):
    """HTML; its value is clean. What is not accepted is taken out, what cannot be read refused."""

    def __init__(self, *, height: int = 420, cites: bool = True, **kwargs: Any) -> None:
        super().__init__(widget=RichTextWidget(height, cites=cites), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return shown(value, richtext.clean)

    def to_python(self, value: Any) -> str:
        return richtext.clean(super().to_python(value) or "")


class InlineTextField(forms.CharField):
    """HTML of a single line; its value is clean."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=RichTextWidget(80, line=True), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return shown(value, richtext.clean_inline)

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

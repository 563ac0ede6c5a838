"""The rows below the article's form: authors, questions, references. Together with the form they
are one text."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.admin.chosen import ChosenField, Fetched
from articles.admin.folded import hidden
from articles.admin.plain_widgets import (
    PlainDate,
    PlainInput,
    PlainNumber,
    PlainText,
    PlainTick,
    line,
)
from articles.admin.typed import Row, TypedForm, TypedFormSet
from articles.admin.uses import Use
from articles.admin.widgets import RichTextField
from articles.models import Article, Byline, Faq, Reference


class RowForm(TypedForm[Row]):
    """A row of the text. Whether it is unique is judged among the rows of the form alone, for they
    replace what is stored."""

    order = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=9999,
        widget=PlainNumber,
        help_text="Empty: at the end.",
    )
    use: Use | None = None

    noun: ClassVar[str]
    named_by: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["order"].initial = getattr(self.instance, "position", 0) + 1

    @property
    def heading(self) -> str:
        """What the row is, for its title."""
        return str(self.naming() or f"New {self.noun}")

    def naming(self) -> object:
        """What stands in the field that names it."""
        return self[self.named_by].value()

    @property
    def lines(self) -> SafeString:
        """The row's fields, one below the other."""
        return format_html_join("", "{}", ((line(field),) for field in self._fields()))

    @property
    def is_settled(self) -> bool:
        """Whether the row may stand folded: it was filled in before, and without fault."""
        is_filled_in = self.has_changed() if self.is_bound else self.instance.pk is not None
        return is_filled_in and not self.errors

    @property
    def values(self) -> SafeString:
        """What the row's fields would send, without the fields."""
        return format_html_join("", "{}", ((hidden(field),) for field in self._fields()))

    def _fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name != DELETION_FIELD_NAME]

    def has_changed(self) -> bool:
        """A number alone makes no row."""
        return any(name != "order" for name in self.changed_data)

    def validate_unique(self) -> None:
        """Left to the formset."""

    def validate_constraints(self) -> None:
        """Left to the formset."""

    def _get_validation_exclusions(self) -> set[str]:
        """What was chosen is there, says its field: the model need not ask again for each row."""
        chosen = {name for name, field in self.fields.items() if isinstance(field, ChosenField)}
        return super()._get_validation_exclusions() | chosen  # type: ignore[no-any-return, misc]


class BylineForm(RowForm[Byline]):
    noun, named_by = "author", "author"

    class Meta:
        model = Byline
        fields = ["author"]
        field_classes = {"author": ChosenField}

    def naming(self) -> object:
        return chosen(self, self.named_by)


class FaqForm(RowForm[Faq]):
    noun, named_by = "question", "question"

    answer = RichTextField(height=160)

    class Meta:
        model = Faq
        fields = ["question", "answer", "urgent"]


class ReferenceForm(RowForm[Reference]):
    noun, named_by = "reference", "key"

    class Meta:
        model = Reference
        fields = [
            "source",
            "key",
            "accessed_on",
            "locator",
            "passage",
            "further_reading",
            "text",
        ]
        field_classes = {"source": ChosenField}
        widgets = {
            "key": PlainInput({"class": "vTextField"}),
            "accessed_on": PlainDate,
            "locator": PlainInput({"class": "vTextField"}),
            "passage": PlainText({"rows": 3}),
            "further_reading": PlainTick,
            "text": PlainText({"rows": 2}),
        }

    @property
    def source_page(self) -> str:
        """Where the source is put right, for it is not the article's own."""
        source = chosen(self, "source")
        return reverse("admin:articles_source_change", args=[source.pk]) if source else ""

    @property
    def news(self) -> list[str]:
        """What became of the source, in words: its link, and what its publisher said since."""
        source: Any = chosen(self, "source")
        if source is None:
            return []
        said = [notice.get_kind_display() for notice in source.notices.all()]
        return said + LINKS.get(source.link_status, [])


LINKS = {"works": ["Link works"], "moved": ["Link moved"], "dead": ["Link dead"]}


def chosen(form: RowForm[Any], name: str) -> Any:
    """What the row points to, or None."""
    field = form.fields.get(name)
    if not isinstance(field, ChosenField):
        return getattr(form.instance, name, None) if form.instance.pk else None
    return field.fetched().get(str(form[name].value()))


class RowFormSet(TypedFormSet[Row]):
    """All rows of one kind, as the form shows them: what is sent is the whole new list, so rows
    that somebody else has replaced meanwhile do no harm."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        kwargs["save_as_new"] = data is not None
        super().__init__(data, *args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field, ChosenField):
                field.fetched = partial(self._fetch, name)

    def _fetch(self, name: str) -> Fetched:
        return self._fetched.get(name, {})

    @cached_property
    def _fetched(self) -> dict[str, Fetched]:
        """What the rows point to, one query for each foreign key."""
        return {
            name: field.all_at_once({str(form[name].value()) for form in self.forms})
            for name, field in self.empty_form.fields.items()
            if isinstance(field, ChosenField)
        }

    def kept(self) -> list[Any]:
        """The forms of the rows that stay, in the order that was asked for."""
        kept = [form for form in self.forms if form.has_changed() and not self._is_removed(form)]
        return sorted(kept, key=lambda form: form.cleaned_data.get("order") or self.absolute_max)

    def rows(self) -> list[Row]:
        """The same, as unsaved rows."""
        return [form.instance for form in self.kept()]

    def _is_removed(self, form: Any) -> bool:
        return bool(self.is_bound and self._should_delete_form(form))  # type: ignore[attr-defined]


def formsets(article: Article, data: Any) -> list[RowFormSet[Any]]:
    """The rows that a browser sent, without the admin around them."""
    return [kind(data, instance=article, prefix=prefix) for prefix, kind in KINDS.items()]


FORMS: dict[str, type[RowForm[Any]]] = {
    "bylines": BylineForm,
    "faqs": FaqForm,
    "references": ReferenceForm,
}
KINDS: dict[str, Any] = {
    prefix: forms.inlineformset_factory(
        Article, form._meta.model, form=form, formset=RowFormSet, extra=0
    )
    for prefix, form in FORMS.items()
}

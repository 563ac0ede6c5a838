"""The article's form and the rows below it: together one text, saved by `drafting.save`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from articles import drafting, requirements
from articles.admin.newer import changed
from articles.admin.typed import Row, TypedForm, TypedFormSet
from articles.admin.widgets import KEYS, InlineTextField, RichTextField
from articles.content import Answer, Content, Picture, Signature
from articles.findings import Refused, refuse_if
from articles.models import Article, Byline, Faq, Reference, Revision


class ArticleForm(TypedForm[Article]):
    """The article's own fields, and the number of the Revision that the writer started from."""

    base = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    standfirst = InlineTextField(required=False, help_text="One or two sentences under the title.")
    key_points = RichTextField(height=160, required=False, help_text="A short list.")
    body = RichTextField(required=False, help_text=KEYS)
    summary = RichTextField(height=160, required=False)

    class Meta:
        model = Article
        fields = [
            "title",
            "slug",
            "topic",
            "standfirst",
            "key_points",
            "body",
            "summary",
            "image",
            "image_alt",
            "image_decorative",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read in the same query as the text, so that it is never newer than what is shown.
        self.fields["base"].initial = getattr(self.instance, "newest_number", None) or 0
        self.newer: list[tuple[str, SafeString]] = []

    def clean(self) -> dict[str, Any]:
        """Refuse a stale save; keep the article locked until this one is done."""
        values = super().clean() or {}
        values["base"] = values.get("base") or 0
        if self.instance.pk:
            self._hold(values["base"])
        return values

    def _hold(self, base: int) -> None:
        try:
            article = drafting.lock(self.instance)
            refuse_if(requirements.kept(article))
            drafting.check_base(article, base)
        except Refused as refusal:
            self._show_newer(article, base)
            raise ValidationError([finding.message for finding in refusal.findings]) from refusal

    def _show_newer(self, article: Article, base: int) -> None:
        """Show what others saved meanwhile; to save once more then means to overwrite it."""
        newest = drafting.newest(article)
        if newest is None or newest.number == base:
            return
        started = Revision.objects.filter(article=article, number=base).first()
        self.newer = list(changed(started.content if started else Content(), newest.content))
        self.data = dict(self.data.items()) | {"base": str(newest.number)}


class RowForm(TypedForm[Row]):
    """A row of the text. Whether it is unique is judged among the rows of the form alone, for they
    replace what is stored."""

    order = forms.IntegerField(
        required=False, min_value=1, max_value=9999, help_text="Empty: at the end."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["order"].initial = getattr(self.instance, "position", 0) + 1

    def validate_unique(self) -> None:
        """Left to the formset."""

    def validate_constraints(self) -> None:
        """Left to the formset."""


class BylineForm(RowForm[Byline]):
    class Meta:
        model = Byline
        fields = ["author"]


class FaqForm(RowForm[Faq]):
    answer = RichTextField(height=160)

    class Meta:
        model = Faq
        fields = ["question", "answer", "urgent"]


class ReferenceForm(RowForm[Reference]):
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
        widgets = {
            "passage": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 2}),
        }


class RowFormSet(TypedFormSet[Row]):
    """All rows of one kind, as the form shows them: what is sent is the whole new list, so rows
    that somebody else has replaced meanwhile do no harm."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        kwargs["save_as_new"] = data is not None
        super().__init__(data, *args, **kwargs)

    @property
    def extra_forms(self) -> list[Any]:
        """The forms beyond the stored rows; without those that the person has just removed."""
        return [form for form in super().extra_forms if not self._is_removed(form)]

    def rows(self) -> list[Row]:
        """The rows, unsaved, in the order that was asked for."""
        kept = [form for form in self.forms if form.has_changed() and not self._is_removed(form)]
        kept.sort(key=lambda form: form.cleaned_data.get("order") or self.absolute_max)
        return [form.instance for form in kept]

    def _is_removed(self, form: Any) -> bool:
        return bool(self.is_bound and self._should_delete_form(form))  # type: ignore[attr-defined]


def content(form: ArticleForm, formsets: Iterable[RowFormSet[Any]]) -> Content:
    """The text that a valid form and its rows hold."""
    rows = {formset.model: formset.rows() for formset in formsets}
    values = form.cleaned_data
    return Content(
        title=values["title"],
        standfirst=values["standfirst"],
        key_points=values["key_points"],
        body=values["body"],
        summary=values["summary"],
        image=_picture(values),
        byline=[Signature(line.author.pk, line.author.name) for line in rows[Byline]],
        faqs=[Answer(faq.question, faq.answer, faq.urgent) for faq in rows[Faq]],
        references=[drafting.citation(reference) for reference in rows[Reference]],
    )


def _picture(values: dict[str, Any]) -> Picture | None:
    if (image := values["image"]) is None:
        return None
    alt, decorative = values["image_alt"], values["image_decorative"]
    return Picture(image.name, image.width, image.height, alt, decorative=decorative)

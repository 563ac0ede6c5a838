"""The article's form: with the rows below it one text, saved by `drafting.save`."""

from collections.abc import Iterable
from copy import copy
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles import drafting, requirements
from articles.admin import choices, rows
from articles.admin.rows import RowFormSet
from articles.admin.typed import TypedForm
from articles.admin.widgets import KEYS, InlineTextField, RichTextField
from articles.content import Answer, Citation, Content, Picture, Signature
from articles.findings import Refused, refuse_if
from articles.models import Article, Byline, Faq, Reference

SPEAKS = (
    "A picture that is mere decoration has no text alternative: clear it, or take the tick away."
)
TITLE_HELP = "At most 200 characters; a search engine shows about 60 of them."


class TextForm(TypedForm[Article]):
    """The article's own fields."""

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
        help_texts = {"title": TITLE_HELP}

    def clean(self) -> dict[str, Any]:
        """A picture speaks or is decoration. That it does neither the checks tell, for a draft may
        be saved so."""
        values = super().clean() or {}
        if values.get("image_alt") and values.get("image_decorative"):
            self.add_error("image_decorative", ValidationError(SPEAKS, code="alt-of-decoration"))
        return values


class ArticleForm(TextForm):
    """The form that is saved. `base` is the number of the Revision that the writer started from,
    `typing` the browser's name for what was typed since."""

    base = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    typing = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read in the same query as the text, so that it is never newer than what is shown.
        self.fields["base"].initial = getattr(self.instance, "newest_number", None) or 0
        self.overtaken_base: int | None = None

    def is_valid(self) -> bool:
        """Not if it is only to be shown once more, filled in."""
        return super().is_valid() and not ({"_merge", "_restore"} & self.data.keys())

    def clean(self) -> dict[str, Any]:
        """Refuse a stale save; keep the article locked until this one is done."""
        values = super().clean()
        values["base"] = values.get("base") or 0
        if self.instance.pk:
            self._hold(values["base"])
            self._refuse_undecided()
        return values

    def _hold(self, base: int) -> None:
        try:
            article = drafting.lock(self.instance)
            refuse_if(requirements.kept(article))
            drafting.check_base(article, base)
        except Refused as refusal:
            self.overtaken_base = base if refusal.codes == ["stale-copy"] else None
            raise ValidationError([finding.message for finding in refusal.findings]) from refusal

    def _refuse_undecided(self) -> None:
        for label in choices.undecided(cast(QueryDict, self.data)):
            message = f"{label}: choose whether to keep yours or take theirs."
            self.add_error(None, ValidationError(message, code="undecided"))


def content(form: TextForm, formsets: Iterable[RowFormSet[Any]]) -> Content:
    """The text that a form and its rows hold. Of a form that is not valid, what can be read."""
    values = form.cleaned_data
    kept = {formset.model: formset.rows() for formset in formsets}
    return Content(
        title=values.get("title", ""),
        standfirst=values.get("standfirst", ""),
        key_points=values.get("key_points", ""),
        body=values.get("body", ""),
        summary=values.get("summary", ""),
        image=_picture(values),
        byline=[
            Signature(line.author.pk, line.author.name) for line in kept[Byline] if line.author_id
        ],
        faqs=[Answer(faq.question, faq.answer, faq.urgent) for faq in kept[Faq]],
        references=_references(kept[Reference]),
    )


def _references(kept: Iterable[Reference]) -> list[Citation]:
    return [
        drafting.citation(reference) for reference in kept if reference.source_id and reference.key
    ]


def _picture(values: dict[str, Any]) -> Picture | None:
    if (image := values.get("image")) is None:
        return None
    alt, decorative = values.get("image_alt", ""), values.get("image_decorative", False)
    return Picture(image.name, image.width, image.height, alt, decorative=decorative)


def typed(article: Article, data: Any) -> tuple[Article, Content]:
    """An article and its text as a browser sent them, half filled as they may be. Nothing is
    stored, nothing locked."""
    form = TextForm(data, instance=copy(article))
    formsets = rows.formsets(article, data)
    form.full_clean()
    for formset in formsets:
        formset.full_clean()
    return form.instance, content(form, formsets)

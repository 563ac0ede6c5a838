"""Sources: the works that articles cite, and where."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.admin import names
from articles.admin.typed import TypedForm
from articles.admin.watches import WatchedAdmin
from articles.citations.item import Name
from articles.models import Article, Source
from articles.sources.identifiers import normal_doi

HELP = (
    "One a line: “Family, Given” for a person; a line without a comma is a body;"
    " a body with a comma in its name stands in {braces}."
)


class NamesField(forms.CharField):
    """Names as lines; its value is a list of CSL-JSON names."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return names.lines(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Name]:
        text = super().clean(value)
        try:
            return names.names(text)
        except ValueError as error:
            raise ValidationError(str(error), code="no-family-name") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class SourceForm(TypedForm[Source]):
    authors = NamesField(required=False, help_text=HELP)
    editors = NamesField(required=False, help_text=HELP)
    url = forms.URLField(label="URL", max_length=1000, required=False, assume_scheme="https")

    class Meta:
        model = Source
        fields = "__all__"

    def clean_doi(self) -> str:
        """In its normal form."""
        given = self.cleaned_data["doi"].strip()
        doi = normal_doi(given)
        if given and not doi:
            raise ValidationError("A DOI looks like 10.1000/182.", code="no-doi")
        return self._only_once("doi", doi)

    def clean_pmid(self) -> str:
        """A number."""
        pmid = self.cleaned_data["pmid"]
        if pmid and not (pmid.isascii() and pmid.isdigit()):
            raise ValidationError("A PMID is a number.", code="no-pmid")
        return self._only_once("pmid", pmid)

    def _only_once(self, field: str, value: str) -> str:
        known = Source.objects.filter(**{field: value}).exclude(pk=self.instance.pk).first()
        if value and known:
            raise ValidationError(f"The library has it already: {known}", code="known")
        return value


@admin.register(Source)
class SourceAdmin(WatchedAdmin):
    form = SourceForm
    list_display = ["title", "type", "container_title", "issued", "used"]
    list_filter = ["type"]
    ordering = ["title", "pk"]
    search_fields = ["title", "authors", "container_title", "doi", "pmid", "url"]
    readonly_fields = ["where_used", "link"]
    fieldsets = [
        (None, {"fields": ["type", "title", "authors", "editors", "where_used"]}),
        (
            "Publication",
            {
                "fields": [
                    "container_title",
                    "publisher",
                    "publisher_place",
                    "issued",
                    "volume",
                    "issue",
                    "page",
                    "edition",
                    "number",
                    "genre",
                    "language",
                ]
            },
        ),
        ("Identifiers", {"fields": ["doi", "pmid", "pmcid", "isbn", "url", "link"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(uses=Count("references"))

    @admin.display(description="used", ordering="uses")
    def used(self, source: Any) -> int:
        return int(source.uses)

    @admin.display(description="used by")
    def where_used(self, source: Any) -> SafeString | str:
        """The articles whose working copies cite it."""
        if source.pk is None:
            return "no article"
        articles = Article.objects.kept().filter(references__source=source.pk).distinct()
        links = (
            (reverse("admin:articles_article_change", args=[article.pk]), article)
            for article in articles
        )
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "no article"

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Store the correction, which changes no article by itself."""
        super().save_model(request, obj, form, change)
        if change and form.has_changed() and obj.references.exists():
            message = "Saved here. An article takes the correction in when it is saved next."
            self.message_user(request, message)

"""The form of a source: names as lines, identifiers and addresses in their normal forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.admin import names
from articles.admin.typed import TypedForm
from articles.citations.item import Name
from articles.models import Source
from articles.sources import text_fragment
from articles.sources.identifiers import PMCID, normal_doi, normal_isbn
from articles.sources.tracking import without_tracking

HELP = (
    "One a line: “Family, Given” for a person; a line without a comma is a body;"
    " a body with a comma in its name stands in {braces}."
)
LONGEST_PMID = 9


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
    """`notes` say what was put in order without being asked."""

    authors = NamesField(required=False, help_text=HELP)
    editors = NamesField(required=False, help_text=HELP)
    url = forms.URLField(label="URL", max_length=1000, required=False, assume_scheme="https")

    class Meta:
        model = Source
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []

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
        if pmid and not (pmid.isascii() and pmid.isdigit() and len(pmid) <= LONGEST_PMID):
            raise ValidationError("A PMID is a number.", code="no-pmid")
        return self._only_once("pmid", pmid)

    def clean_pmcid(self) -> str:
        """`PMC` and a number."""
        given = self.cleaned_data["pmcid"].strip()
        found = PMCID.fullmatch(given)
        if given and not (found and found[1].isascii()):
            raise ValidationError("A PMCID looks like PMC1234567.", code="no-pmcid")
        return f"PMC{found[1]}" if found else ""

    def clean_isbn(self) -> str:
        """Without hyphens; its last digit checks the others (ISO 2108)."""
        given = self.cleaned_data["isbn"]
        isbn = normal_isbn(given)
        if given and not isbn:
            message = "This is no ISBN: a digit is missing, too many or wrong."
            raise ValidationError(message, code="no-isbn")
        return isbn

    def clean_url(self) -> str:
        """Without the passage that it points at, and without what follows its reader about."""
        url, passage = text_fragment.split(self.cleaned_data["url"])
        if passage:
            self.notes.append(
                f"The passage “{passage}” was taken off the address. Put it into the reference’s"
                " field “passage” in the article."
            )
        clean = without_tracking(url)
        if clean != url:
            self.notes.append("What tracks readers was taken off the address.")
        return clean

    def _only_once(self, field: str, value: str) -> str:
        known = Source.objects.filter(**{field: value}).exclude(pk=self.instance.pk).first()
        if value and known:
            raise ValidationError(f"The library has it already: {known}", code="known")
        return value

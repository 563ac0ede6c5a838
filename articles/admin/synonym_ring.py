"""Words that mean the same, by which readers find what is written in others."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from articles.admin.typed import TypedForm
from articles.admin.word_lists import ListAdmin
from articles.models import SynonymRing
from articles.search import missed
from articles.words import analysis, synonyms

LONGEST = 2000
HELP = (
    "One term a line, the words of everyday and those of medicine, for instance:<br>"
    "heart attack<br>myocardial infarction<br>MI<br>"
    "Whoever searches for one of them is shown articles with the others too. Give only what means"
    " the same: a wider word (“heart disease”) would bring articles that nobody asked for."
)


class SynonymRingForm(TypedForm[SynonymRing]):
    terms = forms.CharField(
        max_length=LONGEST, help_text=HELP, widget=forms.Textarea(attrs={"rows": 6, "cols": 40})
    )

    class Meta:
        model = SynonymRing
        fields = ["terms"]

    def clean_terms(self) -> str:
        """The terms, of which none stands in another ring. The model sees to all else."""
        terms = self.cleaned_data["terms"]
        own = {_key(term): term for term in synonyms.terms(terms)}
        for ring in SynonymRing.objects.exclude(pk=self.instance.pk):
            for term in synonyms.terms(ring.terms):
                if _key(term) in own:
                    message = (
                        f"“{own[_key(term)]}” stands in another ring: {ring}. Add to that one."
                    )
                    raise ValidationError(message, "other-ring")
        return str(terms)


def _key(term: str) -> tuple[str, ...]:
    """Equal for terms that the search does not tell apart."""
    return tuple(analysis.stems(term))


@admin.register(SynonymRing)
class SynonymRingAdmin(ListAdmin[SynonymRing]):
    form = SynonymRingForm
    list_display = ["__str__", "found"]
    search_fields = ["terms"]
    fields = ["terms", "found"]
    readonly_fields = ["found"]

    @admin.display(description="what readers find")
    def found(self, ring: SynonymRing) -> SafeString | str:
        """The search page for each of the terms."""
        if ring._state.adding:
            return "The search for each term, once it is saved."
        links = ((search_page(term), term) for term in synonyms.terms(ring.terms))
        return format_html_join(", ", '<a href="{}">{}</a>', links)

    def save_model(self, request: HttpRequest, obj: SynonymRing, form: Any, change: bool) -> None:
        """Save the ring; what it was made for leaves the list of searches without an answer."""
        super().save_model(request, obj, form, change)
        missed.settle(synonyms.terms(obj.terms))


def search_page(words: str) -> str:
    """The address of what readers find for these words."""
    return f"{reverse('search')}?{urlencode({'q': words})}"


def new_ring(words: str) -> str:
    """The address of the form of a new ring that begins with these words."""
    query = urlencode({"terms": f"{words}\n"})
    return f"{reverse('admin:articles_synonymring_add')}?{query}"

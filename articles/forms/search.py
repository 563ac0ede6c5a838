"""What a reader asks of the search, as it stands in the address of the page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from articles.models import Topic
from articles.search.results import Asked, Order
from articles.words.query import QUOTES

LONGEST = 200
MOST_PAGES = 100_000
TOO_LONG = f"Please search for fewer words: {LONGEST} letters at most."
UNREADABLE = "Please type the words anew: there is a sign among them that no text can hold."
A_YEAR = timedelta(days=365)
REVIEWED = {
    0: "Any time",
    1: "In the last year",
    2: "In the last 2 years",
    5: "In the last 5 years",
}
ORDERS: dict[Order, str] = {
    "best": "Best match",
    "reviewed": "Most recently reviewed",
    "title": "A to Z",
}


class OfferedField(forms.MultipleChoiceField):
    """Of the values sent, those that are offered."""

    def to_python(self, value: Any) -> list[str]:
        return [each for each in super().to_python(value) if self.valid_value(each)]


class SearchForm(forms.Form):
    """Words, filters, an order and a page. What nobody offers is as if it were not asked for; words
    that cannot be searched for are an error of `q`."""

    q = forms.CharField(
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": TOO_LONG, "null_characters_not_allowed": UNREADABLE},
    )
    topic = OfferedField(required=False)
    reviewed = forms.TypedChoiceField(
        label="Reviewed", choices=REVIEWED, coerce=int, empty_value=None, required=False
    )
    sort = forms.ChoiceField(label="Sort by", choices=ORDERS, required=False)
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)

    def __init__(self, data: Any, topics: Sequence[Topic]) -> None:
        super().__init__(data, auto_id="search-%s")
        self.topics = {topic.slug: topic for topic in topics}
        self.fields["topic"].choices = list(self.topics.items())  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def text(self) -> str:
        """The words as typed, as many as the box takes."""
        return str(self["q"].value() or "").strip()[:LONGEST]

    def asked(self) -> Asked | None:
        """What to search for; None if there are no words, or none that can be searched for."""
        chosen = self.cleaned_data
        if not chosen.get("q"):
            return None
        return Asked(
            chosen["q"],
            frozenset(chosen["topic"]),
            reviewed_since=self._reviewed_since(),
            order=chosen.get("sort") or "best",
            page=chosen.get("page") or 1,
        )

    def _reviewed_since(self) -> Any:
        years = self.cleaned_data.get("reviewed")
        return timezone.localdate() - years * A_YEAR if years else None

    @property
    def is_past_all_pages(self) -> bool:
        """Whether a page is asked for that no search has."""
        return self.has_error("page", "max_value")

    @property
    def without_quotes(self) -> str:
        """The words of a search for a phrase without its quotation marks; "" if it has none."""
        words = " ".join(QUOTES.sub(" ", self.text).split())
        return words if QUOTES.search(self.text) else ""

    def query(self, **changes: Any) -> str:
        """The query of the address of this search's first page, but for the changes."""
        chosen = self.cleaned_data
        kept = {name: chosen.get(name) for name in ("q", "topic", "reviewed", "sort")} | changes
        return urlencode({name: value for name, value in kept.items() if value}, doseq=True)

    def filters(self) -> list[tuple[str, str]]:
        """Each filter in force in words, and the query of the same search without it."""
        chosen = self.cleaned_data["topic"]
        found = [
            (self.topics[slug].name, self.query(topic=[each for each in chosen if each != slug]))
            for slug in chosen
        ]
        if years := self.cleaned_data.get("reviewed"):
            found.append((f"Reviewed {REVIEWED[years].lower()}", self.query(reviewed=None)))
        return found

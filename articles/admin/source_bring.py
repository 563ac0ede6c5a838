"""The page on which works are brought in: it shows what was read, and keeps what is ticked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join

from articles import known_works, sourcing
from articles.admin import names
from articles.admin.base import LibraryAdmin
from articles.citations.item import Item
from articles.citations.vancouver import reference_text
from articles.models import Source
from articles.models.source import CSL_FIELDS, partial_date
from articles.sources import formats
from articles.sources.entries import Entry, Unread
from articles.sources.reference_line import ParsedReference

LONGEST_PREFILLED = 600
LISTED_AT_MOST = 10
LONGEST_INDEX = 6


class BringForm(forms.Form):
    """Its value `read` is the text, pasted or of the file."""

    text = forms.CharField(
        label="Identifiers, references or the text of a file",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="A DOI, PMID, PMCID, ISBN or web address, or a formatted reference, one a line;"
        " or RIS, BibTeX, NBIB or CSL-JSON.",
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".ris,.bib,.nbib,.json,.txt"}),
        help_text="Instead: a file of RIS, BibTeX, NBIB or CSL-JSON, of at most 2 MB.",
    )

    def clean_file(self) -> str:
        """The file's text."""
        file = self.cleaned_data["file"]
        if file and file.size > formats.BYTES_AT_MOST:
            raise ValidationError(formats.TOO_LONG.reason, code="too-long")
        return formats.decoded(file.read()) if file else ""

    def clean(self) -> dict[str, Any]:
        given = [self.cleaned_data.get(name, "") for name in ("text", "file")]
        texts = [text for text in given if text.strip()]
        if len(texts) != 1 and not self.errors:
            raise ValidationError("Give either a text or a file.", code="one-of-two")
        return {**self.cleaned_data, "read": "".join(texts)}


@dataclass(frozen=True)
class Row:
    """A work that was read: its number among the works, how it is printed, what is like it."""

    number: int
    text: str
    match: known_works.Match


@dataclass(frozen=True)
class Failure:
    """What could not be read, and the form on which to enter what is known of it by hand."""

    entry: Unread
    form_url: str


class BroughtAdmin(LibraryAdmin[Source]):
    """The part of a source's pages that is about bringing works in, in two steps."""

    def get_urls(self) -> list[URLPattern]:
        guard: Any = self.admin_site.admin_view
        own = [
            path("bring/", guard(self.bring), name="articles_source_bring"),
            path("keep/", guard(self.keep), name="articles_source_keep"),
        ]
        return [*own, *super().get_urls()]

    def bring(self, request: Any) -> HttpResponse:
        """The form; sent, it shows what was read. Nothing is stored."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = BringForm(request.POST, request.FILES) if sent else BringForm()
        if not form.is_valid():
            return self._page(request, {"form": form})
        entries = sourcing.read(form.cleaned_data["read"], by=request.user)
        return self._page(request, preview(entries) | {"form": BringForm()})

    def keep(self, request: Any) -> HttpResponse:
        """Put the ticked ones of the works into the library."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        entries = sourcing.read(request.POST.get("works", ""), by=request.user)
        chosen = _chosen(entries, request.POST.getlist("take"))
        if not chosen:
            nothing = {"form": BringForm(), "error": "Tick at least one of the works."}
            return self._page(request, preview(entries) | nothing)
        self._tell(request, sourcing.keep(chosen, by=request.user))
        return HttpResponseRedirect(reverse("admin:articles_source_changelist"))

    def _tell(self, request: HttpRequest, brought: Sequence[sourcing.Brought]) -> None:
        new = [each.source for each in brought if not each.known]
        for source in new:
            self.log_addition(request, source, "Brought in.")
        links = format_html_join(
            "; ",
            '<a href="{}">{}</a>',
            ((_page_of(source), source) for source in new[:LISTED_AT_MOST]),
        )
        message = format_html_join("", "{}{}", [(f"Added to the library: {len(new)}. ", links)])
        messages.success(request, message)

    def _page(self, request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Bring sources in",
            "opts": self.opts,
            **values,
        }
        return TemplateResponse(request, "admin/articles/source/bring.html", context)


def preview(entries: Sequence[Entry]) -> dict[str, Any]:
    """What was read, as the page shows it; `works` holds it for the next step, as CSL-JSON."""
    works = [entry for entry in entries if isinstance(entry, ParsedReference)]
    items = [work.item for work in works]
    matches = known_works.match(items)
    rows = [
        Row(number, reference_text(item), match)
        for number, (item, match) in enumerate(zip(items, matches, strict=True))
    ]
    unread = [entry for entry in entries if isinstance(entry, Unread)]
    return {
        "was_read": True,
        "rows": rows,
        "new": [row for row in rows if not row.match.known],
        "works": json.dumps(items, ensure_ascii=False),
        "failures": [Failure(entry, form_url(entry.item)) for entry in unread],
    }


def form_url(item: Item) -> str:
    """The empty form, filled in with what is known."""
    values = {field: item.get(csl, "") for csl, field in CSL_FIELDS.items()}
    values["issued"] = partial_date(item.get("issued", {}).get("date-parts", []))
    values["authors"] = names.lines(item.get("author", []))
    known = {name: str(value)[:LONGEST_PREFILLED] for name, value in values.items() if value}
    return f"{reverse('admin:articles_source_add')}?{urlencode(known)}".rstrip("?")


def _chosen(entries: Sequence[Entry], taken: Sequence[str]) -> list[ParsedReference]:
    """The works whose numbers were ticked; forged numbers are none."""
    numbers = {int(each) for each in taken if each.isdecimal() and len(each) <= LONGEST_INDEX}
    return [
        entry
        for number, entry in enumerate(entries)
        if number in numbers and isinstance(entry, ParsedReference)
    ]


def _page_of(source: Source) -> str:
    return reverse("admin:articles_source_change", args=[source.pk])

"""Sources: the works that articles cite, and where."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles import taking_in
from articles.admin.source_bring import BroughtAdmin
from articles.admin.source_form import SourceForm
from articles.admin.source_json import AskedAdmin
from articles.admin.source_uses import UsedAdmin
from articles.admin.watches import WatchedAdmin
from articles.models import Source

RESOLVERS = {
    "doi": ("DOI", "https://doi.org/{}"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": ("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    "isbn": ("Open Library", "https://openlibrary.org/isbn/{}"),
    "url": ("Web page", "{}"),
}


@admin.register(Source)
class SourceAdmin(AskedAdmin, BroughtAdmin, UsedAdmin, WatchedAdmin):
    form = SourceForm
    list_display = ["title", "type", "container_title", "issued", "used"]
    list_filter = ["type", "link_status"]
    ordering = ["title", "pk"]
    search_fields = ["title", "authors", "container_title", "doi", "pmid", "pmcid", "isbn", "url"]
    readonly_fields = ["found_at", "link", "said_of_it"]
    fieldsets = [
        (None, {"fields": ["type", "title", "authors", "editors"]}),
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
        ("Identifiers", {"fields": ["doi", "pmid", "pmcid", "isbn", "url", "found_at"]}),
        ("What the watches found", {"fields": ["link", "said_of_it"]}),
    ]

    class Media:
        css = {"all": ["articles/sources.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(uses=Count("references"))

    @admin.display(description="used", ordering="uses")
    def used(self, source: Any) -> int:
        return int(source.uses)

    @admin.display(description="found at")
    def found_at(self, source: Source) -> SafeString | str:
        """Where the work is to be seen, by its identifiers."""
        links = [
            (address.format(value), label)
            for field, (label, address) in RESOLVERS.items()
            if (value := getattr(source, field))
        ]
        return format_html_join(" · ", '<a href="{}" rel="external">{}</a>', links) or "-"

    @admin.display(description="notices")
    def said_of_it(self, source: Any) -> SafeString | str:
        """What was published about the work since, and when that was last asked."""
        if source.pk is None:
            return "Not asked for yet."
        notices = (
            (reverse("admin:articles_notice_change", args=[notice.pk]), notice.get_kind_display())
            for notice in source.notices.all()
        )
        found = format_html_join(" · ", '<a href="{}">{}</a>', notices) or "None known"
        return format_html("{}. {}", found, _asked(source))

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Store the correction, which changes no article by itself."""
        super().save_model(request, obj, form, change)
        for note in form.notes:
            self.message_user(request, note)

    def response_change(self, request: HttpRequest, obj: Source) -> HttpResponse:
        """Stay on the page while articles are to be told of the correction."""
        response = super().response_change(request, obj)
        behind = len(taking_in.concerned(obj)) if "_popup" not in request.POST else 0
        if not behind:
            return response
        message = f"No article has changed yet. Articles with the old details: {behind}, see below."
        self.message_user(request, message)
        return HttpResponseRedirect(reverse("admin:articles_source_change", args=[obj.pk]))


def _asked(source: Source) -> str:
    if source.notices_failure:
        return f"They could not be asked for: {source.notices_failure}"
    if source.notices_checked_at is None:
        return "Nobody has been asked yet."
    return f"Asked on {date_format(localtime(source.notices_checked_at), 'j F Y')}."

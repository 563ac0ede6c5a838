"""The chain of consents: to be read, and verified."""

from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.base import RecordAdmin
from newsletter import consenting
from newsletter.models import Chain, Consent, ConsentDetails

MOST_FAULTS = 20
FORGOTTEN = "Nobody knows any more: the person was erased, or never confirmed."


@admin.register(Consent)
class ConsentAdmin(RecordAdmin[Consent]):
    list_display = ["number", "kind", "at"]
    list_filter = ["kind"]
    ordering = ["-number"]
    change_list_template = "admin/newsletter/consent/change_list.html"

    def get_fields(self, request: HttpRequest, obj: Consent | None = None) -> list[Any]:
        """What the event was about is for those who may know."""
        sealed = ["number", "kind", "at", "commitment", "previous", "seal"]
        may_know = request.user.has_perm("newsletter.view_consentdetails")
        return [*sealed, "what"] if may_know else sealed

    def get_readonly_fields(self, request: HttpRequest, obj: Consent | None = None) -> list[Any]:
        return self.get_fields(request, obj)

    @admin.display(description="details")
    def what(self, consent: Consent) -> SafeString | str:
        """Who it was, what they chose, and the words that they had before them."""
        row = ConsentDetails.objects.filter(consent=consent).first()
        if row is None:
            return FORGOTTEN
        words = row.details["wording"]
        told = {
            "Address": row.details["email"],
            "How often": row.details["frequency"],
            "Topics": ", ".join(row.details["topics"]) or "all",
            "On the page": row.details["page"],
            "Wording": f"version {words['version']}",
            "Invitation": words["invitation"],
            "Consent": words["consent"],
            "Note": words["privacy_note"],
        }
        lines = format_html_join("", "<dt><b>{}</b></dt><dd>{}</dd>", told.items())
        return format_html("<dl>{}</dl>", lines)

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.verify)
        return [path("verify/", view, name="newsletter_consent_verify"), *super().get_urls()]

    def verify(self, request: HttpRequest) -> HttpResponse:
        """Read the whole chain, and tell what is wrong with it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        faults = list(islice(consenting.faults(), MOST_FAULTS))
        for fault in faults:
            messages.error(request, fault)
        if not faults:
            end = Chain.objects.get()
            message = f"The chain of {end.length} consents is whole. It ends with {end.head}"
            messages.success(request, message)
        return HttpResponseRedirect(reverse("admin:newsletter_consent_changelist"))

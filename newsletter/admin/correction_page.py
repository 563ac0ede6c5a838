"""The page of an article that people were mailed while it was wrong, and what is decided there."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views import View

from articles.admin.verb_page import VerbPage, sentences
from newsletter import corrections, mailed
from newsletter.models import Correction

CAUSES = {"edition": mailed.corrections, "retraction": mailed.retractions}
LONGEST_KEY = 2**63


def cause_of(correction: Correction | None) -> dict[str, Any]:
    """The parts of its address; 404 without one."""
    if correction is None:
        raise Http404
    kind = "edition" if correction.edition else "retraction"
    return {"kind": kind, "key": correction.cause.pk}


def address(correction: Correction) -> str:
    """Where it is looked at and decided on."""
    return reverse("admin:newsletter_correction_page", kwargs=cause_of(correction))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why nobody is told",
        max_length=corrections.LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
    )


class CorrectionPage(View):
    """For those who may see issues."""

    http_method_names = ["get", "head", "options"]
    model_admin: Any = None
    name: ClassVar[str] = ""

    kind: str
    correction: Correction

    def dispatch(self, request: HttpRequest, kind: str, key: int) -> HttpResponseBase:
        """404 without such a correction or retraction; 403 for those who may not."""
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        if kind not in CAUSES or key >= LONGEST_KEY:
            raise Http404
        self.kind = kind
        self.correction = corrections.of(get_object_or_404(CAUSES[kind](), pk=key))
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.page({})

    def page(self, context: dict[str, Any]) -> HttpResponse:
        """What was wrong, who was mailed it, and what can be done."""
        now, correction = timezone.now(), self.correction
        shared = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": str(correction),
            "opts": self.model_admin.opts,
            "correction": correction,
            "kind": self.kind,
            "issues": mailed.issues(correction),
            "people": f"{mailed.people(correction).count():,}",
            "told_by": corrections.issue(correction),
            "may_decide": self.request.user.has_perm("newsletter.change_issue"),
            "against": sentences(corrections.against(correction, now)),
            "reason_form": ReasonForm(),
        }
        template = "admin/newsletter/correction/correction.html"
        return TemplateResponse(self.request, template, shared | context)


class CorrectionVerb(VerbPage, CorrectionPage):
    """A decision: a POST, for its button stands on the page."""

    http_method_names = ["post", "options"]
    form_class: ClassVar[type[forms.Form]] = forms.Form

    def dispatch(self, request: HttpRequest, kind: str, key: int) -> HttpResponseBase:
        """For those who may change issues."""
        if not request.user.has_perm("newsletter.change_issue"):
            raise PermissionDenied
        return super().dispatch(request, kind, key)

    def form(self, data: Any = None) -> forms.Form:
        return self.form_class(data)

    def with_form(self, form: forms.Form) -> HttpResponse:
        return self.page({"form": form})

    def row(self) -> Correction:
        return corrections.of(self.correction.cause)

    def next_page(self) -> str:
        return address(self.correction)


class Draft(CorrectionVerb):
    name, done = "draft", "The correction is drafted. Look at it and save it."

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        self.issue = corrections.draft(self.correction, by=by)

    def next_page(self) -> str:
        return reverse("admin:newsletter_issue_change", args=[self.issue.pk])


class TellNobody(CorrectionVerb):
    name, done = "tell-nobody", "Nobody is told."
    form_class = ReasonForm

    def with_form(self, form: forms.Form) -> HttpResponse:
        return self.page({"reason_form": form})

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        corrections.tell_nobody(self.correction, by=by, **values)


class Reconsider(CorrectionVerb):
    name, done = "reconsider", "It waits again."

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        corrections.reconsider(self.correction, by=by)


VERBS: list[type[CorrectionVerb]] = [Draft, TellNobody, Reconsider]

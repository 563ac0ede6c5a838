"""The pages about stopped addresses: whether one is, to stop it by hand, and to let it in again. An
address is sent in a form and stands in no URL."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View

from articles.findings import Refused
from newsletter import stopping, suppression
from newsletter.forms import AddressField
from newsletter.models import Suppression
from newsletter.reports import without_address
from newsletter.suppression import KeyChanged

MOST_WORDS = 300


class AddressForm(forms.Form):
    email = AddressField(label="E-mail address")


class WhyForm(forms.Form):
    why = forms.CharField(
        label="Why",
        max_length=MOST_WORDS,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="For your colleagues, without the address.",
    )


class StopForm(WhyForm):
    email = AddressField(widget=forms.HiddenInput)


class SuppressionPage(View):
    """For those who may see the list; `permission` names what else it needs."""

    http_method_names = ["get", "head", "post", "options"]
    model_admin: Any = None
    permission = "view"
    template: str
    title: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (self.may("view") and self.may(self.permission)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self, verb: str) -> bool:
        """Whether whoever is signed in may do that."""
        return self.request.user.has_perm(f"newsletter.{verb}_suppression")

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def page(self, **context: Any) -> HttpResponse:
        """The template with the admin's frame around it."""
        shared = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "opts": self.model_admin.opts,
        }
        return TemplateResponse(self.request, self.template, shared | context)

    def done(self, row: Suppression, message: str) -> HttpResponse:
        """On to the address's own page."""
        messages.success(self.request, message)
        return HttpResponseRedirect(reverse("admin:newsletter_suppression_change", args=[row.pk]))


class LookUpPage(SuppressionPage):
    """Whether an address is stopped; if it is not, a form that stops it."""

    template, title = "admin/newsletter/suppression/look_up.html", "Look an address up"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The question."""
        return self.page(form=AddressForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The answer; or the address is stopped, if the form that says why was sent."""
        if "why" in request.POST:
            return self.stop(request)
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.page(form=form)
        email = form.cleaned_data["email"]
        return self.answer(form, email, StopForm(initial={"email": email}))

    def stop(self, request: HttpRequest) -> HttpResponse:
        """Stop the address, or say why not."""
        if not self.may("add"):
            raise PermissionDenied
        form = StopForm(request.POST)
        if not form.is_valid():
            return self.answer(AddressForm(request.POST), form.cleaned_data.get("email", ""), form)
        email, why = form.cleaned_data["email"], form.cleaned_data["why"]
        try:
            row = stopping.stop_by_hand(email, why=why, by=self.user)
        except (Refused, KeyChanged) as refusal:
            form.add_error(None, str(refusal))
            return self.answer(AddressForm(request.POST), email, form)
        self.model_admin.log_addition(request, row, "Stopped by hand.")
        return self.done(row, "Stopped: nothing more is sent to this address.")

    def answer(self, form: AddressForm, email: str, stop: StopForm) -> HttpResponse:
        """What is known of the address; the form that stops it is for those who may."""
        row = suppression.found(email) if email else None
        is_free = bool(email) and (row is None or row.lifted_at is not None)
        stop_form = stop if self.may("add") and is_free else None
        return self.page(form=form, email=email, row=row, stop_form=stop_form)


class LiftPage(SuppressionPage):
    """Asks why an address is let in again, and lets it in."""

    permission = "lift"
    template, title = "admin/newsletter/suppression/lift.html", "Let an address in again"
    row: Suppression

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = self.model_admin.get_object(request, str(kwargs.pop("object_id")))
        if row is None:
            raise Http404
        self.row = row
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """What will come of it."""
        return self.page(form=WhyForm(), row=self.row)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let it in, or say why not."""
        form = WhyForm(request.POST)
        if not form.is_valid():
            return self.page(form=form, row=self.row)
        try:
            row = stopping.lift(self.row, by=self.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form=form, row=self.row)
        why = without_address(form.cleaned_data["why"])
        self.model_admin.log_change(request, row, f"Let in again: {why}")
        return self.done(row, "It may be written to again, once its owner signs up anew.")

"""The desk's page “Data on a person”, for superusers: what is held, to take away or to erase.

The address is sent in a form each time: it stands in no URL, and so in no log.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from klarity import privacy

View = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


class AddressForm(forms.Form):
    email = forms.EmailField(label="E-mail address", max_length=254)


class ErasureForm(AddressForm):
    email = forms.EmailField(max_length=254, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="Yes, make all of it nameless, for good",
        error_messages={"required": "Tick the box if you are sure."},
    )


def for_superusers(view: View) -> View:
    """A page of the desk that others may not see."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request)

    return admin.site.admin_view(guarded)


@for_superusers
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    """Ask for an address; show what is held on whoever has it."""
    form = AddressForm(request.POST) if request.method == "POST" else AddressForm()
    email = form.cleaned_data["email"] if form.is_valid() else ""
    return _page(request, form, ErasureForm(initial={"email": email}), email)


@for_superusers
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form, ErasureForm(), "")
    held = privacy.export(form.cleaned_data["email"])
    headers = {"Content-Disposition": 'attachment; filename="person.json"'}
    return JsonResponse(
        held, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


@for_superusers
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase all that a program may, once the box is ticked."""
    form = ErasureForm(request.POST)
    if not form.is_valid():
        email = form.cleaned_data.get("email", "")
        return _page(request, AddressForm(request.POST), form, email)
    counts = privacy.erase(form.cleaned_data["email"])
    told = ", ".join(f"{name}: {count}" for name, count in counts.items())
    logger.info("%s erased a person: %s", request.user.get_username(), told)
    messages.success(request, f"Made nameless. {told}.")
    return HttpResponseRedirect(reverse("admin_person"))


def _page(
    request: HttpRequest, form: AddressForm, erasure: ErasureForm, email: str
) -> HttpResponse:
    held: dict[str, Any] = privacy.export(email) if email else {}
    context = {
        **admin.site.each_context(request),
        "title": "Data on a person",
        "form": form,
        "erasure": erasure,
        "email": email,
        "held": held,
        "left_by_hand": privacy.left_by_hand(held),
    }
    return TemplateResponse(request, "admin/person.html", context)


urlpatterns = [
    path("", person, name="admin_person"),
    path("download/", download, name="admin_person_download"),
    path("erase/", erase, name="admin_person_erase"),
]

"""Accounts of the staff, in the hands of superusers alone: invited, and erased to a number."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import staff
from articles.admin.export import ExportMixin
from articles.admin.typed import TypedForm
from articles.findings import Refused


class InvitationForm(TypedForm[User]):
    email = forms.EmailField(label="E-mail", max_length=254)

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "groups"]

    def clean_email(self) -> str:
        """An address that no account has."""
        email: str = self.cleaned_data["email"]
        if staff.has_account(email):
            raise ValidationError("Somebody has an account with this address.", code="email-taken")
        return email


admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(ExportMixin, UserAdmin):  # type: ignore[type-arg]
    add_form = InvitationForm
    add_form_template = "admin/change_form.html"
    change_form_template = "admin/articles/user/change_form.html"
    add_fieldsets = [
        ("Invitation", {"fields": ["email", "first_name", "last_name", "groups"]}),
    ]
    list_display = ["username", "email", "first_name", "last_name", "is_active", "is_superuser"]
    show_full_result_count = False

    def has_module_permission(self, request: Any) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        # PostgreSQL takes no NUL in a string.
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def save_form(self, request: Any, form: Any, change: bool) -> User:
        """A new account is an invitation."""
        user: User = super().save_form(request, form, change)
        if change:
            return user
        return staff.invite(**form.cleaned_data, by=request.user)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An invited person's account is stored already."""
        if change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """As are the groups."""
        if change:
            super().save_related(request, form, formsets, change)

    def get_urls(self) -> list[URLPattern]:
        guard: Any = self.admin_site.admin_view
        own = [
            path("<int:object_id>/invite/", guard(self.invite_again), name="auth_user_invite"),
            path("<int:object_id>/erase/", guard(self.erase), name="auth_user_erase"),
        ]
        return own + super().get_urls()

    def invite_again(self, request: Any, object_id: int) -> HttpResponse:
        """Send the invitation anew."""
        explanation = "A mail with a fresh link to set a password goes out. Older links still work."
        return self._confirm(request, object_id, staff.invite_again, "Invite again", explanation)

    def erase(self, request: Any, object_id: int) -> HttpResponse:
        """Take the person out of the account."""
        explanation = (
            "Name, user name, e-mail, password and groups go, for good. The account stays as a"
            " number, since the record of the articles points to it; so does what was signed."
        )
        return self._confirm(request, object_id, staff.anonymise, "Erase", explanation)

    def _confirm(
        self,
        request: Any,
        object_id: int,
        verb: Callable[..., None],
        label: str,
        explanation: str,
    ) -> HttpResponse:
        user = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if user is None:
            raise Http404
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if request.method == "POST":
            return self._carry_out(request, user, verb, label)
        context = {
            **self.admin_site.each_context(request),
            "title": label,
            "explanation": explanation,
            "object": user,
            "back": reverse("admin:auth_user_change", args=[user.pk]),
        }
        return TemplateResponse(request, "admin/articles/confirm.html", context)

    def _carry_out(
        self, request: Any, user: User, verb: Callable[..., None], label: str
    ) -> HttpResponse:
        try:
            verb(user, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            user.refresh_from_db()
            self.log_change(request, user, f"{label}.")
            messages.success(request, f"{label}: done.")
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))

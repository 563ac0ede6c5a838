"""A member of staff sets a password: Django's own pages, our mail."""

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http.response import HttpResponse
from django.urls import path

from articles import staff
from klarity import mail, rate_limit

LIMIT = "10 per hour"


class ForgottenForm(PasswordResetForm):
    def save(self, **options: Any) -> None:  # type: ignore[override]
        """Mail each account of the address a link to this site, whatever host was asked."""
        for user in self.get_users(self.cleaned_data["email"]):
            context = {
                "user": user,
                "link": staff.password_link(user),
                "days": staff.days_to_answer(),
            }
            mail.send("articles/email/password_reset.txt", to=[user.email], context=context)


class ForgottenView(views.PasswordResetView):
    form_class = ForgottenForm

    def form_valid(self, form: Any) -> HttpResponse:
        """So many an hour from one network; then it is a nuisance."""
        network = rate_limit.client_network(self.request)
        if not rate_limit.hit("password-reset", limit=LIMIT, network=network):
            form.add_error("email", "Too many requests from here. Try again in an hour.")
            return self.form_invalid(form)
        return super().form_valid(form)


urlpatterns = [
    path("", ForgottenView.as_view(), name="admin_password_reset"),
    path("sent/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "<uidb64>/<token>/",
        views.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    path("done/", views.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]

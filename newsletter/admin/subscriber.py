"""Who gets the newsletter: to be looked up and taken away as a file, and erased by superusers."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.base import RecordAdmin
from newsletter import erasing, suppression
from newsletter.models import Subscriber

EXPLANATION = (
    "Their address, their choices and the details of their consents are deleted, and nothing more"
    " is sent. The chain of consents keeps its events, which tell nobody who it was. This cannot be"
    " undone."
)


@admin.register(Subscriber)
class SubscriberAdmin(RecordAdmin[Subscriber]):
    list_display = [
        "email",
        "status",
        "frequency",
        "chosen_topics",
        "asked_at",
        "confirmed_at",
        "left_at",
        "left_because",
    ]
    list_filter = ["status", "frequency", "topics"]
    # The key holds the address in small letters and its domain in ASCII.
    search_fields = ["email", "key"]
    fields = [
        "email",
        "status",
        "frequency",
        "chosen_topics",
        "wording",
        "asked_at",
        "confirmed_at",
        "left_at",
        "left_because",
        "mailed_at",
        "stopped",
    ]
    readonly_fields = ["chosen_topics", "mailed_at", "stopped"]
    change_form_template = "admin/newsletter/subscriber/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscriber]:
        return super().get_queryset(request).prefetch_related("topics")

    @admin.display(description="topics")
    def chosen_topics(self, subscriber: Subscriber) -> str:
        return ", ".join(topic.name for topic in subscriber.topics.all()) or "All"

    @admin.display(description="address stopped")
    def stopped(self, subscriber: Subscriber) -> str:
        """Since when nothing may be sent to the address, and why."""
        row = suppression.found(subscriber.email)
        if row is None:
            return "No"
        context = {"row": row}
        return render_to_string("admin/newsletter/suppression/_standing.html", context)

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.erase)
        own = path("<int:object_id>/erase/", view, name="newsletter_subscriber_erase")
        return [own, *super().get_urls()]

    def erase(self, request: Any, object_id: int) -> HttpResponse:
        """The page on which a superuser has somebody forgotten."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not request.user.is_superuser:
            raise PermissionDenied
        subscriber = self.get_object(request, str(object_id))
        if subscriber is None:
            raise Http404
        if request.method == "POST":
            return self._erased(request, subscriber)
        context = {
            **self.admin_site.each_context(request),
            "title": "Erase",
            "object": subscriber,
            "explanation": EXPLANATION,
            "back": reverse("admin:newsletter_subscriber_change", args=[object_id]),
        }
        return TemplateResponse(request, "admin/articles/confirm.html", context)

    def _erased(self, request: Any, subscriber: Subscriber) -> HttpResponse:
        """The log says that it was done, and not to whom."""
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(Subscriber),
            object_id=str(subscriber.pk),
            object_repr="Somebody erased",
            action_flag=CHANGE,
            change_message="Erased.",
        )
        erasing.erase(subscriber.email)
        messages.success(request, "Erased.")
        return HttpResponseRedirect(reverse("admin:newsletter_subscriber_changelist"))

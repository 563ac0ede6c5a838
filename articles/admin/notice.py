"""What publishers said of our sources, and an editor's answer for each article concerned."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.http.response import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import watching
from articles.admin.base import RecordAdmin
from articles.admin.verb_forms import long_text
from articles.findings import Refused
from articles.models import Notice, NoticeAnswer

LONGEST_REASON = 5_000


class AnswerForm(forms.Form):
    reason = long_text(
        "Reason",
        max_length=LONGEST_REASON,
        help_text="Why the article may cite the source all the same. It is kept in the record.",
    )


class UnansweredFilter(admin.SimpleListFilter):
    """Grave notices that some article has no answer to: no answer is asked to a correction."""

    title = "answer"
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "Missing for an article")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Notice]:
        return queryset.grave().unanswered() if self.value() == "missing" else queryset  # type: ignore[no-any-return]


@admin.register(Notice)
class NoticeAdmin(RecordAdmin[Notice]):
    list_display = ["source", "kind", "issued_on", "found_at", "is_answered"]
    list_display_links = ["source"]
    list_select_related = ["source"]
    list_filter = [UnansweredFilter, "kind"]
    search_fields = ["source__title", "identifier"]
    fields = ["kind", "source", "published_at", "issued_on", "found_at"]
    readonly_fields = ["published_at"]
    change_form_template = "admin/articles/notice/change_form.html"

    class Media:
        css = {"all": ["articles/watch.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        waiting = Notice.objects.unanswered().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_waiting=Exists(waiting))

    @admin.display(description="answered", boolean=True)
    def is_answered(self, notice: Any) -> bool:
        return not notice.is_waiting

    @admin.display(description="notice")
    def published_at(self, notice: Notice) -> SafeString | str:
        """Where it is to be read."""
        if not notice.url:
            return notice.identifier or "Nobody says where it is to be read."
        text = notice.identifier or notice.url
        return format_html('<a href="{}" rel="external">{}</a>', notice.url, text)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["concerns"] = watching.concerns([context["original"]])
        context["may_answer"] = request.user.has_perm("articles.add_noticeanswer")
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view: Any = self.admin_site.admin_view(self.answer)
        address = "<int:object_id>/answer/<int:article_id>/"
        return [path(address, view, name="articles_notice_answer"), *super().get_urls()]

    def answer(self, request: HttpRequest, object_id: int, article_id: int) -> HttpResponse:
        """The page on which an editor answers a notice for one article."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        allowed = request.user.has_perm("articles.add_noticeanswer")
        if not (allowed and self.has_view_permission(request)):
            raise PermissionDenied
        concern = self._concern(request, object_id, article_id)
        form = AnswerForm(request.POST or None)
        if form.is_valid() and self._answered(request, concern, form):
            messages.success(request, f"Answered for {concern.article}.")
            return HttpResponseRedirect(self._page_of(concern.notice))
        context = {
            **self.admin_site.each_context(request),
            "title": "Answer a notice",
            "opts": self.opts,
            "concern": concern,
            "form": form,
            "back": self._page_of(concern.notice),
        }
        return TemplateResponse(request, "admin/articles/notice/answer.html", context)

    def _concern(self, request: HttpRequest, object_id: int, article_id: int) -> watching.Concern:
        notice = self.get_object(request, str(object_id))
        concerns = watching.concerns([notice]) if notice else []
        for concern in concerns:
            if concern.article.pk == article_id:
                return concern
        raise Http404

    def _answered(self, request: Any, concern: watching.Concern, form: AnswerForm) -> bool:
        """Carry it out, or say in the form why not."""
        try:
            watching.answer(concern.notice, concern.article, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, [finding.message for finding in refusal.findings])
            return False
        self.log_change(request, concern.notice, f"Answered for {concern.article}.")
        return True

    def _page_of(self, notice: Notice) -> str:
        return reverse("admin:articles_notice_change", args=[notice.pk])


@admin.register(NoticeAnswer)
class NoticeAnswerAdmin(RecordAdmin[NoticeAnswer]):
    list_display = ["article", "notice", "reason", "answered_by", "answered_at"]
    list_select_related = ["article", "notice__source", "answered_by"]
    search_fields = ["article__title", "article__slug", "reason"]
    ordering = ["-answered_at"]

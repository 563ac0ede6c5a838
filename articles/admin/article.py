"""The desk's plain form: the list of articles, and the page on which one is written."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.urls import URLPattern, path

from articles import drafting, publishing, requirements
from articles.admin import form_page, panel, presence, steps, verbs
from articles.admin.base import EditorAdmin
from articles.admin.inlines import BylineInline, FaqInline, ReferenceInline
from articles.admin.markup import as_stored
from articles.admin.verb_page import sentences
from articles.admin.working_copy import ArticleForm, content
from articles.content import Content
from articles.findings import Refused
from articles.models import Article, Edition, Revision, Status
from articles.models.status import ArticleQuerySet


class StatusFilter(admin.SimpleListFilter):
    """By status; discarded articles are shown only when asked for."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Status.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        if self.value() in Status.values:
            return queryset.filter(status=self.value())  # type: ignore[no-any-return]
        return queryset.filter(discarded_at=None)  # type: ignore[no-any-return]


@admin.register(Article)
class ArticleAdmin(EditorAdmin[Article]):
    form = ArticleForm
    inlines = [BylineInline, FaqInline, ReferenceInline]
    fieldsets = [
        ("Article", {"fields": ["title", "slug", "topic", "standfirst", "key_points"]}),
        ("Text", {"fields": ["body", "summary"]}),
        ("Picture", {"fields": ["image", "image_alt", "image_decorative"]}),
    ]
    autocomplete_fields = ["image"]
    prepopulated_fields = {"slug": ["title"]}
    list_display = ["__str__", "status", "topic", "live", "scheduled", "review_due"]
    list_select_related = ["topic"]
    list_filter = [StatusFilter, "topic", "sample"]
    search_fields = ["title", "slug", "references__key"]
    actions = ["submit_selected", "publish_selected"]

    def get_queryset(self, request: HttpRequest) -> ArticleQuerySet:
        return Article.objects.with_status()

    @admin.display(ordering="status")
    def status(self, article: Article) -> str:
        return str(Status(article.status).label)

    @admin.display(description="live edition", ordering="live_number")
    def live(self, article: Article) -> int | None:
        return article.live_number

    @admin.display(description="scheduled for", ordering="scheduled_for")
    def scheduled(self, article: Article) -> datetime | None:
        return article.scheduled_for

    @admin.display(description="review due", ordering="review_due_on")
    def review_due(self, article: Any) -> date | None:
        return article.review_due_on  # type: ignore[no-any-return]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Any]:
        """A slug is suggested once: later the address has been given away."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        discarded = obj is not None and obj.discarded_at is not None
        return not discarded and super().has_change_permission(request, obj)

    def has_submit_permission(self, request: HttpRequest) -> bool:
        """For the list's action."""
        return request.user.has_perm("articles.submit_article")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """For the list's action."""
        return request.user.has_perm("articles.publish_article")

    def save_model(self, request: Any, obj: Article, form: Any, change: bool) -> None:
        """Store slug and topic; the text follows with its rows."""
        if not change:
            obj.created_by = request.user
        obj.save()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Store the whole text as one Revision, and say what stands against publication."""
        newest, base = drafting.newest(form.instance), form.cleaned_data["base"]
        text = content(form, formsets)
        text = as_stored(text, newest.content) if newest else text
        revision = drafting.save(form.instance, text, base=base, by=request.user)
        form.revision = revision
        form_page.remember_saved(request, form)
        if revision is None:
            self.message_user(request, "Nothing changed: no new revision was made.")
        if change and "slug" in form.changed_data:
            self.message_user(request, "The old address now leads to the new one.")
        self._warn(request, form.instance, text)

    def _warn(self, request: HttpRequest, article: Article, text: Content) -> None:
        if findings := list(requirements.complete(article, text)):
            message = "Before it can be published: " + sentences(findings)
            self.message_user(request, message, messages.WARNING)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return f"Saved as {form.revision}." if form.revision else "Saved; the text is as it was."

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:object_id>/{verb.name}/",
                self.admin_site.admin_view(verb.as_view(model_admin=self)),
                name=f"articles_article_{verb.name}",
            )
            for verb in verbs.VERBS
        ]
        return own + panel.urls(self) + presence.urls(self) + super().get_urls()

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form; choices between one's own text and a newer one are filled in first."""
        if request.method == "POST" and object_id:
            request.POST = form_page.merged(self, request, object_id)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        article = context["original"]
        if article:
            context |= standing(article, request.user)
        context |= form_page.context(request, context)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        """Submit the newest text of each."""
        self._each(request, queryset, publishing.submit, "Submitted")

    @admin.action(description="Publish the newest text now", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        """Publish the newest text of each; what has no approval is refused."""
        self._each(request, queryset, publishing.publish, "Published")

    def _each(
        self, request: Any, articles: Iterable[Article], verb: Callable[..., object], done: str
    ) -> None:
        for article in articles:
            try:
                verb(article, revision=article.newest_number or 0, by=request.user)
            except Refused as refusal:
                message = f"{article}: {sentences(refusal.findings)}"
                self.message_user(request, message, messages.ERROR)
            else:
                self.log_change(request, article, f"{done}.")
                self.message_user(request, f"{done}: {article}.", messages.SUCCESS)


def standing(article: Any, user: User) -> dict[str, Any]:
    """Where the article stands and what may be done about it, for the top of its page."""
    newest = drafting.newest(article)
    live = Edition.objects.live().filter(article=article).select_related("revision").first()
    return {
        "status": Status(article.status).label,
        "newest": newest,
        "live": live,
        "live_is_older": bool(live and newest and live.revision_id != newest.pk),
        "overtaken": _overtaken(article),
        "buttons": verbs.buttons(article, newest, user),
        "again": verbs.again(article, user),
        "steps": steps.steps(article, newest, live),
    }


def _overtaken(article: Any) -> Revision | None:
    """The scheduled Revision, if a newer one was saved since."""
    if article.scheduled_revision in (None, article.newest):
        return None
    return Revision.objects.get(pk=article.scheduled_revision)

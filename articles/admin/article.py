"""The desk's plain form: the list of articles, and the page on which one is written."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.urls import URLPattern, path

from articles import drafting, previews, requirements
from articles.admin import (
    buttons,
    form_page,
    notes_page,
    panel,
    presence,
    review_page,
    revisions,
    steps,
    verbs,
)
from articles.admin.article_page import ArticlePage
from articles.admin.base import EditorAdmin
from articles.admin.bulk import ACTIONS, BulkActions
from articles.admin.filters import (
    AuthorFilter,
    DueFilter,
    MineFilter,
    ReviewerFilter,
    ScheduleFilter,
    StatusFilter,
)
from articles.admin.inlines import BylineInline, FaqInline, ReferenceInline
from articles.admin.markup import as_stored
from articles.admin.preview import PreviewPage
from articles.admin.verb_page import sentences
from articles.admin.working_copy import ArticleForm, content
from articles.content import Content
from articles.models import Article, Edition, Revision, Status
from articles.models.status import ArticleQuerySet

PAGES: list[type[ArticlePage]] = [
    *verbs.VERBS,
    review_page.ReviewPage,
    notes_page.NotesPage,
    revisions.RevisionsPage,
    revisions.ComparePage,
    PreviewPage,
]


@admin.register(Article)
class ArticleAdmin(BulkActions, EditorAdmin[Article]):
    form = ArticleForm
    inlines = [BylineInline, FaqInline, ReferenceInline]
    fieldsets = [
        ("Article", {"fields": ["title", "slug", "topic", "standfirst", "key_points"]}),
        ("Text", {"fields": ["body", "summary"]}),
        ("Picture", {"fields": ["image", "image_alt", "image_decorative"]}),
    ]
    autocomplete_fields = ["image"]
    prepopulated_fields = {"slug": ["title"]}
    list_display = ["name", "status", "topic", "live", "scheduled", "review_due", "last_saved"]
    list_select_related = ["topic"]
    list_filter = [
        StatusFilter,
        DueFilter,
        ScheduleFilter,
        MineFilter,
        "topic",
        AuthorFilter,
        ReviewerFilter,
        "sample",
    ]
    search_fields = [
        "title",
        "slug",
        "authors__name",
        "references__key",
        "sources__title",
        "sources__doi",
    ]
    actions = ACTIONS

    def get_queryset(self, request: HttpRequest) -> ArticleQuerySet:
        return Article.objects.with_status()

    @admin.display(description="article", ordering="title")
    def name(self, article: Article) -> str:
        return str(article)

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

    @admin.display(ordering="saved_at")
    def last_saved(self, article: Any) -> datetime | None:
        return article.saved_at  # type: ignore[no-any-return]

    def get_ordering(self, request: HttpRequest) -> Any:
        """What was saved last comes first."""
        saved = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
        return [Subquery(saved.values("saved_at")[:1]).desc(nulls_last=True)]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Any]:
        """A slug is suggested once: later the address has been given away."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        discarded = obj is not None and obj.discarded_at is not None
        return not discarded and super().has_change_permission(request, obj)

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
                f"<int:object_id>/{page.name}/",
                self.admin_site.admin_view(page.as_view(model_admin=self)),
                name=f"articles_article_{page.name}",
            )
            for page in PAGES
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


def standing(article: Any, user: User) -> dict[str, Any]:
    """Where the article stands and what may be done about it, for the top of its page."""
    newest = drafting.newest(article)
    live = Edition.objects.live().filter(article=article).select_related("revision").first()
    return {
        "status": Status(article.status).label,
        "newest": newest,
        "preview": previews.address(newest) if newest else "",
        "live": live,
        "live_is_older": bool(live and newest and live.revision_id != newest.pk),
        "overtaken": _overtaken(article),
        "buttons": buttons.buttons(article, newest, user),
        "assignment": newest and requirements.assignment(requirements.waiting(newest)),
        "notes": notes_page.open_notes(article),
        "again": buttons.again(article, user),
        "steps": steps.steps(article, newest, live),
    }


def _overtaken(article: Any) -> Revision | None:
    """The scheduled Revision, if a newer one was saved since."""
    if article.scheduled_revision in (None, article.newest):
        return None
    return Revision.objects.get(pk=article.scheduled_revision)

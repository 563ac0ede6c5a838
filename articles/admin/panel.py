"""The editorial checks beside the form: on the text as it is typed, and waived with a reason."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.views import View

from articles import checking, drafting
from articles.admin import parts
from articles.admin.uses import uses
from articles.admin.verb_page import sentences
from articles.admin.working_copy import typed
from articles.content import Content
from articles.findings import Refused
from articles.models import Article, Waiver

MOST_ALIKE = 12
ANCHORS = {"image": "id_image_alt", "authors": "bylines-group"}
ANCHORS |= dict.fromkeys(["faq", "faqs"], "faqs-group")
ANCHORS |= dict.fromkeys(["reference", "references"], "references-group")


@dataclass(frozen=True)
class Group:
    """Findings of one kind, under their name. `sign` stands for the kind beside its words."""

    name: str
    title: str
    sign: str
    findings: list[dict[str, Any]]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The first ones of each code: who mends those finds the others next."""
        met: Counter[str] = Counter()
        shown = []
        for finding in self.findings:
            met[finding["code"]] += 1
            if met[finding["code"]] <= MOST_ALIKE:
                shown.append(finding)
        return shown

    @property
    def left_out(self) -> int:
        """How many more there are."""
        return len(self.findings) - len(self.shown)


def groups(findings: list[dict[str, Any]]) -> Iterator[Group]:
    """The findings in the order in which they are to be dealt with."""
    for name, title, sign in (
        ("error", "Must fix", "!"),
        ("warning", "Look at", "?"),
        ("info", "Good to know", "i"),
    ):
        yield Group(name, title, sign, [f for f in findings if _stands(f, name)])
    yield Group("waived", "Waived", "–", [f for f in findings if f["waiver"]])


def _stands(finding: dict[str, Any], severity: str) -> bool:
    return finding["severity"] == severity and not finding["waiver"]


def context(article: Article, content: Content, user: User, *, saved: bool) -> dict[str, Any]:
    """What `_checks.html` shows of a text. What is not saved yet cannot be waived."""
    report = checking.report(article, content)
    for finding in report["findings"]:
        finding["anchor"] = anchor(finding["where"])
    return {
        "original": article,
        "report": report,
        "groups": list(groups(report["findings"])),
        "saved": saved,
        "may_waive": saved and user.has_perm("articles.add_waiver"),
        "may_unwaive": user.has_perm("articles.delete_waiver"),
    }


def anchor(place: str) -> str:
    """The id of what shows a place (see `articles.checks.text`) while no script leads nearer."""
    part = place.partition(":")[0].partition("-")[0]
    return ANCHORS.get(part) or f"id_{part or 'title'}"


class ArticleView(View):
    """A view on one article for those who may write it."""

    http_method_names = ["post"]
    model_admin: Any = None
    permission = "articles.change_article"

    def dispatch(self, request: HttpRequest, object_id: int | None = None) -> HttpResponseBase:
        """404 without the article; 403 for those who may not."""
        self.article: Any = None
        if object_id is not None:
            self.article = self.model_admin.get_object(request, str(object_id))
            if self.article is None:
                raise Http404
        if not (request.user.has_perm(self.permission) and self._may_write(request)):
            raise PermissionDenied
        return super().dispatch(request)

    def _may_write(self, request: HttpRequest) -> bool:
        if self.article is None:
            return bool(self.model_admin.has_add_permission(request))
        return bool(self.model_admin.has_change_permission(request, self.article))


class CheckView(ArticleView):
    """The checks on a form as it is typed. Nothing is stored."""

    def post(self, request: HttpRequest) -> JsonResponse:
        user: Any = request.user
        stored = self.article or Article(created_by=user)
        article, content = typed(stored, request.POST)
        newest = drafting.newest(stored) if stored.pk else None
        saved = bool(newest and not parts.changed(newest.content, content))
        shown = context(article, content, user, saved=saved)
        html = render_to_string("admin/articles/article/_checks.html", shown, request)
        total = render_to_string("admin/articles/article/_total.html", shown).strip()
        found = {key: asdict(use) | {"words": use.words} for key, use in uses(content).items()}
        return JsonResponse({"html": html, "total": total, "uses": found})


class WaiveView(ArticleView):
    """Let a finding of the newest text stand, with a reason."""

    permission = "articles.add_waiver"
    done = "Waived."

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            self.perform(request)
        except Refused as refusal:
            messages.error(request, sentences(refusal.findings))
        else:
            self.model_admin.log_change(request, self.article, self.done)
            messages.success(request, self.done)
        page = reverse("admin:articles_article_change", args=[self.article.pk])
        return HttpResponseRedirect(f"{page}#checks")

    def perform(self, request: HttpRequest) -> None:
        """Waive. Raises Refused."""
        sent, user = request.POST, request.user
        checking.waive(
            self.article,
            code=sent.get("code", ""),
            text_hash=sent.get("text_hash", ""),
            reason=sent.get("reason", ""),
            by=user,  # type: ignore[arg-type]
        )


class UnwaiveView(WaiveView):
    """Take a waiver back."""

    permission = "articles.delete_waiver"
    done = "The waiver is taken back."

    def perform(self, request: HttpRequest) -> None:
        """Take it back; nothing happens if somebody else was faster. Raises Refused."""
        number = request.POST.get("waiver", "")
        known = number if number.isascii() and number.isdigit() and len(number) < 19 else 0
        waiver = Waiver.objects.filter(article=self.article, pk=known).first()
        if waiver:
            checking.unwaive(waiver, by=request.user)  # type: ignore[arg-type]


def urls(model_admin: Any) -> list[URLPattern]:
    """The views' addresses."""

    def at(route: str, view: type[ArticleView], verb: str) -> Any:
        shown = model_admin.admin_site.admin_view(view.as_view(model_admin=model_admin))
        return path(route, shown, name=f"articles_article_{verb}")

    return [
        at("check/", CheckView, "check"),
        at("<int:object_id>/check/", CheckView, "check"),
        at("<int:object_id>/waive/", WaiveView, "waive"),
        at("<int:object_id>/unwaive/", UnwaiveView, "unwaive"),
    ]

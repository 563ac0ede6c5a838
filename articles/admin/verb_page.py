"""The page of a verb: it shows what is about to be done, and a button.

GET changes nothing. POST is one verb of `publishing`, and what it refuses is shown in words.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from articles.admin import reading
from articles.admin.verb_forms import RevisionForm, VerbForm
from articles.findings import Finding, Refused
from articles.models import Revision

LONGEST_NUMBER = 9


def sentences(findings: Iterable[Finding]) -> str:
    """Findings as running text."""
    return " ".join(finding.message for finding in findings)


class VerbView(View):
    """The page of one verb on one article."""

    http_method_names = ["get", "head", "post", "options"]
    model_admin: Any = None

    name: ClassVar[str]
    label: ClassVar[str]
    done: ClassVar[str]
    explanation: ClassVar[str] = ""
    permission: ClassVar[str]
    form_class: ClassVar[type[VerbForm]] = VerbForm
    dangerous: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """404 without the article; 403 for those who may not."""
        self.article = self.model_admin.get_object(request, str(object_id))
        if self.article is None:
            raise Http404
        allowed = request.user.has_perm(f"articles.{self.permission}_article")
        if not (allowed and self.model_admin.has_view_permission(request, self.article)):
            raise PermissionDenied
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, with an empty form."""
        return self._page(self.form_class(shown=self.shown, initial=self.initial()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Carry the verb out, or say why not."""
        form = self.form_class(request.POST, shown=self.shown)
        if not form.is_valid():
            return self._page(form)
        try:
            self.perform(request.user, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, [finding.message for finding in refusal.findings])
            return self._page(form)
        self.model_admin.log_change(request, self.article, self.done)
        messages.success(request, self.done)
        return HttpResponseRedirect(self.next_page())

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        """The verb itself. Raises Refused."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """What the form starts with."""
        return {}

    def next_page(self) -> str:
        """Where the person goes afterwards."""
        return reverse("admin:articles_article_change", args=[self.article.pk])

    @staticmethod
    def offered(article: Any) -> bool:
        """Whether a button for it makes sense where the article stands."""
        return article.newest_number is not None and article.discarded_at is None

    @staticmethod
    def against(revision: Revision | None, by: User) -> Iterator[Finding]:
        """What stands against it as far as can be told beforehand."""
        return iter(())

    @cached_property
    def shown(self) -> Revision | None:
        """The Revision that was asked for, else the newest."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        wanted = data.get("revision", "")
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_NUMBER
        number = int(wanted) if is_number else self.article.newest_number
        return Revision.objects.filter(article=self.article, number=number).first()

    def _page(self, form: VerbForm) -> HttpResponse:
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.label,
            "opts": self.model_admin.opts,
            "article": self.article,
            "verb": self,
            "form": form,
            **self.text(),
        }
        return TemplateResponse(self.request, "admin/articles/article/verb.html", context)

    def text(self) -> dict[str, Any]:
        """What is shown beside the form: nothing, or a text."""
        return {}


class TextView(VerbView):
    """A verb on one Revision: the page shows its text as readers would see it."""

    form_class = RevisionForm

    def text(self) -> dict[str, Any]:
        """The Revision rendered, with the disclaimer in force, and what stands against the verb."""
        if self.shown is None:
            return {"findings": [Finding("no-revision", "There is no such text of this article.")]}
        findings = list(self.against(self.shown, self.request.user))  # type: ignore[arg-type]
        return reading.context(self.shown) | {"findings": findings}

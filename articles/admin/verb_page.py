"""The page of a verb: it shows what is about to be done, and a button.

GET changes nothing. POST is one verb of `publishing`, and what it refuses is shown in words.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import reverse
from django.views import View

from articles.admin import reading
from articles.admin.article_page import ArticlePage
from articles.admin.verb_forms import RevisionForm, VerbForm
from articles.findings import Finding, Refused


def sentences(findings: Iterable[Finding]) -> str:
    """Findings as running text."""
    return " ".join(finding.message for finding in findings)


class VerbPage(View, ABC):
    """What the page of any verb does with its form: carry the verb out, or say why not."""

    http_method_names = ["get", "head", "post", "options"]
    model_admin: Any

    done: ClassVar[str]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Carry the verb out, or say why not."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.with_form(form)
        try:
            self.perform(request.user, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, [finding.message for finding in refusal.findings])
            return self.with_form(form)
        self.model_admin.log_change(request, self.row(), self.done)
        messages.success(request, self.done)
        return HttpResponseRedirect(self.next_page())

    @abstractmethod
    def form(self, data: Any = None) -> Any:
        """The form, empty or with what was sent."""

    @abstractmethod
    def with_form(self, form: Any) -> HttpResponse:
        """The page with this form."""

    @abstractmethod
    def perform(self, by: Any, values: dict[str, Any]) -> None:
        """The verb itself. Raises Refused."""

    @abstractmethod
    def row(self) -> Any:
        """In whose history it is written down."""

    @abstractmethod
    def next_page(self) -> str:
        """Where the person goes afterwards."""


class VerbView(VerbPage, ArticlePage):
    """The page of one verb on one article."""

    template = "admin/articles/article/verb.html"

    explanation: ClassVar[str] = ""
    form_class: ClassVar[type[VerbForm]] = VerbForm

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, with an empty form."""
        return self.with_form(self.form())

    def form(self, data: Any = None) -> VerbForm:
        return self.form_class(data, shown=self.shown, initial=self.initial())

    def with_form(self, form: VerbForm) -> HttpResponse:
        return self.page({"verb": self, "form": form} | self.context())

    def initial(self) -> dict[str, Any]:
        """What the form starts with."""
        return {}

    def row(self) -> Any:
        return self.article

    def next_page(self) -> str:
        return reverse("admin:articles_article_change", args=[self.article.pk])


class TextView(VerbView):
    """A verb on one Revision: the page shows its text as readers would see it."""

    form_class = RevisionForm

    def context(self) -> dict[str, Any]:
        """The Revision rendered, with the disclaimer in force, and what stands against the verb."""
        if self.shown is None:
            return {"findings": [Finding("no-revision", "There is no such text of this article.")]}
        findings = list(self.against(self.article, self.shown, self.request.user))  # type: ignore[arg-type]
        return reading.context(self.shown) | {"findings": findings}

"""A page of the desk about one article: who may see it, and which Revision it shows."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.views import View

from articles.findings import Finding
from articles.models import Revision, Status

LONGEST_NUMBER = 9


class ArticlePage(View):
    """A page at `<article>/<name>/`, for those with the permission named.

    Many are steps of the editorial road, with a button: `next_at` says where an article stands when
    this is the next thing to do, `begins_at` at which other page it begins.
    """

    http_method_names = ["get", "head", "options"]
    model_admin: Any = None

    name: ClassVar[str]
    label: ClassVar[str]
    permission: ClassVar[str] = "view"
    template: ClassVar[str]
    dangerous: ClassVar[bool] = False
    next_at: ClassVar[set[Status]] = set()
    begins_at: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """404 without the article; 403 for those who may not."""
        self.article = self.model_admin.get_object(request, str(object_id))
        if self.article is None:
            raise Http404
        allowed = request.user.has_perm(f"articles.{self.permission}_article")
        if not (allowed and self.model_admin.has_view_permission(request, self.article)):
            raise PermissionDenied
        return super().dispatch(request)

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        """What stands against the step as far as can be told beforehand."""
        return iter(())

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.page(self.context())

    def context(self) -> dict[str, Any]:
        """What its template shows."""
        return {}

    def page(self, context: dict[str, Any]) -> HttpResponse:
        """The template with the admin's frame around it."""
        shared = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.label,
            "opts": self.model_admin.opts,
            "article": self.article,
        }
        return TemplateResponse(self.request, self.template, shared | context)

    @cached_property
    def shown(self) -> Revision | None:
        """The Revision that was asked for, else the newest."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        wanted = number(data.get("revision", ""))
        return self.revision(self.article.newest_number if wanted is None else wanted)

    def revision(self, wanted: int | None) -> Revision | None:
        """The article's Revision of that number, or None."""
        return Revision.objects.filter(article=self.article, number=wanted or 0).first()


def number(typed: str) -> int | None:
    """A number as an address may hold it, or None."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else None

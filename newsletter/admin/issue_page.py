"""A page of the desk about one issue of the newsletter."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View

from newsletter.models import Issue


class IssuePage(View):
    """A page at `<issue>/<name>/`, for those who may see issues and have the permission named."""

    http_method_names = ["get", "head", "options"]
    model_admin: Any = None

    name: ClassVar[str]
    label: ClassVar[str]
    permission: ClassVar[str] = "view"
    template: ClassVar[str]
    issue: Issue

    def dispatch(self, request: HttpRequest, object_id: int | str) -> HttpResponseBase:
        """404 without the issue; 403 for those who may not."""
        issue = self.model_admin.get_object(request, str(object_id))
        if issue is None:
            raise Http404
        self.issue = issue
        is_seen = self.model_admin.has_view_permission(request, self.issue)
        if not (is_seen and (self.permission == "view" or self.may(self.permission))):
            raise PermissionDenied
        return super().dispatch(request)

    def may(self, verb: str) -> bool:
        """Whether whoever is signed in may do that to issues."""
        return self.request.user.has_perm(f"newsletter.{verb}_issue")

    def page(self, context: dict[str, Any]) -> HttpResponse:
        """The template with the admin's frame around it."""
        shared = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.label,
            "opts": self.model_admin.opts,
            "issue": self.issue,
        }
        return TemplateResponse(self.request, self.template, shared | context)

    def address(self) -> str:
        """Where the issue itself is."""
        return reverse("admin:newsletter_issue_change", args=[self.issue.pk])

"""The page of one reply: all that a decision rests on."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.views import View

from comments import queue
from comments.admin import around
from comments.admin.forms import AnswerForm, DecisionForm
from comments.models import Comment


class ReplyPage(View):
    """A page at `<reply>/<name>/`, for those with the permission named."""

    http_method_names = ["get", "head", "options"]
    model_admin: Any = None
    permission: ClassVar[str] = "view"

    def dispatch(self, request: HttpRequest, object_id: int | str) -> HttpResponseBase:
        """403 for those who may not; 404 without the reply."""
        if not request.user.has_perms(["comments.view_comment", self._permission()]):
            raise PermissionDenied
        self.comment: Comment = self.model_admin.get_object(request, str(object_id))
        if self.comment is None:
            raise Http404
        return super().dispatch(request)

    def _permission(self) -> str:
        return f"comments.{self.permission}_comment"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.page()

    def page(self, **forms: Any) -> HttpResponse:
        """The reply with what is around it; `forms` are those that were refused."""
        by: Any = self.request.user
        context = {
            "title": str(self.comment),
            "decision_form": DecisionForm(),
            "answer_form": AnswerForm(),
            "undoable": queue.undoable(by),
            **around.context(self.comment, by),
            **forms,
        }
        return self.framed("admin/comments/comment/reply.html", context)

    def framed(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """A template within the admin's frame."""
        frame = self.model_admin.admin_site.each_context(self.request)
        own = {"opts": self.model_admin.opts, "comment": self.comment}
        return TemplateResponse(self.request, template, frame | own | context)

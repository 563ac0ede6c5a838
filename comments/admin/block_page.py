"""The page that blocks the network of a reply: it says first whom that would meet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import reverse

from articles.findings import Refused
from comments import blocking
from comments.admin.forms import BlockForm
from comments.admin.reply_page import ReplyPage


class BlockPage(ReplyPage):
    """GET shows how much came from the network lately; POST blocks it."""

    http_method_names = ["get", "head", "post", "options"]
    name, permission = "block", "moderate"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.with_form(BlockForm())

    def post(self, request: Any) -> HttpResponse:
        """Block it, or say why not."""
        form = BlockForm(request.POST)
        if not form.is_valid():
            return self.with_form(form)
        try:
            row = blocking.block(self.comment, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, [finding.message for finding in refusal.findings])
            return self.with_form(form)
        self.model_admin.log_addition(request, row, f"Blocked because of {self.comment}.")
        messages.success(request, f"Blocked: {row}. What comes from it from now on is spam.")
        return HttpResponseRedirect(self._reply())

    def with_form(self, form: BlockForm) -> HttpResponse:
        """The page with this form."""
        lately = blocking.lately(self.comment)
        context = {
            "title": "Block a network",
            "form": form,
            "back": self._reply(),
            "article": self.comment.article,
            "count": lately.count(),
            "shown": lately.approved().count(),
            "days": blocking.LATELY.days,
        }
        return self.framed("admin/comments/comment/block.html", context)

    def _reply(self) -> str:
        return reverse("admin:comments_comment_change", args=[self.comment.pk])

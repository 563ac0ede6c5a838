"""A verb on one reply: a POST to its own address, after which the moderator is led on.

What is refused is shown on the reply's page, with all that was typed.
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponse
from django.urls import reverse

from articles.findings import Refused, refuse_if
from comments import discussions, queue
from comments.admin.forms import DecisionForm, SeenForm
from comments.admin.reply_page import ReplyPage
from comments.decisions import Verb, allows, changed
from comments.models import Comment, Decision


class VerbView(ReplyPage, ABC):
    """One verb at `<reply>/<name>/`. `done` says that it was carried out, as in "Approved"."""

    http_method_names = ["post", "options"]
    permission = "moderate"
    # Templates are given the classes themselves.
    do_not_call_in_templates = True
    form_class: ClassVar[type[SeenForm]] = DecisionForm
    form_name: ClassVar[str] = "decision_form"

    name: ClassVar[str]
    label: ClassVar[str]
    done: ClassVar[str]
    verb: ClassVar[Verb]
    key: ClassVar[str] = ""
    dangerous: ClassVar[bool] = False
    nothing_left: ClassVar[str] = "No other reply waits."

    @classmethod
    def concerns(cls, comment: Any) -> bool:
        """Whether it makes sense for the reply, whatever its status."""
        return True

    @classmethod
    def fits(cls, comment: Comment) -> bool:
        """Whether it can be carried out now."""
        return cls.concerns(comment) and allows(comment, cls.verb)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Carry the verb out, or say why not."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.page(**{self.form_name: form})
        try:
            self.carry_out(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, [finding.message for finding in refusal.findings])
            self.comment.refresh_from_db()
            return self.page(**{self.form_name: form})
        return self.led_on()

    @transaction.atomic
    def carry_out(self, seen: int, **values: Any) -> None:
        """The verb, unless somebody decided since the person looked. Raises Refused."""
        discussions.lock(self.comment.article)
        refuse_if(changed(self.record(), seen))
        self.perform(self.request.user, **values)

    def record(self) -> QuerySet[Decision]:
        """The decisions that the person must have seen."""
        return self.comment.decisions.all()

    @abstractmethod
    def perform(self, by: Any, **values: Any) -> None:
        """The verb itself. Raises Refused."""

    def led_on(self) -> HttpResponse:
        """Back to the list from which they came, else to the next reply of the same kind."""
        told = f"{self.done}: reply {self.comment.number} to “{self.comment.article}”."
        listed = reverse("admin:comments_comment_changelist")
        if "list" in self.request.GET:
            messages.success(self.request, told)
            return HttpResponseRedirect(f"{listed}?{self.request.GET['list']}")
        following = self.following()
        if following is None:
            messages.success(self.request, f"{told} {self.nothing_left}")
            return HttpResponseRedirect(listed)
        if following != self.comment:
            told = f"{told} Next: reply {following.number}."
        messages.success(self.request, told)
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[following.pk]))

    def following(self) -> Comment | None:
        """The reply to which the moderator is led; None if nothing is left."""
        return queue.after(self.comment, Comment.objects.pending())

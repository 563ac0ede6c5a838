"""Decisions on many replies at once: on each for itself, by the same verb as alone.

What readers would notice is asked first, with each reply and what stands against it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.template.response import TemplateResponse

from articles.admin.bulk import chosen
from articles.admin.verb_page import sentences
from articles.findings import Refused
from comments.admin.forms import SeenForm
from comments.admin.verb_page import VerbView
from comments.admin.verbs import Approve, MarkSpam, Reject, Remove, Restore, Screen
from comments.decisions import Status, against
from comments.models import Comment


@dataclass(frozen=True)
class Line:
    """A reply on the page that asks for confirmation, and why it would stay as it is."""

    comment: Comment
    refusal: str


class BulkActions:
    """The actions of the list of replies. None of them shows personal details."""

    @admin.action(description=Approve.label, permissions=["moderate"])
    def approve_selected(self, request: Any, queryset: Any) -> HttpResponse | None:
        return _decided(self, request, queryset, Approve)

    @admin.action(description=Reject.label, permissions=["moderate"])
    def reject_selected(self, request: Any, queryset: Any) -> HttpResponse | None:
        return _decided(self, request, queryset, Reject)

    @admin.action(description=MarkSpam.label, permissions=["moderate"])
    def mark_spam_selected(self, request: Any, queryset: Any) -> HttpResponse | None:
        return _decided(self, request, queryset, MarkSpam)

    @admin.action(description=Remove.label, permissions=["moderate"])
    def remove_selected(self, request: Any, queryset: Any) -> HttpResponse | None:
        return _decided(self, request, queryset, Remove)

    @admin.action(description=Restore.label, permissions=["moderate"])
    def restore_selected(self, request: Any, queryset: Any) -> HttpResponse | None:
        return _decided(self, request, queryset, Restore)

    @admin.action(description=Screen.label, permissions=["moderate"])
    def screen_selected(self, request: Any, queryset: Any) -> HttpResponse | None:
        return _decided(self, request, queryset, Screen)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """For the list's actions."""
        return request.user.has_perm("comments.moderate_comment")


ACTIONS = [name for name in vars(BulkActions) if name.endswith("_selected")]


def _decided(
    model_admin: Any, request: Any, queryset: Any, verb: type[VerbView]
) -> HttpResponse | None:
    """Carry the verb out on each; what readers would notice only once it was confirmed."""
    replies = chosen(model_admin, request, queryset)
    if "confirmed" not in request.POST and _is_noticed(verb, replies):
        return _page(model_admin, request, verb, replies)
    done = list(_done(model_admin, request, verb, replies))
    if done:
        message = f"{verb.done}: {'; '.join(done)}."
        model_admin.message_user(request, message, messages.SUCCESS)
    return None


def _is_noticed(verb: type[VerbView], replies: list[Comment]) -> bool:
    is_shown = any(comment.status == Status.APPROVED for comment in replies)
    return is_shown or (verb is Approve and bool(replies))


def _done(
    model_admin: Any, request: Any, verb: type[VerbView], replies: list[Any]
) -> Iterator[str]:
    """The names of those on which it was done; of the others the reason is told."""
    for comment in replies:
        named = f"{comment} to {comment.article}"
        seen = _seen(request, comment)
        try:
            verb(request=request, comment=comment).carry_out(seen=seen, note="")
        except Refused as refusal:
            message = f"{named}: {sentences(refusal.findings)}"
            model_admin.message_user(request, message, messages.ERROR)
        else:
            yield named


def _seen(request: Any, comment: Any) -> int:
    """The newest decision that the page of confirmation showed; without one, that in the list."""
    if "confirmed" not in request.POST:
        return comment.seen or 0
    form = SeenForm(request.POST, prefix=str(comment.pk))
    return form.cleaned_data["seen"] if form.is_valid() else 0


def _page(
    model_admin: Any, request: Any, verb: type[VerbView], replies: list[Comment]
) -> HttpResponse:
    lines = [Line(comment, sentences(against(comment, verb.verb))) for comment in replies]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": verb.label,
        "opts": model_admin.opts,
        "bulk": {"action": request.POST["action"], "label": verb.label},
        "able": [line for line in lines if not line.refusal],
        "unable": [line for line in lines if line.refusal],
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/comments/comment/bulk.html", context)

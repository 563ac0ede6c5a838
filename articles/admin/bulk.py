"""The verbs of the editorial road on many articles at once: on each for itself, all or nothing.

What the public would notice is first foretold: each verb is carried out in a transaction that is
taken back, so what stands against it is known from the verb itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles import publishing
from articles.admin.article_page import LONGEST_NUMBER
from articles.admin.verb_forms import VerbForm, WithdrawForm, long_text
from articles.admin.verb_page import sentences
from articles.changes import Type
from articles.findings import Finding, Refused
from articles.models import Article, Edition, Submission, Withdrawal

MOST = 100


class BulkPublishForm(VerbForm):
    change_note = long_text(
        "What changed",
        required=False,
        help_text="For readers. Each article that was published before needs it; corrections are"
        " published one by one.",
    )


@dataclass(frozen=True)
class Bulk:
    """A verb on each of many articles; `foretold` says what it did, in words for beforehand."""

    action: str
    label: str
    done: str
    perform: Callable[[Article, int, User, dict[str, Any]], Any]
    foretold: Callable[[Any], str]
    form_class: type[VerbForm] = VerbForm
    # What stands for the person's answers while the verb is only tried.
    trial: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """An article on the page that asks for confirmation: what would happen, or why it would not."""

    article: Article
    number: int
    foretold: str = ""
    refusal: str = ""


def _submit(article: Article, number: int, by: User, values: dict[str, Any]) -> Submission:
    return publishing.submit(article, revision=number, by=by)


@transaction.atomic
def _publish(article: Article, number: int, by: User, values: dict[str, Any]) -> Edition:
    edition = publishing.publish(article, revision=number, by=by, **values)
    if edition.change_type == Type.UPDATE and not edition.change_note:
        raise Refused([Finding("no-change-note", "It was published before: say what changed.")])
    return edition


def _withdraw(article: Article, number: int, by: User, values: dict[str, Any]) -> Withdrawal:
    return publishing.withdraw(article, by=by, **values)


def _cancel(article: Article, number: int, by: User, values: dict[str, Any]) -> Edition:
    return publishing.cancel_schedule(article, by=by)


def _will_appear(edition: Edition) -> str:
    kind = edition.get_change_type_display()
    return f"{edition.revision} goes live at once as {edition} ({kind.lower()})."


def _will_go(withdrawal: Withdrawal) -> str:
    return "It leaves the site at once, and what is scheduled is cancelled."


def _will_not_appear(edition: Edition) -> str:
    when = date_format(localtime(edition.published_at), "j F Y, H:i")
    return f"{edition} of {when} will not appear."


SUBMIT = Bulk("submit_selected", "Submit for review", "Submitted", _submit, str)
PUBLISH = Bulk(
    "publish_selected",
    "Publish the newest text now",
    "Published",
    _publish,
    _will_appear,
    BulkPublishForm,
    {"change_note": "…"},
)
WITHDRAW = Bulk(
    "withdraw_selected",
    "Withdraw",
    "Withdrawn",
    _withdraw,
    _will_go,
    WithdrawForm,
    {"reason": "…"},
)
CANCEL = Bulk("cancel_selected", "Cancel schedules", "Cancelled", _cancel, _will_not_appear)
ACTIONS = [each.action for each in (SUBMIT, PUBLISH, WITHDRAW, CANCEL)]


class BulkActions:
    """The actions of the list of articles."""

    @admin.action(description=SUBMIT.label, permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: Any) -> None:
        """Submit the newest text of each."""
        if articles := chosen(self, request, queryset):
            lines = [Line(article, article.newest_number or 0) for article in articles]
            _carry_out(self, request, SUBMIT, lines, {})

    @admin.action(description=f"{PUBLISH.label}…", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Publish the newest text of each; what has no approval is refused."""
        return _confirmed(self, request, queryset, PUBLISH)

    @admin.action(description=f"{WITHDRAW.label}…", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Withdraw each, for one reason."""
        return _confirmed(self, request, queryset, WITHDRAW)

    @admin.action(description=f"{CANCEL.label}…", permissions=["publish"])
    def cancel_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Cancel what is scheduled of each."""
        return _confirmed(self, request, queryset, CANCEL)

    def has_submit_permission(self, request: HttpRequest) -> bool:
        """For the list's action."""
        return request.user.has_perm("articles.submit_article")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """For the list's actions."""
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """For the list's action."""
        return request.user.has_perm("articles.withdraw_article")


def chosen(model_admin: Any, request: HttpRequest, queryset: Any) -> list[Any]:
    """The rows ticked, or none and a message if they are too many to look at."""
    rows = list(queryset[: MOST + 1])
    if len(rows) > MOST:
        message = f"Choose at most {MOST} {model_admin.opts.verbose_name_plural} at a time."
        model_admin.message_user(request, message, messages.ERROR)
        return []
    gone = len(request.POST.getlist(ACTION_CHECKBOX_NAME)) - len(rows)
    if gone > 0 and request.POST.get("select_across") != "1":
        message = f"{gone} of those chosen are no longer in this list and stay as they are."
        model_admin.message_user(request, message, messages.WARNING)
    return rows


def _confirmed(
    model_admin: Any, request: HttpRequest, queryset: Any, bulk: Bulk
) -> HttpResponse | None:
    """Carry the verb out once the person has seen what would happen; until then the page."""
    articles = chosen(model_admin, request, queryset)
    if not articles:
        return None
    is_answer = "confirmed" in request.POST
    form = bulk.form_class(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        lines = [Line(article, _number_shown(request, article)) for article in articles]
        _carry_out(model_admin, request, bulk, lines, form.cleaned_data)
        return None
    lines = [_foretell(bulk, article, request.user) for article in articles]
    return _page(model_admin, request, bulk, form, lines)


def _number_shown(request: HttpRequest, article: Article) -> int:
    """The number of the Revision that the page of confirmation spoke of; 0 if it was forged."""
    sent = request.POST.get(f"revision-{article.pk}", "")
    is_number = sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER
    return int(sent) if is_number else 0


def _foretell(bulk: Bulk, article: Article, by: Any) -> Line:
    number = article.newest_number or 0
    try:
        with transaction.atomic():
            foretold = bulk.foretold(bulk.perform(article, number, by, bulk.trial))
            transaction.set_rollback(True)
    except Refused as refusal:
        return Line(article, number, refusal=sentences(refusal.findings))
    return Line(article, number, foretold=foretold)


def _page(
    model_admin: Any, request: HttpRequest, bulk: Bulk, form: VerbForm, lines: Iterable[Line]
) -> HttpResponse:
    lines = list(lines)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": bulk.label,
        "opts": model_admin.opts,
        "bulk": bulk,
        "form": form,
        "able": [line for line in lines if not line.refusal],
        "unable": [line for line in lines if line.refusal],
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)


def _carry_out(
    model_admin: Any, request: Any, bulk: Bulk, lines: Iterable[Line], values: dict[str, Any]
) -> None:
    done = list(_performed(model_admin, request, bulk, lines, values))
    if done:
        message = f"{bulk.done}: {'; '.join(done)}."
        model_admin.message_user(request, message, messages.SUCCESS)


def _performed(
    model_admin: Any, request: Any, bulk: Bulk, lines: Iterable[Line], values: dict[str, Any]
) -> Iterator[str]:
    """The names of those on which it was done; of the others the reason is told."""
    for line in lines:
        try:
            bulk.perform(line.article, line.number, request.user, values)
        except Refused as refusal:
            message = f"{line.article}: {sentences(refusal.findings)}"
            model_admin.message_user(request, message, messages.ERROR)
        else:
            model_admin.log_change(request, line.article, f"{bulk.done}.")
            yield str(line.article)

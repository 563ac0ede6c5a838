from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from articles.disclaimers import carries
from articles.findings import Refused
from articles.models import Edition
from articles.views.addresses import absent
from articles.views.reading import reading
from comments import limits, moderation
from comments.forms import CommentForm
from comments.help import KINDS, help_for
from comments.models import Comment
from comments.views.edition import about, live
from klarity.rate_limit import client_network
from klarity.same_origin import same_origin

IDS = "reply-{}-%s"


@same_origin
@require_POST
@carries("site")
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in a reader's reply; personal details in it are pointed out first."""
    edition = live(slug)
    if edition is None:
        return absent(request, slug)
    form = CommentForm(request.POST)
    if not form.is_valid() or form.shows_new_details:
        return _again(request, edition, form)
    try:
        comment = _submitted(request, edition, form)
    except Refused as refused:
        if "no-article" in refused.codes:
            return absent(request, slug)
        form.refuse(refused.findings)
        return _again(request, edition, form, 429 if "too-many" in refused.codes else 422)
    return _thanks(request, edition, form, comment)


@reading("site")
def comment_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks for a reply, the same to all."""
    edition = live(slug)
    if edition is None:
        return absent(request, slug)
    return render(request, "comments/sent.html", about(edition))


def _submitted(request: HttpRequest, edition: Edition, form: CommentForm) -> Comment:
    network, reply = client_network(request), form.reply
    admit = partial(limits.count_reply, network=network, email=reply["email"])
    return moderation.submit(edition.article, **reply, network=network, admit=admit)


def _thanks(
    request: HttpRequest, edition: Edition, form: CommentForm, comment: Comment
) -> HttpResponse:
    """Where there may be danger, whom to call: in the answer itself, so that neither an address
    nor the title in a browser's history tells of it, and not to be brought back by others."""
    kinds = {danger.kind for danger in form.dangers} or (KINDS if comment.is_urgent else ())
    if not kinds:
        return redirect("comment_sent", slug=edition.article.slug)
    response = render(request, "comments/sent.html", about(edition) | {"helps": help_for(kinds)})
    response["Cache-Control"] = "no-store"
    return response


def _again(
    request: HttpRequest, edition: Edition, form: CommentForm, status: int = 422
) -> HttpResponse:
    """The form, filled, with what stands against it."""
    parent = _answered(edition, form)
    form.auto_id = IDS.format(parent.number if parent else 0)
    context = {
        "form": form,
        "parent": parent,
        "details": form.details,
        "helps": help_for(danger.kind for danger in form.dangers),
    }
    return render(request, "comments/refused.html", about(edition) | context, status=status)


def _answered(edition: Edition, form: CommentForm) -> Comment | None:
    try:
        return moderation.answered(edition.article, form.cleaned_data.get("parent"))
    except Refused as refused:
        form.refuse(refused.findings)
        return None

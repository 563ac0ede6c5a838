from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles.disclaimers import carries
from articles.findings import Refused
from articles.models import Edition
from articles.views.addresses import absent
from articles.views.reading import reading
from comments import limits, reporting
from comments.forms import CommentReportForm
from comments.help import KINDS, help_for
from comments.models import Comment, Report
from comments.views.edition import about, live
from klarity.rate_limit import client_network
from klarity.same_origin import same_origin


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@carries("site")
def report_comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Report a reply that readers see."""
    edition = live(slug)
    if edition is None:
        return absent(request, slug)
    comment = get_object_or_404(Comment, article=edition.article, number=number)
    if request.method != "POST":
        return _page(request, edition, comment, CommentReportForm())
    form = CommentReportForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, comment, form, 422)
    try:
        _report(request, comment, form)
    except Refused as refused:
        if "not-shown" in refused.codes:
            raise Http404 from refused
        form.add_error(None, str(refused))
        return _page(request, edition, comment, form, 429)
    return _thanks(request, edition, comment, form.cleaned_data["reason"])


@reading("site")
def comment_reported(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Thanks for a report, the same to all, whatever became of the reply by it."""
    edition = live(slug)
    if edition is None:
        return absent(request, slug)
    get_object_or_404(Comment, article=edition.article, number=number)
    return render(request, "comments/report.html", about(edition) | {"sent": True})


def _report(request: HttpRequest, comment: Comment, form: CommentReportForm) -> Report:
    network = client_network(request)
    admit = partial(limits.count_report, network=network)
    return reporting.report(comment, **form.cleaned_data, network=network, admit=admit)


def _page(
    request: HttpRequest,
    edition: Edition,
    comment: Comment,
    form: CommentReportForm,
    status: int = 200,
) -> HttpResponse:
    """The form, with the reply. Raises Http404 for one that readers do not see."""
    if comment.status != Comment.Status.APPROVED:
        raise Http404
    context: dict[str, Any] = about(edition) | {"comment": comment, "form": form}
    return render(request, "comments/report.html", context, status=status)


def _thanks(request: HttpRequest, edition: Edition, comment: Comment, reason: str) -> HttpResponse:
    """For a reader who is worried about another, with whom to call."""
    if reason != Report.Reason.WORRIED:
        return redirect("comment_reported", slug=edition.article.slug, number=comment.number)
    context = about(edition) | {"sent": True, "helps": help_for(KINDS)}
    response = render(request, "comments/report.html", context)
    response["Cache-Control"] = "no-store"
    return response

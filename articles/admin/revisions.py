"""The Revisions of an article: who saved which text and what became of it, and any two compared."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles import comparison
from articles.admin.article_page import ArticlePage, number
from articles.models import Assignment, Edition, Review, Revision, Submission
from articles.waiving import name

PAGE = 50


class RevisionsPage(ArticlePage):
    name, label = "revisions", "Revisions"
    template = "admin/articles/article/revisions.html"

    def context(self) -> dict[str, Any]:
        """One page of the Revisions, the newest first, with what happened to each."""
        paginator = Paginator(_with_record(self.article), PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        revisions: list[Revision] = list(page.object_list)
        rows = [{"revision": row, "events": list(events(row))} for row in revisions]
        return {
            "page_obj": page,
            "rows": rows,
            "newest": self.article.newest_number,
            "chosen": [row.number for row in revisions[:2]],
            "may_restore": self.request.user.has_perm("articles.change_article"),
        }


class ComparePage(ArticlePage):
    name, label = "compare", "Compare two revisions"
    template = "admin/articles/article/compare.html"

    def context(self) -> dict[str, Any]:
        """The older and the newer of the two that were asked for, and how they differ."""
        wanted = [self._wanted(side) for side in ("from", "to")]
        found = [self.revision(each) for each in sorted(each for each in wanted if each)]
        chosen = [each for each in found if each]
        context = {"newest": self.article.newest_number, "from": wanted[0], "to": wanted[1]}
        if len(chosen) < 2 or chosen[0] == chosen[1]:
            return context | {"problem": "Choose two different revisions of this article."}
        old, new = chosen
        changes = comparison.compare(old.content, new.content)
        return context | {"old": old, "new": new, "changes": changes}

    def _wanted(self, side: str) -> int | None:
        return number(self.request.GET.get(side, ""))


def events(revision: Revision) -> Iterator[str]:
    """What happened to a Revision of `_with_record`, in words, the earliest first."""
    told = [
        *(
            (row.submitted_at, f"Submitted by {name(row.submitted_by)}")
            for row in _all(revision.submissions)
        ),
        *(
            (row.assigned_at, f"Taken for review by {name(row.reviewer)}")
            for submission in _all(revision.submissions)
            for row in _all(submission.assignments)
        ),
        *((row.reviewed_at, _verdict(row)) for row in _all(revision.reviews)),
        *((row.recorded_at, _edition(row)) for row in _all(revision.editions)),
    ]
    for at, words in sorted(told, key=lambda event: event[0]):
        yield f"{words}, {_when(at)}"


def _all(rows: Any) -> Any:
    return rows.all()


def _verdict(review: Review) -> str:
    verb = "Approved" if review.approves else "Sent back"
    return f"{verb} by {review.reviewer_name}"


def _edition(edition: Edition) -> str:
    at = _when(edition.published_at)
    if edition.cancelled_at:
        return f"Edition {edition.number} scheduled for {at} and cancelled"
    if edition.published_at > timezone.now():
        return f"Edition {edition.number} scheduled for {at}"
    return f"Published as edition {edition.number}"


def _when(moment: Any) -> str:
    local = timezone.localtime(moment)
    return f"{local.day} {local:%b %Y, %H:%M}"


def _with_record(article: Any) -> QuerySet[Revision]:
    assignments = Prefetch("assignments", Assignment.objects.select_related("reviewer"))
    submissions = Submission.objects.select_related("submitted_by").prefetch_related(assignments)
    return (
        Revision.objects.filter(article=article)
        .select_related("saved_by")
        .defer("frozen_content")
        .prefetch_related(
            Prefetch("submissions", submissions),
            Prefetch("reviews", Review.objects.defer("pinned_notes")),
            Prefetch("editions", Edition.objects.defer("html", "contents", "references")),
        )
        .order_by("-number")
    )

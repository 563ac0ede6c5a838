"""The review page: what a medical reviewer reads and checks, and the two verdicts."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles import checking, comparison, notes, publishing, requirements, reviewing
from articles.admin import notes_page, reading
from articles.admin.article_page import ArticlePage
from articles.admin.verb_forms import ApproveForm, SendBackForm, VerbForm
from articles.admin.verb_page import VerbView
from articles.checks.rules import RULES
from articles.findings import Finding
from articles.models import Review, Revision, Status

NO_TEXT = Finding("no-text", "No text has been saved yet.")


class ReviewPage(ArticlePage):
    """The text as readers will see it, what changed in it, its sources and checks."""

    name, permission = "review", "review"
    label = "Review"
    template = "admin/articles/article/review.html"
    next_at = {Status.IN_REVIEW}

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        if newest is None:
            yield NO_TEXT
        else:
            yield from requirements.second_person(newest, by, timezone.now())
            yield from requirements.named(by)

    def context(self) -> dict[str, Any]:
        """All that a verdict rests on, and the forms for it."""
        revision = self.shown
        if revision is None:
            return {"findings": [Finding("no-revision", "There is no such text of this article.")]}
        by: Any = self.request.user
        review = requirements.latest_review(revision)
        return {
            **reading.for_review(revision),
            **changes(revision),
            **standing(revision, by),
            "review": review,
            **checks(self.article, revision),
            "findings": list(self.against(self.article, revision, by)),
            "approve_form": ApproveForm(shown=revision, initial=_initial(self.article, by)),
            "send_back_form": SendBackForm(shown=revision),
        }


class Verdict(ReviewPage, VerbView):
    """A verdict on the text that the page shows; the forms of both stand on it."""

    def initial(self) -> dict[str, Any]:
        return _initial(self.article, self.request.user)

    def with_form(self, form: VerbForm) -> Any:
        """The page with what was typed, and what is wrong with it."""
        return self.page({**self.context(), f"{self.name.replace('-', '_')}_form": form})


class Approve(Verdict):
    name = "approve"
    done = "Approved."
    form_class = ApproveForm

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.approve(self.article, by=by, **values)


class SendBack(Verdict):
    name = "send-back"
    done = "Sent back."
    form_class = SendBackForm

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.send_back(self.article, by=by, **values)


def changes(revision: Revision) -> dict[str, Any]:
    """What changed since the last text that was approved before this one, if there is any."""
    since = last_approved(revision)
    if since is None:
        return {"since": None}
    return {"since": since, "changes": comparison.compare(since.content, revision.content)}


def last_approved(revision: Revision) -> Revision | None:
    """The newest Revision before this one whose latest review approves it, or None."""
    verdicts = Review.objects.filter(revision=OuterRef("pk")).order_by("-pk").values("verdict")
    earlier = Revision.objects.filter(article=revision.article_id, number__lt=revision.number)
    approved = earlier.annotate(verdict=Subquery(verdicts[:1])).filter(
        verdict=Review.Verdict.APPROVED
    )
    return approved.order_by("-number").first()


def standing(revision: Revision, by: User) -> dict[str, Any]:
    """Who asked for the review and who has taken it; what was asked for the last time."""
    submission = requirements.waiting(revision)
    before = Review.objects.filter(revision__article=revision.article_id).order_by("-pk").first()
    profile = requirements.profile(by)
    return {
        "submission": submission,
        "assignment": requirements.assignment(submission),
        "may_take": submission and not list(requirements.free_to_take(revision, by)),
        "told": before and notes_page.told(before, revision.content),
        "credential": list(requirements.qualified(profile, timezone.localdate())),
    }


def checks(article: Any, revision: Revision) -> dict[str, Any]:
    """What the checks find, without what was waived when the text was submitted; and those
    waivers, with the reasons."""
    submission = revision.submissions.order_by("-pk").first()
    waivers = submission.waivers if submission else []
    waived = {(waiver["code"], waiver["excerpt"]) for waiver in waivers}
    here = {place.place for place in notes.places(revision.content)}
    report = checking.report(article, revision.content)
    for finding in report["findings"]:
        finding["anchor"] = reading.place_id(finding["where"]) if finding["where"] in here else ""
    return {
        "report": report,
        "found": [f for f in report["findings"] if (f["code"], f["excerpt"]) not in waived],
        "waivers": [waiver | {"rule": RULES.get(waiver["code"], "")} for waiver in waivers],
    }


def _initial(article: Any, by: Any) -> dict[str, Any]:
    profile = requirements.profile(by)
    return {
        "due_on": reviewing.next_review(article, timezone.now()),
        "competing_interests": profile.competing_interests if profile else "",
    }

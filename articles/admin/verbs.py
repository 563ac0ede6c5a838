"""The verbs of the editorial road, a page each, and the buttons that lead there."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import publishing, requirements
from articles.admin.verb_forms import (
    ApproveForm,
    PublishForm,
    RedactForm,
    RescheduleForm,
    RestoreForm,
    ScheduleForm,
    SendBackForm,
    SubmitForm,
    WithdrawForm,
)
from articles.admin.verb_page import TextView, VerbView, sentences
from articles.findings import Finding
from articles.models import Article, Edition, Revision, Status


class Submit(TextView):
    name, permission = "submit", "submit"
    label, done = "Submit for review", "Submitted for medical review."
    form_class = SubmitForm

    @staticmethod
    def offered(article: Any) -> bool:
        return article.newest_number is not None and article.status == Status.DRAFT

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.submit(self.article, by=by, **values)


class Approve(TextView):
    name, permission = "approve", "review"
    label, done = "Approve", "Approved."
    explanation = "You approve exactly the text below, mark by mark. Readers will see your name."
    form_class = ApproveForm

    @staticmethod
    def against(revision: Revision | None, by: User) -> Iterator[Finding]:
        return _against_review(revision, by)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.approve(self.article, by=by, **values)


class SendBack(TextView):
    name, permission = "send-back", "review"
    label, done = "Send back", "Sent back."
    explanation = "An earlier approval of this text no longer counts; its schedule is cancelled."
    form_class = SendBackForm

    @staticmethod
    def against(revision: Revision | None, by: User) -> Iterator[Finding]:
        return _against_review(revision, by)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.send_back(self.article, by=by, **values)


class Publish(TextView):
    name, permission = "publish", "publish"
    label, done = "Publish now", "Published."
    explanation = "The text below goes live at once."
    form_class = PublishForm

    @staticmethod
    def against(revision: Revision | None, by: User) -> Iterator[Finding]:
        return _against_publication(revision)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.publish(self.article, by=by, **values)


class Schedule(Publish):
    name = "schedule"
    label, done = "Schedule", "Scheduled."
    explanation = "The text below goes live at the time that you give."
    form_class = ScheduleForm


class CancelSchedule(VerbView):
    name, permission = "cancel-schedule", "publish"
    label, done = "Cancel the schedule", "The schedule is cancelled."
    explanation = "The scheduled edition will not appear."
    dangerous = True

    @staticmethod
    def offered(article: Any) -> bool:
        return article.scheduled_for is not None

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.cancel_schedule(self.article, by=by)


class Reschedule(VerbView):
    name, permission = "reschedule", "publish"
    label, done = "Move the schedule", "The schedule is moved."
    form_class = RescheduleForm

    @staticmethod
    def offered(article: Any) -> bool:
        return article.scheduled_for is not None

    def initial(self) -> dict[str, Any]:
        return {"at": self.article.scheduled_for}

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.reschedule(self.article, by=by, **values)


class Withdraw(VerbView):
    name, permission = "withdraw", "withdraw"
    label, done = "Withdraw", "Withdrawn."
    explanation = "Readers find the reason at its address instead of the article."
    form_class = WithdrawForm
    dangerous = True

    @staticmethod
    def offered(article: Any) -> bool:
        return article.live_number is not None

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.withdraw(self.article, by=by, **values)


class Restore(TextView):
    name, permission = "restore", "change"
    label, done = "Restore", "Restored into the working copy."
    explanation = "The working copy becomes the text below, and takes the usual road from there."
    form_class = RestoreForm

    @staticmethod
    def offered(article: Any) -> bool:
        """Its link stands with each Revision."""
        return False

    def initial(self) -> dict[str, Any]:
        return {"base": self.article.newest_number}

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.restore(self.article, by=by, **values)


class Discard(VerbView):
    name, permission = "discard", "delete"
    label, done = "Discard", "Discarded."
    explanation = "The article leaves the lists, and its address becomes free."
    dangerous = True

    @staticmethod
    def offered(article: Any) -> bool:
        return article.discarded_at is None and not article.editions.exists()

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.discard(self.article, by=by)

    def next_page(self) -> str:
        return reverse("admin:articles_article_changelist")


class Redact(VerbView):
    name, permission = "redact", "redact"
    label, done = "Remove personal text", "Removed."
    explanation = "This cannot be undone. Manuscripts that may hold the text are emptied."
    form_class = RedactForm
    dangerous = True

    @staticmethod
    def offered(article: Any) -> bool:
        return article.newest_number is not None

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.redact(self.article, by=by, **values)


VERBS: list[type[VerbView]] = [
    Submit,
    Approve,
    SendBack,
    Publish,
    Schedule,
    Reschedule,
    CancelSchedule,
    Withdraw,
    Restore,
    Discard,
    Redact,
]


def buttons(article: Article, newest: Revision | None, by: User) -> list[dict[str, Any]]:
    """The verbs that make sense now and that the person may use: label, address, and in words
    what stands against it."""
    return [
        {
            "label": verb.label,
            "url": _address(verb, article),
            "dangerous": verb.dangerous,
            "reason": sentences(verb.against(newest, by)),
        }
        for verb in VERBS
        if by.has_perm(f"articles.{verb.permission}_article") and verb.offered(article)
    ]


def again(article: Article, by: User) -> list[dict[str, str]]:
    """Links to review and publish the live text anew while a newer draft exists."""
    live = Edition.objects.live().filter(article=article).select_related("revision").first()
    if live is None:
        return []
    return [
        {"label": verb.label, "url": f"{_address(verb, article)}?revision={live.revision.number}"}
        for verb in (Approve, SendBack, Publish)
        if by.has_perm(f"articles.{verb.permission}_article")
    ]


def _address(verb: type[VerbView], article: Article) -> str:
    return reverse(f"admin:articles_article_{verb.name}", args=[article.pk])


def _against_review(revision: Revision | None, by: User) -> Iterator[Finding]:
    if revision:
        second_person = requirements.second_person(revision, by, timezone.now())
        yield from chain(second_person, requirements.named(by))


def _against_publication(revision: Revision | None) -> Iterator[Finding]:
    if revision:
        now, article = timezone.now(), revision.article
        review = requirements.latest_review(revision)
        yield from chain(
            requirements.complete(article, revision.content),
            requirements.approved(revision),
            requirements.disclaimer_in_force(now),
            requirements.unscheduled(article, now),
            requirements.not_yet_live(article, review, now),
        )

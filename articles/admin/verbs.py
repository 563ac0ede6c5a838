"""The verbs of the editorial road, a page each."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import publishing, requirements
from articles.admin.article_page import ArticlePage
from articles.admin.review_page import NO_TEXT, Approve, ReviewPage, SendBack
from articles.admin.verb_forms import (
    PublishForm,
    RedactForm,
    RescheduleForm,
    RestoreForm,
    RevisionForm,
    ScheduleForm,
    SubmitForm,
    WithdrawForm,
)
from articles.admin.verb_page import TextView, VerbView
from articles.findings import Finding
from articles.models import Edition, Revision, Status


class Submit(TextView):
    name, permission = "submit", "submit"
    label, done = "Submit for review", "Submitted for medical review."
    form_class = SubmitForm
    next_at = {Status.DRAFT}

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        if newest is None:
            yield NO_TEXT
        elif article.status in {Status.APPROVED, Status.SCHEDULED}:
            message = f"Revision {newest.number} is approved: it needs no further review."
            yield Finding("already-approved", message)
        else:
            yield from requirements.not_waiting(newest)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.submit(self.article, by=by, **values)


class Take(VerbView):
    name, permission = "take", "review"
    label, done = "Take for review", "Taken for review: it is yours."
    form_class = RevisionForm
    next_at = {Status.IN_REVIEW}

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """Says loudly from whom it is taken over."""
        last = requirements.assignment(requirements.waiting(self.shown)) if self.shown else None
        if last is None:
            return "Colleagues see that you review this text."
        since = timezone.localtime(last.assigned_at)
        who = last.reviewer.get_full_name() or last.reviewer.get_username()
        return f"{who} took this text on {since:%d %B %Y}. You take it over, and they are told."

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        if newest is None:
            yield NO_TEXT
        else:
            yield from requirements.second_person(newest, by, timezone.now())
            yield from requirements.free_to_take(newest, by)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.take(self.article, by=by, **values)

    def next_page(self) -> str:
        return reverse("admin:articles_article_review", args=[self.article.pk])


class Publish(TextView):
    name, permission = "publish", "publish"
    label, done = "Publish now", "Published."
    explanation = "The text below goes live at once."
    form_class = PublishForm
    next_at = {Status.APPROVED}

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        if newest is None:
            return iter([NO_TEXT])
        now, review = timezone.now(), requirements.latest_review(newest)
        return chain(
            requirements.complete(newest.article, newest.content),
            requirements.approved(newest),
            requirements.disclaimer_in_force(now),
            requirements.unscheduled(newest.article, now),
            requirements.not_yet_live(newest.article, review, now),
        )

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.publish(self.article, by=by, **values)


class Schedule(Publish):
    name = "schedule"
    label, done = "Schedule", "Scheduled."
    explanation = "The text below goes live at the time that you give."
    form_class = ScheduleForm
    next_at = set()


class Reschedule(VerbView):
    name, permission = "reschedule", "publish"
    label, done = "Move the schedule", "The schedule is moved."
    form_class = RescheduleForm

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        scheduled = Edition.objects.scheduled().filter(article=article).first()
        return requirements.is_scheduled(scheduled)

    def initial(self) -> dict[str, Any]:
        return {"at": self.article.scheduled_for}

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.reschedule(self.article, by=by, **values)


class CancelSchedule(VerbView):
    name, permission = "cancel-schedule", "publish"
    label, done = "Cancel the schedule", "The schedule is cancelled."
    explanation = "The scheduled edition will not appear."
    dangerous = True
    against = Reschedule.against

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.cancel_schedule(self.article, by=by)


class Withdraw(VerbView):
    name, permission = "withdraw", "withdraw"
    label, done = "Withdraw", "Withdrawn."
    explanation = "Readers find the reason at its address instead of the article."
    form_class = WithdrawForm
    dangerous = True

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        live = Edition.objects.live().filter(article=article).first()
        return requirements.is_live(live)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.withdraw(self.article, by=by, **values)


class Restore(TextView):
    name, permission = "restore", "change"
    label, done = "Restore", "Restored into the working copy."
    explanation = "The working copy becomes the text below, and takes the usual road from there."
    form_class = RestoreForm
    begins_at = "revisions"

    @staticmethod
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        if newest is None or newest.number == 1:
            yield Finding("no-older-text", "There is no older text.")

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
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        if article.editions.exists():
            message = "This article has editions, so it can only be withdrawn."
            yield Finding("has-editions", message)

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
    def against(article: Any, newest: Revision | None, by: User) -> Iterator[Finding]:
        return iter([] if newest else [NO_TEXT])

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        publishing.redact(self.article, by=by, **values)


STEPS: list[type[ArticlePage]] = [
    Submit,
    Take,
    ReviewPage,
    Publish,
    Schedule,
    Reschedule,
    CancelSchedule,
    Withdraw,
    Restore,
    Discard,
    Redact,
]
# The review page holds the forms of both verdicts.
VERBS: list[type[VerbView]] = [
    Approve,
    SendBack,
    *(step for step in STEPS if issubclass(step, VerbView)),
]

"""What can be done to an issue, and the buttons for it. What hurts is asked for twice."""

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.admin.verb_page import VerbPage, sentences
from articles.findings import Finding
from newsletter import issues, mailed, proofs, requirements, retrying, sending
from newsletter.admin.issue_forms import ApproveForm, ResendForm, ScheduleForm
from newsletter.admin.issue_page import IssuePage
from newsletter.models import Issue


class IssueVerb(VerbPage, IssuePage):
    """One verb: its page asks, its button does it. If it `hurts`, the issue's page leads here and
    does not post at once."""

    permission = "send"
    template = "admin/newsletter/issue/verb.html"

    hurts: ClassVar[bool] = False
    form_class: ClassVar[type[forms.Form]] = forms.Form

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        """What stands against it as far as can be told beforehand."""
        return iter(())

    @property
    def explanation(self) -> str:
        """What will come of it."""
        return ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page that asks."""
        return self.with_form(self.form())

    def form(self, data: Any = None) -> forms.Form:
        return self.form_class(data, initial=self.initial())

    def with_form(self, form: forms.Form) -> HttpResponse:
        return self.page({"verb": self, "form": form})

    def initial(self) -> dict[str, Any]:
        """What the form starts with."""
        return {"seen": self.issue.edited_at}

    def row(self) -> Issue:
        return self.issue

    def next_page(self) -> str:
        return self.address()


class Test(IssueVerb):
    name, permission = "test", "view"
    label, done = "Send me a test", "A test is on its way to your own address."

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        proofs.send(self.issue, to=by)


class Approve(IssueVerb):
    name, permission = "approve", "approve"
    label, done = "Approve", "Approved. It can be sent now."
    form_class = ApproveForm

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        return requirements.approvable(issue, by, timezone.now())

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        issues.approve(self.issue, by=by, **values)


class Schedule(IssueVerb):
    name, hurts = "schedule", True
    label, done = "Schedule", "Scheduled."
    form_class: ClassVar[type[forms.Form]] = ScheduleForm

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        return requirements.schedulable(issue, timezone.now())

    @property
    def explanation(self) -> str:
        frequency, correction = self.issue.frequency, self.issue.correction
        if correction:
            people = mailed.people(correction).count()
            return f"It goes to {people:,} subscribers, who were mailed the article as it was."
        people = self.issue.people().count()
        return f"It goes to {people:,} {frequency} subscribers, to each what is of their topics."

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        issues.schedule(self.issue, by=by, **values)


class Send(Schedule):
    name = "send"
    label, done = "Send now", "It is sent from now on."
    form_class = forms.Form


class Unschedule(IssueVerb):
    name = "unschedule"
    label, done = "Take the time back", "It is not scheduled any more."

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        return requirements.scheduled(issue)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        issues.unschedule(self.issue, by=by)


class Pause(IssueVerb):
    name = "pause"
    label, done = "Pause", "Paused: nothing more goes out until you resume."

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        return requirements.running(issue)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        issues.pause(self.issue, by=by)


class Resume(IssueVerb):
    name = "resume"
    label, done = "Resume", "It goes on."

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        return requirements.paused(issue)

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        issues.resume(self.issue, by=by)


class Cancel(IssueVerb):
    name, hurts = "cancel", True
    label, done = "Cancel the issue", "Cancelled."

    @staticmethod
    def against(issue: Issue, by: User) -> Iterator[Finding]:
        return requirements.unfinished(issue)

    @property
    def explanation(self) -> str:
        if self.issue.started_at:
            return "Those who have not been sent it will not get it. This cannot be undone."
        if self.issue.correction:
            return "Nobody is sent it. It can be drafted anew. This cannot be undone."
        return "Nobody is sent it. The next issue tells of its articles. This cannot be undone."

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        issues.cancel(self.issue, by=by)


class Retry(IssueVerb):
    """Not among an issue's buttons: it stands beside the number of copies that failed."""

    name, hurts = "retry", True
    label, done = "Try the failed ones again", "They are queued again."

    @property
    def explanation(self) -> str:
        count = len(retrying.passing(self.issue))
        return (
            f"{count:,} failed for a reason that may have passed or was ours. They are queued"
            " again, and each person gets one at most. Whose address was refused for good is left"
            " alone."
        )

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        retrying.retry(self.issue, by=by)


class Resend(IssueVerb):
    """Not among an issue's buttons: it stands beside each copy of which nobody knows."""

    name, hurts = "resend", True
    label, done = "Send it again", "It is sent again."
    form_class = ResendForm
    explanation = (
        "Nobody knows whether this person has the mail. Sent again, they may get it twice."
    )

    def initial(self) -> dict[str, Any]:
        """The copy that `?delivery=` names."""
        return {"delivery": self.request.GET.get("delivery")}

    def perform(self, by: Any, values: dict[str, Any]) -> None:
        delivery = get_object_or_404(self.issue.deliveries, pk=values["delivery"])
        sending.resend(delivery, by=by)


OFFERED: list[type[IssueVerb]] = [
    Test,
    Approve,
    Schedule,
    Send,
    Unschedule,
    Pause,
    Resume,
    Cancel,
]
VERBS: list[type[IssueVerb]] = [*OFFERED, Resend, Retry]


class Button(NamedTuple):
    """A verb as the issue's page offers it; `reason` says why it cannot be pressed."""

    label: str
    url: str
    hurts: bool
    reason: str


def buttons(issue: Issue, by: User) -> list[Button]:
    """A button for each thing that the person may do, those first that can be done now."""
    found = [
        Button(
            verb.label,
            reverse(f"admin:newsletter_issue_{verb.name}", args=[issue.pk]),
            verb.hurts,
            sentences(verb.against(issue, by)),
        )
        for verb in OFFERED
        if verb.permission == "view" or by.has_perm(f"newsletter.{verb.permission}_issue")
    ]
    return sorted(found, key=lambda button: bool(button.reason))
